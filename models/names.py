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
NAMED_FROM = 0.5  # the probability from which a token belongs to a name


def names(
    text: str, offsets: Sequence[tuple[int, int]], logits: NDArray[np.float32]
) -> Mapping[str, tuple[Span, ...]]:
    """Every kind's spans in the order of the text; `logits` is (tokens, kinds).

    Pieces of one word stand or fall with the strongest of them; words that follow each other with
    nothing but a blank, a hyphen or (in an address) a comma between them are one name.
    """
    found = {}
    chances = 1 / (1 + np.exp(-logits.astype(np.float64)))
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
    return [(start, end) for start, end, chance in words if chance >= NAMED_FROM]
