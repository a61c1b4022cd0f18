"""Settles the name head last, with the encoder at rest.

An epoch reads few of the texts in which names are marked, so the head that reads them is behind the
others when training ends. What the encoder says of their tokens no longer changes: so it is
computed once, and a linear head learns from all of it in seconds (a linear probe: Alain and Bengio
2017).
"""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from models.training.batches import read, tensors
from models.training.examples import Example
from models.training.network import Network

BATCH, TOKENS = 64, 4096  # texts that the encoder reads at once; tokens of a step
ROUNDS, RATE, DECAY = 12, 3e-3, 1e-4


def settle_names(
    network: Network, examples: Sequence[Example], tokenizer: Tokenizer, seed: int
) -> None:
    """Trains `network.heads.names`, in place, and nothing else."""
    states, names = _states(network, examples, tokenizer)
    head = network.heads.names
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = ROUNDS * (len(states) // TOKENS + 1)
    pace = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, steps)
    order = torch.Generator().manual_seed(seed)
    for _ in range(ROUNDS):
        for chosen in torch.split(torch.randperm(len(states), generator=order), TOKENS):
            said, known = head(states[chosen].float()), names[chosen]
            loss = cross_entropy(said, known.clamp(min=0).float(), weight=(known >= 0).float())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            pace.step()


def _states(
    network: Network, examples: Sequence[Example], tokenizer: Tokenizer
) -> tuple[Tensor, Tensor]:
    """(tokens, width) in half precision, and (tokens, kinds): where a kind of name is known."""
    reads = [r for e in examples for r in read(e, tokenizer)]
    reads.sort(key=lambda r: len(r.window.ids))
    states: list[Tensor] = []
    names: list[Tensor] = []
    network.eval()
    with torch.no_grad():
        for start in range(0, len(reads), BATCH):
            batch = tensors(reads[start : start + BATCH], "cpu")
            seen = network.encoder(input_ids=batch.ids, attention_mask=batch.mask)
            known = (batch.names >= 0).any(dim=-1)
            states.append(seen.last_hidden_state[known].half())
            names.append(batch.names[known])
    return torch.cat(states), torch.cat(names)
