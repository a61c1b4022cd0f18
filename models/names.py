"""Where a text names a person, a place or a street address: from the name head's logits to spans.

A name is no signal by itself: officials, and people whom the public knows, are named every day.
`people.py` asks what stands beside it.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.findings import Span

PERSON, PLACE, ADDRESS = "person", "place", "address"
NAME_KINDS: tuple[str, ...] = (PERSON, PLACE, ADDRESS)
# A word of at least this probability begins a name; its neighbours belong to it from a lower one
# (hysteresis, as in Canny 1986): the middle of a foreign street is less sure than its ends.
NAMED_FROM, JOINED_FROM = 0.5, 0.2


def names(
    text: str, offsets: Sequence[tuple[int, int]], logits: NDArray[np.float32]
) -> Mapping[str, tuple[Span, ...]]:
    """Every kind's spans in the order of the text; `logits` is (tokens, kinds).

    Pieces of one word stand or fall with the strongest of them; words that follow each other with
    nothing but a blank, a hyphen or (in an address) a comma between them are one name.
    """
    found = {}
    chances = 1 / (1 + np.exp(-logits.astype(np.float64)))
    chances[chances < chances.max(axis=1, keepdims=True)] = 0.0  # a word is of one kind of name
    for column, kind in enumerate(NAME_KINDS):
        spans: list[Span] = []
        for start, end in _words(text, offsets, chances[:, column]):
            between = text[spans[-1].end : start] if spans else "."
            if spans and between.strip(" -'\u2019" + (",#" if kind == ADDRESS else "")) == "":
                spans[-1] = Span(spans[-1].start, end)
            else:
                spans.append(Span(start, end))
        found[kind] = tuple(spans)
    return found


def _words(
    text: str, offsets: Sequence[tuple[int, int]], chances: NDArray[np.float64]
) -> list[tuple[int, int]]:
    words: list[tuple[int, int, float]] = []
    for (start, end), chance in zip(offsets, chances, strict=True):
        inside = text[start - 1 : start + 1].isalnum() and start > 0
        if inside and words and words[-1][1] == start:  # another piece of the same word
            words[-1] = (words[-1][0], end, max(words[-1][2], float(chance)))
        else:
            words.append((start, end, float(chance)))
    return [words[i][:2] for i in _joined([chance for _, _, chance in words])]


def _joined(chances: Sequence[float]) -> list[int]:
    """The places of words that are surely named, and of those that reach them without a gap."""
    kept: list[int] = []
    run: list[int] = []
    for place, chance in enumerate([*chances, 0.0]):
        if chance >= JOINED_FROM:
            run.append(place)
            continue
        if any(chances[i] >= NAMED_FROM for i in run):
            kept += run
        run = []
    return kept
