"""Trains the adapters and heads, and writes them as a release: `python -m models.training.train`.

About half an hour on two free CPU cores. Every epoch is saved, so a run that is cut short leaves
the last whole epoch in the folder. Calibration and checksums follow the last epoch.
"""

import argparse
import random
import time
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from models.training import calibrate, export, prepare, public
from models.training.batches import Read, batches, read, tensors
from models.training.examples import Example
from models.training.network import ENCODER, Network
from models.training.prepare import SEED
from models.windows import load_tokenizer

EPOCHS = 5
BATCH = 32
ADAPTER_RATE = 4e-4
HEADS_RATE = 2e-3
WARM_UP = 0.06  # the share of all steps in which the rates rise
WEIGHT_DECAY = 0.01
SPAN_WEIGHT = 1.0  # how much the token head's loss counts beside the post head's
EVIDENCE_WEIGHT = 3.0  # a token of evidence counts this much: there are few
GRADIENT_LIMIT = 1.0
THREADS = 2
# Beside all drafts, an epoch reads one of so many parts of the public texts and agencies' posts.
PUBLIC_PARTS = 4
WEIGHTS = export.WEIGHTS / export.NAME


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)

    tokenizer = load_tokenizer(str(ENCODER / "tokenizer.json"))

    def readings(examples: list[Example]) -> list[Read]:
        return [r for e in examples for r in read(e, tokenizer)]

    train, _ = prepare.split(prepare.drafts())
    posts = public.official_posts(chosen.data, SEED)
    ordinary = [e for kind, count in public.OFFICIAL_POSTS.items() for e in posts[kind][:count]]
    beside = readings(public.public_examples(chosen.data, SEED) + ordinary)
    fit(readings(train), beside, chosen.epochs, chosen.out)
    calibrate.calibrate(chosen.out, chosen.data)


def fit(drafts: list[Read], beside: list[Read], epochs: int, out: Path) -> None:
    """Trains for so many epochs and leaves adapters and heads in `out`."""
    chance = random.Random(SEED)  # noqa: S311
    chance.shuffle(beside)
    network = Network()
    heads = list(network.heads.parameters())
    adapters = [p for p in network.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": adapters, "lr": ADAPTER_RATE}, {"params": heads, "lr": HEADS_RATE}],
        weight_decay=WEIGHT_DECAY,
        fused=True,  # one pass over all parameters: many small ones wait for each other
    )
    total = epochs * -(-(len(drafts) + len(beside) // PUBLIC_PARTS) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step / total))
    print(f"{len(drafts)} drafts, {len(beside)} beside them, {total} steps", flush=True)
    network.train()
    started, step, recent = time.monotonic(), 0, 0.0
    for epoch in range(epochs):
        for batch in batches(drafts + beside[epoch % PUBLIC_PARTS :: PUBLIC_PARTS], BATCH, chance):
            loss = _loss(network, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*adapters, *heads], GRADIENT_LIMIT)
            optimiser.step()
            pace.step()
            step, recent = step + 1, recent + loss.item()
            if step % 25 == 0:
                elapsed = time.monotonic() - started
                print(f"step {step}/{total} loss {recent / 25:.4f} {elapsed:.0f} s", flush=True)
                recent = 0.0
        save(network, out)
        print(f"epoch {epoch + 1} saved", flush=True)


def _pace(done: float) -> float:
    """Up in a line, then down in a line to nothing."""
    return done / WARM_UP if done < WARM_UP else max(0.0, (1 - done) / (1 - WARM_UP))


def _loss(network: Network, batch: list[Read]) -> Tensor:
    ids, mask, labels, token_labels = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        posts, tokens = network(ids, mask)
    post_loss = _known(posts.float(), labels, 1.0) / len(batch)
    return (
        post_loss + SPAN_WEIGHT * _known(tokens.float(), token_labels, EVIDENCE_WEIGHT) / mask.sum()
    )


def _known(logits: Tensor, labels: Tensor, positive: float) -> Tensor:
    """Summed loss over what is known; UNKNOWN costs nothing."""
    weight = (labels >= 0).float() * torch.where(labels == 1, positive, 1.0)
    return cross_entropy(logits, labels.clamp(min=0).float(), weight=weight, reduction="sum")


def save(network: Network, out: Path) -> None:
    """Halves the adapters' precision: a loss far below what int8 serving costs."""
    out.mkdir(parents=True, exist_ok=True)
    save_file(
        {k: v.half().contiguous() for k, v in network.adapters().items()},
        out / export.ADAPTER,
    )
    save_file(
        {k: v.detach().contiguous() for k, v in network.heads.state_dict().items()},
        out / export.HEADS,
    )
    for name in (export.ADAPTER, export.HEADS):  # written for their owner's eyes alone otherwise
        (out / name).chmod(0o644)


if __name__ == "__main__":
    main()
