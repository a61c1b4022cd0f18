"""Cuts a text at the borders of its marks, so that overlapping evidence can be drawn.

Offsets are code points, as in the findings; a mark that lies outside the text is dropped rather
than hiding the text (a bad field must never hide a case).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from policies.outcome import Outcome

_THREAD_LINE = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of words to point at, and what follows from it."""

    start: int
    end: int
    outcome: Outcome
    card: str  # id of the card that explains it


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks."""

    text: str
    marks: tuple[Mark, ...]
    start: int = 0  # in the whole text, for notes on words that a reviewer chooses

    @property
    def outcome(self) -> str:
        """The strictest of the marks decides how the words look; empty where none is."""
        if not self.marks:
            return ""
        return max((mark.outcome for mark in self.marks), key=lambda outcome: outcome.rank).value

    @property
    def card(self) -> str:
        """The card that explains these words: that of the strictest mark."""
        return max(self.marks, key=lambda mark: mark.outcome.rank).card if self.marks else ""


def segments(text: str, marks: Iterable[Mark], first: int = 0) -> list[Segment]:
    """The text in order, cut so that within each piece the marks are the same.

    `first` is where this text begins in the whole, when it is one post of a thread.
    """
    fitting = [mark for mark in marks if mark.start < mark.end <= len(text)]
    borders = {0, len(text)}
    starts: dict[int, list[Mark]] = {}
    for mark in fitting:
        borders |= {mark.start, mark.end}
        starts.setdefault(mark.start, []).append(mark)
    pieces: list[Segment] = []
    open_marks: list[Mark] = []
    ordered = sorted(borders)
    for here, there in pairwise(ordered):
        open_marks = [mark for mark in open_marks if mark.end > here] + starts.get(here, [])
        pieces.append(Segment(text[here:there], tuple(open_marks), first + here))
    return pieces


def within(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks that touch one stretch of a text, counted from its start: one post of a thread."""
    return [
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.outcome, mark.card)
        for mark in marks
        if mark.start < end and mark.end > start
    ]


def thread_spans(text: str) -> list[tuple[int, int]]:
    """Where each post of a thread stands; cut at the lines that `content.thread_posts` cuts."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in [*_THREAD_LINE.finditer(text), None]:
        end = line.start() if line else len(text)
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            spans.append((left, right))
        start = line.end() if line else end
    return spans
