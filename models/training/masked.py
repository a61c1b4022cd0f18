"""Goes on with what the encoder was first trained for, on posts as officials write them.

Domain-adaptive pre-training (Gururangan et al. 2020): one token in seven is hidden and guessed from
the rest (Devlin et al. 2019). The packaged encoder comes without the head that guessed, so a
transform is learned anew over its own table of words.
"""

import random
import time
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import cross_entropy

from models.training.network import Network
from models.windows import cut

BATCH = 64
RATE = 3e-4
HIDDEN_SHARE = 0.15
MASK = 103  # the last of the vocabulary's own marks: words come after it
KEPT_SHARE = 0.1  # of the hidden ones stay as they are, so that nothing is told by the mask alone


def fill_in(
    network: Network, texts: Sequence[str], tokenizer: Tokenizer, epochs: int, chance: random.Random
) -> None:
    """Trains what moves in the encoder, in place."""
    device = next(network.parameters()).device
    windows = [w.ids for text in texts for w in cut(text, tokenizer) if len(w.ids) > 8]
    embeddings = network.encoder.embeddings.word_embeddings.weight
    width = network.width
    head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width)).to(device)
    bias = nn.Parameter(torch.zeros(len(embeddings), device=device))
    moved = [p for p in network.encoder.parameters() if p.requires_grad]
    learned = [*moved, *head.parameters(), bias]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01, fused=True)
    total = epochs * -(-len(windows) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=total, pct_start=0.1)
    network.train()
    started = time.monotonic()
    for epoch in range(epochs):
        order = sorted(windows, key=lambda ids: (len(ids) // 16, chance.random()))
        cuts = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        chance.shuffle(cuts)
        costs = torch.zeros((), device=device)
        for part in cuts:
            longest = max(map(len, part))
            ids = torch.tensor([[*i, *[0] * (longest - len(i))] for i in part]).to(device)
            inside = ids > MASK
            hidden = inside & (torch.rand(ids.shape, device=device) < HIDDEN_SHARE)
            seen = hidden & (torch.rand(ids.shape, device=device) > KEPT_SHARE)
            shown = ids.masked_fill(seen, MASK)
            with network.precision(device.type):
                states = network.encoder(
                    input_ids=shown, attention_mask=(ids != 0).long()
                ).last_hidden_state
                guesses = head(states[hidden]) @ embeddings.T + bias
            loss = cross_entropy(guesses.float(), ids[hidden])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            pace.step()
            costs += loss.detach()
        elapsed = time.monotonic() - started
        print(
            f"masked epoch {epoch + 1} loss {costs.item() / len(cuts):.3f} {elapsed:.0f} s",
            flush=True,
        )
