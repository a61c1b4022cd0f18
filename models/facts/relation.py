"""How a text stands to one verified statement: does it state it, or say something else of it?

Nearness in meaning says that both are about the same; figures, and else words that answer yes or
no, say whether they agree. A goal or a plan is no statement of what is, and a figure for another
year or season is another figure. `docs/facts.md` has what was measured.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from models.facts.figures import Figure, Unit, agree, figures
from models.facts.words import content, is_intent, opposed, periods
from models.findings import Span
from models.meaning import Passage, Vector
from models.sentences import sentences

# Cosines, chosen on the first half of the written cases. To offer a source takes less than to say
# that a figure is old, and that less than to contradict.
OFFERED, SAME, DIFFERENT = 0.62, 0.74, 0.78
WORDS_AGREE, WORDS_DIFFER = 0.78, 0.72  # where words, not figures, say so
AROUND = 6  # words before and after a figure that say what it counts
AROUND_WEIGHT, OTHER_PERIOD = 0.2, 0.05
MOST_FIGURES = 200  # of a text that are compared
LEAST = 0.45  # below this a text is about something else


class Stands(StrEnum):
    STATES = "states"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Relation:
    stands: Stands
    closeness: float  # as it is held against the constants above
    span: Span  # the sentence that says so


# Which figure of a statement is what it says: "72 percent of those over 65" is about the first.
_TELLING = (Unit.PERCENT, Unit.MONEY, Unit.COUNT, Unit.DATE, Unit.YEAR)


@lru_cache(maxsize=4096)
def amount(statement: str) -> Figure | None:
    """The figure that a statement is about: the first of its most telling unit."""
    found = figures(statement)
    return min(found, key=lambda f: (_TELLING.index(f.unit), f.span), default=None)


Reads = Callable[[str], Vector]


def relation(
    statement: str, vector: Vector, text: str, passages: Sequence[Passage], alone: Reads
) -> Relation | None:
    """None where the text says nothing that can be held against the statement.

    `alone` gives the vector of a sentence by itself: among others it is drawn to what they say.
    """
    if not passages or max(float(p.vector @ vector) for p in passages) < LEAST:
        return None
    stated = amount(statement)
    if stated:
        return _by_figures(statement, vector, text, passages, stated, alone)
    return _by_words(statement, vector, text, passages, alone)


def _by_figures(
    statement: str,
    vector: Vector,
    text: str,
    passages: Sequence[Passage],
    stated: Figure,
    alone: Reads,
) -> Relation | None:
    comparable = [f for f in figures(text) if f.unit is stated.unit][:MOST_FIGURES]
    if not comparable:
        return None
    agreeing = [f for f in comparable if agree(stated, f)]
    around = _around(statement, stated)
    chosen = max(agreeing or comparable, key=lambda f: _overlap(around, text, f))
    place = next(s for s in sentences(text) if s.meets(chosen.span))
    words = text[place.start : place.end]
    if is_intent(words) and not is_intent(statement):
        return None
    others = _years(words) - _years(statement)
    if others == _years(words) != set() and stated.unit is not Unit.YEAR:
        return None
    overlap = max(_overlap(around, text, f) for f in comparable)
    closeness = max(*(float(p.vector @ vector) for p in passages), float(alone(words) @ vector))
    closeness += AROUND_WEIGHT * (overlap - 0.5)
    closeness -= OTHER_PERIOD * bool(periods(words) - periods(statement))
    return Relation(Stands.STATES if agreeing else Stands.DIFFERS, closeness, place)


def _by_words(
    statement: str, vector: Vector, text: str, passages: Sequence[Passage], alone: Reads
) -> Relation | None:
    best = max(passages, key=lambda p: float(p.vector @ vector))
    words = text[best.span.start : best.span.end]
    differs = opposed(statement, words)
    if differs is None:
        return None
    closeness = max(float(best.vector @ vector), float(alone(words) @ vector))
    return Relation(Stands.DIFFERS if differs else Stands.STATES, closeness, best.span)


def _around(text: str, figure: Figure) -> frozenset[str]:
    """The words near a figure, which say what it counts."""
    before = text[max(0, figure.span.start - AROUND * 20) : figure.span.start].split()[-AROUND:]
    after = text[figure.span.end : figure.span.end + AROUND * 20].split()[:AROUND]
    return content(" ".join([*before, *after]))


def _overlap(around: frozenset[str], text: str, figure: Figure) -> float:
    return len(around & _around(text, figure)) / max(1, len(around))


def _years(text: str) -> set[float]:
    return {f.value for f in figures(text) if f.unit is Unit.YEAR}


def nearest(vectors: Vector, passages: Sequence[Passage], least: float = LEAST) -> list[int]:
    """The rows of `vectors` (statements, WIDTH) that some passage comes near to, nearest first."""
    if not len(vectors) or not passages:
        return []
    best = (np.stack([p.vector for p in passages]) @ vectors.T).max(axis=0)
    return [int(i) for i in np.argsort(-best) if best[i] >= least]
