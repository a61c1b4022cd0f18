"""Fits who asserts a claim and who corrects it: `python -m models.training.stance`.

Learns from `stance-pairs.jsonl` (ours: claims of the starter list, each once asserted and once
corrected, by two writers). Prints how held-out pairs fare, and writes `models/claims/stance.json`.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.claims import stance
from models.claims.detector import SIGNAL, STARTER
from models.claims.index import ClaimIndex, Found
from models.classifiers import Classifier
from models.meaning import Meaning
from models.training.prepare import read_jsonl

PAIRS = Path(__file__).with_name("stance-pairs.jsonl")
_PENALTY, _VECTOR_SCALE = 15.0, 5.0  # chosen on held-out pairs
_FOLDS, _STEPS = 5, 30
_LEAST_SPREAD = 0.1  # of a cue that hardly any pair has
Rows = NDArray[np.float64]


def main() -> None:
    reader = Reader()
    rows = np.array([row for pair in read_jsonl(PAIRS) for row in reader.pair(pair)])
    labels: Rows = np.where(np.arange(len(rows)) % 2 == 0, 1.0, 0.0)
    scale = _scale(rows)
    _check(rows / scale, labels)
    _write(fit(rows / scale, labels) / np.append(scale, 1.0))


class Reader:
    """Makes rows of texts: the features of `stance.py`, then the classifier's word."""

    def __init__(self) -> None:
        self.meaning = Meaning.load()
        self._classifier = Classifier.load()
        self._starter = ClaimIndex(STARTER)

    def pair(self, pair: dict[str, object]) -> list[Rows]:
        """The row of the text that asserts, then of the one that corrects."""
        found = []
        for text in (str(pair["asserts"]), str(pair["corrects"])):
            near = self._starter.near(text, self.meaning.passages(text), 50)
            right = [one for one in near if one.claim.id == pair["claim"]]
            found.append(self._row(text, (right or near)[0]))
        return found

    def _row(self, text: str, found: Found) -> Rows:
        whole = self.meaning.passages(text)[0].vector
        score = self._classifier.classify([text])[0].scores[SIGNAL]
        return np.append(stance.features(text, found, whole), stance.logit_of(score))


def fit(rows: Rows, labels: Rows) -> Rows:
    """Weights and, last, the constant of a logistic regression, by Newton's method."""
    table = np.c_[rows, np.ones(len(rows))]
    penalty = np.full(table.shape[1], _PENALTY)
    penalty[-1] = 1e-6
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - labels) + penalty * weights
        bend = (table.T * (chance * (1 - chance))) @ table + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return weights


def _scale(rows: Rows) -> Rows:
    """By which each column is divided, so that the penalty means the same for all."""
    spread = np.maximum(rows.std(axis=0), _LEAST_SPREAD)
    spread[len(stance.NAMES) : -1] = 1 / _VECTOR_SCALE
    return np.asarray(spread)


def _check(rows: Rows, labels: Rows) -> None:
    """Prints what held-out pairs get: both texts of a claim stay in one fold."""
    folds = np.arange(len(rows)) // 2 % _FOLDS
    said = np.zeros(len(rows))
    for fold in range(_FOLDS):
        weights = fit(rows[folds != fold], labels[folds != fold])
        said[folds == fold] = rows[folds == fold] @ weights[:-1] + weights[-1]
    asserts, corrects = said[::2], said[1::2]
    right, ordered = np.mean((asserts > 0) & (corrects <= 0)), np.mean(asserts > corrects)
    print(f"held-out pairs: {right:.3f} both right, {ordered:.3f} in order")


def _write(weights: Sequence[float] | Rows) -> None:
    numbers = [round(float(weight), 4) for weight in weights]
    named = len(stance.NAMES)
    held = {
        "cues": dict(zip(stance.NAMES, numbers[:named], strict=True)),
        "vector": numbers[named:-2],
        "classifier": numbers[-2],
        "constant": numbers[-1],
    }
    text = json.dumps(held, ensure_ascii=False).replace(', "', ',\n"')
    stance.WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
