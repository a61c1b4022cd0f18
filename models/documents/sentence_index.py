"""The sentences of all protected documents in memory, and the look for what a passage is like.

Vectors stay a byte a coordinate. Where they are many, a few coordinates that tell most (principal
components) choose the candidates, and only these are compared whole. `docs/documents.md` has what
that costs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.meaning import WIDTH

STEPS = 127  # of a quantised coordinate: no vector of length 1 has one beyond 1
CANDIDATES = 8  # sentences that are looked at whole, for each passage
EXACT = 20_000  # vectors up to which all are compared whole
COMPONENTS, ROUGH_CANDIDATES, SAMPLE = 40, 250, 5_000
PIECE, BLOCK = 4_096, 512  # vectors that are worked on together
PRODUCTS = 100_000  # of one multiplication: few enough that OpenBLAS starts no threads
# What a shared rare word, a shared figure and the share of the passage's rare words are worth
# beside a cosine, and how many count; chosen on memos apart from those that were measured.
PER_WORD, MOST_WORDS, PER_FIGURE, MOST_FIGURES, PER_SHARE = 0.1, 4.0, 0.1, 3.0, 0.1

Vectors = NDArray[np.float32]
Words = Mapping[int, tuple[float, bool]]  # see RareWords.weighed


@dataclass(frozen=True, slots=True)
class Sentences:
    """Of one document: vectors a byte a coordinate, and the numbers of each one's rare words."""

    vectors: NDArray[np.int8]
    words: NDArray[np.uint16]
    ends: NDArray[np.int32]  # of each sentence's words in `words`


@dataclass(frozen=True, slots=True)
class Like:
    """A protected sentence that a passage is like."""

    owner: int  # place of the document among those the index was made of
    likeness: float
    figures: int  # that both have


def quantised(vectors: Vectors) -> NDArray[np.int8]:
    return np.rint(vectors * STEPS).astype(np.int8)


class SentenceIndex:
    """Made anew where documents came or went; never changed."""

    def __init__(self, documents: Sequence[Sentences]) -> None:
        none = Sentences(
            np.zeros((0, WIDTH), np.int8), np.zeros(0, np.uint16), np.zeros(0, np.int32)
        )
        parts = [none, *documents]
        self._vectors = np.concatenate([one.vectors for one in parts])
        self._words = np.concatenate([one.words for one in parts])
        starts = np.cumsum([0, *(len(one.words) for one in parts)])
        self._ends = np.concatenate(
            [one.ends.astype(np.int64) + start for one, start in zip(parts, starts, strict=False)]
        )
        counts = [len(one.vectors) for one in documents]
        self._owners = np.repeat(np.arange(len(documents)), counts)
        self._components: Vectors | None = None
        if len(self) > EXACT:
            self._components = _principal(self._vectors)
        self._rough = self._projected()

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        arrays = (self._vectors, self._words, self._ends, self._owners, self._rough)
        return sum(array.nbytes for array in arrays)

    def like(
        self, vectors: Vectors, words: Sequence[Words], protected: NDArray[np.bool_]
    ) -> list[list[Like]]:
        """For each passage what it is like, best first. `protected`: which documents count."""
        if not len(self):
            return [[] for _ in words]
        looked = vectors if self._components is None else vectors @ self._components
        fits = self._fits(looked)
        if not protected.all():
            fits[:, ~protected[self._owners]] = -1.0
        found = []
        for vector, own, fit in zip(vectors, words, fits, strict=True):
            chosen = _largest(fit, ROUGH_CANDIDATES if self._components is not None else CANDIDATES)
            chosen = chosen[fit[chosen] > -1.0]
            whole = self._vectors[chosen].astype(np.float32) @ vector / STEPS
            best = _largest(whole, CANDIDATES)
            some = [self._like(int(chosen[i]), float(whole[i]), own) for i in best]
            found.append(sorted(some, key=lambda one: -one.likeness))
        return found

    def _fits(self, looked: Vectors) -> Vectors:
        """(passages, sentences). In pieces so small that no threads are started for them: where all
        cores work on other drafts, threads that wait for one another took twenty times as long.
        """
        fits = np.empty((len(looked), len(self)), dtype=np.float32)
        turned = np.ascontiguousarray(looked.T)
        rows = max(1, PRODUCTS // max(1, turned.size))
        for start in range(0, len(self), rows):
            fits[:, start : start + rows] = (self._rough[start : start + rows] @ turned).T
        return fits

    def _like(self, place: int, cosine: float, words: Words) -> Like:
        start = self._ends[place - 1] if place else 0
        held = self._words[start : self._ends[place]].tolist()
        shared = [words[number] for number in held if number in words]
        weight = sum(one for one, _ in shared)
        of_figures = sum(one for one, is_figure in shared if is_figure)
        whole = max(0.5, sum(one for one, _ in words.values()))
        likeness = (
            cosine
            + PER_WORD * min(weight, MOST_WORDS)
            + PER_FIGURE * min(of_figures, MOST_FIGURES)
            + PER_SHARE * min(1.0, weight / whole)
        )
        return Like(int(self._owners[place]), likeness, sum(is_figure for _, is_figure in shared))

    def _projected(self) -> Vectors:
        """In pieces: whole, they would for a moment take four times their room."""
        width = WIDTH if self._components is None else COMPONENTS
        rough = np.empty((len(self), width), dtype=np.float32)
        for start in range(0, len(self), PIECE):
            piece = self._vectors[start : start + PIECE].astype(np.float32) / STEPS
            rough[start : start + PIECE] = (
                piece if self._components is None else piece @ self._components
            )
        return rough


def _principal(vectors: NDArray[np.int8]) -> Vectors:
    """(WIDTH, COMPONENTS): the directions in which the vectors differ most, read off a sample."""
    some = vectors[:: max(1, len(vectors) // SAMPLE)].astype(np.float32) / STEPS
    _, directions = np.linalg.eigh(some.T @ some)
    return np.ascontiguousarray(directions[:, -COMPONENTS:], dtype=np.float32)


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Places of the largest values, in any order.

    The largest of each block are looked at first: so many of them are so large, that no value
    below can be among the largest. That leaves few to be sorted.
    """
    if len(values) <= count:
        return np.arange(len(values))
    maxima = np.maximum.reduceat(values, np.arange(0, len(values), BLOCK))
    if len(maxima) > count:
        least = np.partition(maxima, len(maxima) - count)[len(maxima) - count]
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(len(values))
    return places[np.argpartition(-values[places], count - 1)[:count]]
