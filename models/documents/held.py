"""All that a store holds, as it was read last: what drafts are compared with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from models.documents.document import Document
from models.documents.sentence_index import Like, SentenceIndex, Sentences, Vectors, Words
from models.documents.terms import folded


@dataclass(frozen=True, slots=True)
class Registered:
    """A document as it lies in the file."""

    number: int
    document: Document
    sentences: Sentences | None  # of a document
    term: tuple[int, bool] | None  # of a term: its hash, and whether it was typed in capitals


class Held:
    """Made anew where documents came or went; never changed."""

    def __init__(self, registered: Sequence[Registered]) -> None:
        self.registered = registered
        self.by_number = {one.number: one.document for one in registered}
        compared = [one for one in registered if one.sentences is not None]
        self._compared = [one.document for one in compared]
        self._ends = np.array([_end(one) for one in self._compared], dtype=np.float64)
        self.index = SentenceIndex([one.sentences for one in compared if one.sentences])
        self.terms: dict[int, list[tuple[Document, bool]]] = {}
        for one in registered:
            if one.term is not None:
                self.terms.setdefault(one.term[0], []).append((one.document, one.term[1]))
        self.letters = frozenset(len(folded(o.document.about.title)) for o in registered if o.term)

    def like(
        self, vectors: Vectors, words: Sequence[Words], now: datetime
    ) -> list[list[tuple[Like, Document]]]:
        """For each passage the sentences that are still protected and it is like, best first."""
        found = self.index.like(vectors, words, self._ends > now.timestamp())
        return [[(one, self._compared[one.owner]) for one in some] for some in found]


def _end(document: Document) -> float:
    until = document.about.until
    return until.timestamp() if until else math.inf
