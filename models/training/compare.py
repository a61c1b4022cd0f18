"""Trains recipes side by side and says how each does: `python -m models.training.compare`.

    python -m models.training.compare --data ../shared/data \
        'whole encoder:' 'adapters: adaptation=lora encoder_rate=5e-4'

Measured on the same split as the release, unrounded, with no calibration chosen on a point of its
own: average precision over the signals, and how much of what must be referred would be, were as
many clear drafts left alone as the target asks. One line of JSON a recipe.
"""

import argparse
import json
import re
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.findings import SIGNALS
from models.training import calibrate, prepare, train
from models.training.batches import read, tensors
from models.training.examples import YES, Example, twins
from models.training.measures import REFERRING, average_precision
from models.training.network import ENCODER, Network
from models.training.prepare import SEED
from models.training.recipe import Recipe
from models.training.train import DEVICE
from models.windows import load_tokenizer

CLEAR_TARGET = 0.91


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--out", type=Path, help="folder to keep the weights in")
    parser.add_argument("recipes", nargs="+", help="'name: change=value …'")
    chosen = parser.parse_args()
    runs = [
        (name.strip(), changes.split(), seed, chosen.data, chosen.out)
        for name, _, changes in (r.partition(":") for r in chosen.recipes)
        for seed in range(SEED, SEED + chosen.seeds)
    ]
    with ProcessPoolExecutor(chosen.at_once, mp_context=get_context("spawn")) as pool:
        for row in pool.map(_run, runs):
            print(json.dumps(row), flush=True)


def _run(run: tuple[str, list[str], int, Path, Path | None]) -> dict[str, object]:
    name, changes, seed, data, out = run
    torch.set_num_threads(2)
    started = time.monotonic()
    recipe = Recipe.changed(changes)
    network = train.run(recipe, data, seed)
    _, dev = prepare.split(prepare.drafts())
    if out:
        train.save(network, recipe, out / re.sub(r"\W+", "-", name))
    numbers = measured(dev, logits(network, dev))
    return {"recipe": name, "seed": seed, **numbers, "seconds": round(time.monotonic() - started)}


def logits(
    network: Network, examples: Sequence[Example], encoder: Path = ENCODER
) -> NDArray[np.float64]:
    """(examples, signals): of each text's strongest window, as serving would."""
    tokenizer = load_tokenizer(str(encoder / "tokenizer.json"))
    reads = [(i, r) for i, e in enumerate(examples) for r in read(e, tokenizer)]
    reads.sort(key=lambda pair: len(pair[1].window.ids))
    found = np.full((len(examples), len(SIGNALS)), -np.inf)
    network.to(DEVICE).eval()
    with torch.no_grad():
        for start in range(0, len(reads), 128):
            part = reads[start : start + 128]
            batch = tensors([r for _, r in part], DEVICE)
            with network.precision(DEVICE):
                posts = network(batch.ids, batch.mask)[0].float().cpu().numpy()
            for (i, _), row in zip(part, posts, strict=True):
                found[i] = np.maximum(found[i], row)
    return found


def measured(dev: Sequence[Example], scores: NDArray[np.float64]) -> dict[str, object]:
    """The numbers of one line."""
    truth = np.array([[e.label(s) == YES for s in SIGNALS] for e in dev])
    unseen = np.array([prepare.is_unseen(e) for e in dev])
    each = {s: average_precision(truth[:, i], scores[:, i]) for i, s in enumerate(SIGNALS)}
    away = [average_precision(truth[unseen, i], scores[unseen, i]) for i in range(len(SIGNALS))]
    chances = np.empty_like(scores)
    for i in range(len(SIGNALS)):
        slope, shift = calibrate.platt(scores[:, i], truth[:, i])
        chances[:, i] = 1 / (1 + np.exp(-(slope * scores[:, i] + shift)))
    refers = [i for i, s in enumerate(SIGNALS) if s in REFERRING]
    alarm = 1 - np.prod(1 - chances[:, refers], axis=1)  # that any of them fires
    due, clear = truth[:, refers].any(axis=1), ~truth.any(axis=1)
    point = np.quantile(alarm[clear], CLEAR_TARGET)
    ordered = [
        all(
            (scores[a, s] > scores[b, s]) == truth[a, s]
            for s in np.flatnonzero(truth[a] ^ truth[b])
        )
        for a, b in twins(dev)
    ]
    return {
        "macro AP": round(float(np.mean(list(each.values()))), 4),
        "macro AP, unseen author": round(float(np.nanmean(away)), 4),
        "recall where 91 % of clear drafts pass": round(float((alarm[due] > point).mean()), 4),
        "twins in the right order": round(float(np.mean(ordered)), 4),
        "AP": {s: round(v, 3) for s, v in each.items()},
    }


if __name__ == "__main__":
    main()
