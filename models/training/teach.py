"""Asks an ensemble of teachers what it thinks of every text: `python -m models.training.teach`.

Cross-fitting: the drafts that are trained on are parted by whole files, and each teacher, a
network whose every matrix moves, reads all parts but one. Of a draft the teacher speaks that has
not read it; of a real post, all do. Their word goes to `soft-labels.npz`, and one small student
learns from it beside the labels that people gave. Dev is never read.

`--encoder` names a larger encoder to teach with, such as one that is too slow to check a draft
while its author types. No teacher has had a word in the released weights yet.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.training import prepare, soft
from models.training.compare import logits, measured
from models.training.examples import Example
from models.training.network import ENCODER
from models.training.prepare import SEED
from models.training.recipe import Recipe
from models.training.train import beside, fit

PARTS = 5
TEACHER = Recipe(encoder_rate=5e-5, heads_rate=1e-3, epochs=4, batch=48, varied_from=0.25)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="teachers a part, by seed")
    parser.add_argument("--encoder", type=Path, default=ENCODER, help="folder of a larger one")
    parser.add_argument("--out", type=Path, default=soft.PATH)
    chosen = parser.parse_args()
    runs = [
        (part, SEED + r, chosen.data, chosen.encoder)
        for r in range(chosen.rounds)
        for part in range(PARTS)
    ]
    with ProcessPoolExecutor(chosen.at_once, mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(_teach, runs))
    train, dev = prepare.split(prepare.drafts())
    print("the ensemble on dev:", measured(dev, np.mean([a[2] for a in answers], axis=0)))
    labels: dict[str, NDArray[np.float32]] = {}
    for part in range(PARTS):
        apart = [e for e in train if _part(e) == part]
        rows = np.mean(
            [a[0] for a, run in zip(answers, runs, strict=True) if run[0] == part], axis=0
        )
        labels |= {e.id: r for e, r in zip(apart, _chances(rows), strict=True)}
    others = _others(chosen.data)
    rows = np.mean([a[1] for a in answers], axis=0)
    labels |= {e.id: r for e, r in zip(others, _chances(rows), strict=True)}
    told = np.array([np.log(labels[e.id] / (1 - labels[e.id])) for e in train], dtype=np.float64)
    print("on files kept out in turn:", measured(train, told))
    soft.store(labels, chosen.out)


def _teach(run: tuple[int, int, Path, Path]) -> tuple[NDArray[np.float64], ...]:
    """(drafts of its part, other texts, dev): the logits of one teacher."""
    part, seed, data, encoder = run
    torch.set_num_threads(2)
    train, dev = prepare.split(prepare.drafts())
    known = [e for e in train if _part(e) != part]
    network = fit(
        known, beside(data, TEACHER), TEACHER, soft={}, data=data, seed=seed, encoder=encoder
    )
    apart = [e for e in train if _part(e) == part]
    return tuple(logits(network, texts, encoder) for texts in (apart, _others(data), dev))


def _part(example: Example) -> int:
    return int(prepare.fraction(example.source) * PARTS)


def _others(data: Path) -> list[Example]:
    return beside(data, TEACHER, everything=True)


def _chances(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    return (1 / (1 + np.exp(-rows))).astype(np.float32)


if __name__ == "__main__":
    main()
