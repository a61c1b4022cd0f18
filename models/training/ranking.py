"""Fits the order in which claims are shown: `python -m models.training.ranking --data DIR`.

Learns from the training queries of CheckThat! 2020 and 2022 alone, prints what held-out ones of
them get, and the weights to write into `models/claims/ranking.py`.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.claims.claim import Claim
from models.claims.feeds import read_feed
from models.claims.index import ClaimIndex
from models.claims.ranking import NAMES
from models.meaning import Meaning
from models.training.prepare import read_jsonl

QUERIES = ("checkthat2020-t2-en", "checkthat2022-t2a-en")
_PENALTY, _STEPS, _FOLDS = 5.0, 25, 2
Rows = NDArray[np.float64]
Query = tuple[Rows, NDArray[np.bool_]]  # (candidates, features), which of them are right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--kept", type=Path, help="folder for the indexes, to use them again")
    given = parser.parse_args()
    meaning = Meaning.load()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.kept or Path(scratch)
        queries = [q for n in QUERIES for q in read_queries(given.data / n, folder, meaning)]
    for fold in range(_FOLDS):
        weights = fit([q for i, q in enumerate(queries) if i % _FOLDS != fold])
        held = [q for i, q in enumerate(queries) if i % _FOLDS == fold]
        print(f"first among held-out training queries: {first(held, weights):.3f}")
    weights = fit(queries)
    for name, weight in zip(NAMES, weights / weights[:2].sum(), strict=True):
        print(f"{weight:9.4f}  # {name}")


def read_queries(data: Path, folder: Path, meaning: Meaning) -> list[Query]:
    index = ClaimIndex.made(folder / f"{data.name}.sqlite")
    feed = (data / "claims.jsonl").read_bytes()
    index.update((c for c in read_feed(feed) if isinstance(c, Claim)), meaning)
    wanted: dict[str, set[str]] = {}
    for row in read_jsonl(data / "train.qrels.jsonl"):
        wanted.setdefault(str(row["query"]), set()).add(str(row["claim"]))
    found = []
    for row in read_jsonl(data / "train.queries.jsonl"):
        text = str(row["text"])
        ids, rows = index.candidates(text, meaning.passages(text))
        right = np.array([one in wanted.get(str(row["id"]), set()) for one in ids])
        if right.any():
            found.append((np.array(rows), right))
    return found


def first(queries: Sequence[Query], weights: Rows) -> float:
    """Share of queries whose first claim is a right one."""
    return float(np.mean([right[int((rows @ weights).argmax())] for rows, right in queries]))


def fit(queries: Sequence[Query]) -> Rows:
    """Weights of a conditional logit, by Newton's method with halved steps."""
    scale = np.concatenate([rows for rows, _ in queries]).std(axis=0) + 1e-9
    tables = [(rows / scale, right / right.sum()) for rows, right in queries]
    weights = np.zeros(len(scale))
    loss = _loss(tables, weights)
    for _ in range(_STEPS):
        slope, bend = _PENALTY * weights, _PENALTY * np.eye(len(scale))
        for rows, right in tables:
            chance = _softmax(rows @ weights)
            mean = chance @ rows
            slope = slope + mean - right @ rows
            bend = bend + (rows.T * chance) @ rows - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        while (after := _loss(tables, weights - step)) > loss and np.abs(step).max() > 1e-6:
            step /= 2
        weights, loss = weights - step, after
    return np.asarray(weights / scale)


def _loss(tables: Sequence[tuple[Rows, Rows]], weights: Rows) -> float:
    total = _PENALTY * float(weights @ weights) / 2
    return total - sum(float(y @ np.log(_softmax(x @ weights) + 1e-12)) for x, y in tables)


def _softmax(values: Rows) -> Rows:
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum())


if __name__ == "__main__":
    main()
