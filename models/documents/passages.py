"""The passages of a draft that are compared: the whole, its sentences, and pairs of neighbours.

Whoever says a long sentence in other words often says it in two.
"""

from itertools import pairwise

import numpy as np

from models.findings import Span
from models.meaning import Meaning, Passage
from models.sentences import sentences


def passages(text: str, meaning: Meaning) -> list[Passage]:
    given: dict[Span, Passage] = {}
    for one in meaning.passages(text):
        given.setdefault(one.span, one)  # a sentence of two windows is read in the first
    parts = [given[span] for span in sentences(text) if span in given]
    pairs = [_both(first, second) for first, second in pairwise(parts)]
    return [*given.values(), *pairs]


def _both(first: Passage, second: Passage) -> Passage:
    """As if the two were one; the longer weighs more."""
    lengths = [one.span.end - one.span.start for one in (first, second)]
    vector = first.vector * lengths[0] + second.vector * lengths[1]
    return Passage(Span(first.span.start, second.span.end), vector / np.linalg.norm(vector))
