"""The measures that tables and cards quote. Plain numpy, so that anyone can check them by hand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from models.findings import SIGNALS, Span

Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]
# What refers by itself under the default pack; the other two are advice, or need company.
REFERRING = tuple(
    s for s in SIGNALS if s not in ("misinformation.checkworthy", "misinformation.unsupported")
)


def fires(
    scores: Mapping[str, float], points: Mapping[str, float], signals: Sequence[str] = REFERRING
) -> bool:
    """Whether any of the signals fires: by default, whether the text would be referred."""
    return any(scores[signal] >= points[signal] for signal in signals)


class Bin(TypedDict):
    """Answers of about one probability: what was said, the share that was true, how many."""

    said: float
    true: float
    n: int


def average_precision(truth: Truth, scores: Scores) -> float:
    """Area under precision over recall, in steps; texts of equal score count as one step."""
    if not truth.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)
    precision, recall = hits[last] / (last + 1), hits[last] / hits[-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def precision_recall_f1(truth: Truth, fired: Truth) -> tuple[float, float, float]:
    """0 where there is nothing to divide by."""
    hits = float((truth & fired).sum())
    precision, recall = hits / max(int(fired.sum()), 1), hits / max(int(truth.sum()), 1)
    return precision, recall, f1(precision, recall)


def f_measure(precision: float, recall: float, recall_weight: float) -> float:
    """F1 where recall counts for as much as precision, F-beta where for `recall_weight` times."""
    square = recall_weight**2
    return (1 + square) * precision * recall / max(square * precision + recall, 1e-12)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of the two."""
    return f_measure(precision, recall, 1.0)


def macro_f1(truth: Truth, fired: Truth) -> float:
    """The mean of the F1 of both classes."""
    return (precision_recall_f1(truth, fired)[2] + precision_recall_f1(~truth, ~fired)[2]) / 2


def calibration_error(truth: Truth, scores: Scores, bins: int = 10) -> float:
    """ECE: how far, on average, a stated probability is from what came true."""
    places = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(truth[places == b].mean() - scores[places == b].mean()) * (places == b).mean()
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


def bins(truth: Truth, scores: Scores, count: int = 10, fewest: int = 10) -> list[Bin]:
    """The points of a reliability diagram; bins of fewer answers than `fewest` are left out."""
    places = np.minimum((scores * count).astype(int), count - 1)
    inside = [places == number for number in range(count)]
    return [
        {"said": float(scores[i].mean()), "true": float(truth[i].mean()), "n": int(i.sum())}
        for i in inside
        if i.sum() >= fewest
    ]


def covered(spans: Iterable[Span]) -> set[int]:
    """The code points that spans cover."""
    return {place for span in spans for place in range(span.start, span.end)}


def span_f1(text: str, gold: Iterable[Span], found: Iterable[Span]) -> float:
    """F1 over the letters and figures of one text that are evidence; blanks are nobody's."""
    letters = {i for i, character in enumerate(text) if not character.isspace()}
    right, given = covered(gold) & letters, covered(found) & letters
    if not right or not given:
        return float(right == given)
    return f1(len(right & given) / len(given), len(right & given) / len(right))
