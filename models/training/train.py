"""Trains the encoder and heads, and writes them as a release: `python -m models.training.train`.

Runs on a GPU where there is one (minutes), else on the CPU (a night on two free cores). Nothing is
written before the last epoch: a run that is cut short leaves the release that was there.
Calibration and checksums follow.

Several runs read the same in other orders, and the mean of their weights is released: having begun
at one point they end in one basin, whose middle generalises better than its rim (model soups:
Wortsman et al. 2022).
"""

import argparse
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import torch
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import softplus
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models import release
from models.training import (
    calibrate,
    changes,
    encoders,
    export,
    masked,
    named,
    prepare,
    public,
    settle,
    soft,
    varied,
)
from models.training.batches import Batch, Read, batches, read, tensors
from models.training.examples import YES, Example
from models.training.network import ENCODER, Network
from models.training.prepare import SEED
from models.training.recipe import Recipe
from models.windows import load_tokenizer

WEIGHTS = export.WEIGHTS / export.NAME
AVERAGE_DECAY = 0.995  # of the running average of weights, a step
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--at-once", type=int, default=1, help="runs side by side, on a large GPU")
    parser.add_argument("changes", nargs="*", help="name=value, to try another recipe")
    chosen = parser.parse_args()
    recipe = Recipe.changed(chosen.changes)
    network = soup(run_all(recipe, chosen.data, chosen.at_once))
    tokenizer = load_tokenizer(str(ENCODER / "tokenizer.json"))
    settle.settle_names(network, named.named_examples(chosen.data), tokenizer, SEED)
    save(network, recipe, chosen.out)
    calibrate.calibrate(chosen.out, chosen.data)


def run_all(recipe: Recipe, data: Path, at_once: int = 1) -> list[Network]:
    """One network a seed."""
    seeds = range(SEED, SEED + recipe.seeds)
    if at_once == 1:
        return [run(recipe, data, seed) for seed in seeds]
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
        return list(pool.map(run, [recipe] * len(seeds), [data] * len(seeds), seeds))


def run(recipe: Recipe, data: Path, seed: int = SEED) -> Network:
    """A network that has read what this release reads."""
    train, _ = prepare.split(prepare.drafts())
    told = soft.stored() if recipe.soft_weight else {}
    others = beside(data, recipe, everything=bool(told))
    return fit(train, others, recipe, soft=told, data=data, seed=seed)


def soup(networks: Sequence[Network]) -> Network:
    """The first of the networks, with the mean of all their weights in it."""
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0]


def beside(data: Path, recipe: Recipe, *, everything: bool = False) -> list[Example]:
    """What is read beside the drafts: public texts, and real posts.

    Real posts bear no labels. They are weak negatives, and few, but where teachers have spoken of
    them: then `everything` is read, but for the posts that calibration wants unread.
    """
    found = public.public_examples(data, SEED, tier_b=bool(recipe.tier_b))
    found += named.named_examples(data)
    for kind, posts in public.official_posts(data, SEED).items():
        count = public.OFFICIAL_POSTS.get(kind, 0)
        found += posts[:count]
        if everything:
            found += posts[count + calibrate.AGENCY_POSTS if kind == "agency" else count :]
    return found


def fit(
    drafts: list[Example],
    others: list[Example],
    recipe: Recipe,
    *,
    soft: soft.Labels,
    data: Path,
    seed: int = SEED,
    encoder: Path = ENCODER,
) -> Network:
    """A trained network, on the CPU. `soft` holds what teachers say of texts, by id."""
    torch.set_float32_matmul_precision("high")
    chance = random.Random(seed)  # noqa: S311
    tokenizer = load_tokenizer(str(encoder / "tokenizer.json"))
    readings = [(e, read(e, tokenizer, soft.get(e.id))) for e in drafts]
    known = [r for _, windows in readings for r in windows]
    rest = [r for e in others for r in read(e, tokenizer, soft.get(e.id))]
    chance.shuffle(rest)
    torch.manual_seed(SEED)  # all runs begin at one point, and part on their way
    network = Network(recipe, encoder).to(DEVICE)
    torch.manual_seed(seed)
    if recipe.masked_epochs:
        texts = [e.text for e in drafts] + public.masked_texts(data)
        masked.fill_in(network, texts, tokenizer, recipe.masked_epochs, chance)
    epochs = _epochs(known, rest, recipe, chance)
    varied.vary(epochs[int(recipe.epochs * recipe.varied_from) :], readings, tokenizer, seed)
    print(f"{len(known)} drafts, {len(rest)} beside them", flush=True)
    return _fit(network, epochs, recipe)


def _epochs(
    known: list[Read], rest: list[Read], recipe: Recipe, chance: random.Random
) -> list[list[list[Read]]]:
    """The batches of each epoch: all drafts, and one part of what stands beside them."""
    return [
        list(
            batches(
                known + rest[epoch % recipe.public_parts :: recipe.public_parts], recipe, chance
            )
        )
        for epoch in range(recipe.epochs)
    ]


def _fit(network: Network, epochs: list[list[list[Read]]], recipe: Recipe) -> Network:
    heads = list(network.heads.parameters())
    moved = [p for p in network.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": moved, "lr": recipe.encoder_rate},
            {"params": heads, "lr": recipe.heads_rate},
        ],
        weight_decay=recipe.weight_decay,
        fused=True,  # one pass over all parameters: many small ones wait for each other
    )
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY))  # type: ignore[no-untyped-call]
    total = sum(map(len, epochs))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _pace(step / total, recipe.warm_up)
    )
    print(f"{total} steps", flush=True)
    network.train()
    started, step = time.monotonic(), 0
    for number, epoch in enumerate(epochs, start=1):
        costs = torch.zeros((), device=DEVICE)
        for batch in epoch:
            loss = _loss(network, tensors(batch, DEVICE), recipe)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*moved, *heads], recipe.gradient_limit)
            optimiser.step()
            pace.step()
            step, costs = step + 1, costs + loss.detach()
            if step > total * recipe.average_from:
                averaged.update_parameters(network)
        elapsed = time.monotonic() - started
        print(f"epoch {number} loss {costs.item() / len(epoch):.4f} {elapsed:.0f} s", flush=True)
    if recipe.average_from < 1:
        network.load_state_dict(averaged.module.state_dict())
    return network.cpu().eval()


def _pace(done: float, warm_up: float) -> float:
    """Up in a line, then down in a line to nothing."""
    return done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))


def _loss(network: Network, batch: Batch, recipe: Recipe) -> Tensor:
    with network.precision(DEVICE):
        posts, tokens, names = network(batch.ids, batch.mask)
    posts, tokens, names = posts.float(), tokens.float(), names.float()
    # Where people judged, the teachers have a share in the label; where not, the whole.
    told = (batch.soft >= 0) & (recipe.soft_weight > 0)
    share = told * torch.where(batch.labels >= 0, recipe.soft_weight, 1.0)
    targets = (1 - share) * batch.labels.clamp(min=0) + share * batch.soft
    loss = _summed(posts, targets, (batch.labels >= 0) | told) / len(posts)
    weight = torch.where(batch.tokens == YES, recipe.evidence_weight, 1.0) * (batch.tokens >= 0)
    evidence = _summed(tokens, batch.tokens.clamp(min=0).float(), weight)
    named = _summed(names, batch.names.clamp(min=0).float(), batch.names >= 0)
    beside = recipe.span_weight * evidence + recipe.name_weight * named
    loss = loss + beside / batch.mask.sum()
    if recipe.pair_weight and len(batch.pairs):
        first, second = posts[batch.pairs[:, 0]], posts[batch.pairs[:, 1]]
        sign = (batch.labels[batch.pairs[:, 0]] - batch.labels[batch.pairs[:, 1]]).float()
        apart = softplus(1 - sign * (first - second)) * (sign != 0)
        loss = loss + recipe.pair_weight * apart.sum() / len(posts)
    return loss


def _summed(logits: Tensor, targets: Tensor, weight: Tensor) -> Tensor:
    """Cross-entropy over what is known: weight 0 costs nothing."""
    return cross_entropy(logits, targets, weight=weight.float(), reduction="sum")


def save(network: Network, recipe: Recipe, out: Path, encoder: Path = ENCODER) -> None:
    """Writes what changed in the encoder, heads and the recipe they come from into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    before = export.arrays(encoder / encoders.ARRAYS)
    after = {name: weights.numpy() for name, weights in network.moved().items()}
    save_file(changes.packed(before, after), out / export.CHANGES)
    heads = network.heads.state_dict().items()
    save_file({name: weights.numpy() for name, weights in heads}, out / export.HEADS)
    for name in (export.CHANGES, export.HEADS):  # written for their owner's eyes alone otherwise
        (out / name).chmod(0o644)
    release.write_json(out / export.RECIPE, recipe.record())


if __name__ == "__main__":
    main()
