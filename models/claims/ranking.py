"""In what order the claims that come near to a text are shown: a linear model over cheap features.

A conditional logit (McFadden 1974) over each text's candidates, which `models/training/ranking.py`
fits on training queries of CheckThat!. No feature needs another pass of the encoder.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from models.claims.claim import Claim
from models.claims.words import POSTINGS, words_of

NAMES = (
    "closeness",  # of the nearest passage: a cosine
    "closeness of the whole",
    "bm25",
    "words of the claim",  # rarity of the shared words, summed; less in long claims
    "words of the title",  # likewise
    "claim in text",  # share of the claim's words that the text holds
    "title in text",
    "rarest",  # rarity of the rarest shared word
    "figures",  # share of the text's figures that the claim or its title holds
    "other figures",  # of the claim, that are not in the text
    "letters",  # share of the text's runs of four letters
)
# Such that the two closenesses have weight 1 together: a rank is a cosine, mended by words.
WEIGHTS = np.array(
    [0.4097, 0.5903, 0.0029, 0.002, 0.0071, -0.0446, -0.033, 0.0166, 0.0905, -0.0516, 1.1241]
)
_FIGURE = re.compile(r"\d+")
_ENDINGS = ("ing", "edly", "ed", "ies", "es", "ly", "s")
_RUN = 4
_USUAL_WORDS = 9


class Asked:
    """A text, read once for all its candidates. `counts` says in how many claims a word is."""

    def __init__(self, text: str, counts: Mapping[str, int]) -> None:
        self.rarity: dict[str, float] = {}
        for word in words_of(text):
            held = counts.get(word, POSTINGS)
            if held:  # A word of no claim cannot tell claims apart.
                self.rarity[_stem(word)] = log(1 + POSTINGS / held)
        self._figures = set(_FIGURE.findall(text))
        self._runs = _runs(text)

    def features(self, claim: Claim, closeness: float, whole: float, bm25: float) -> list[float]:
        own = {_stem(word) for word in words_of(claim.claim)}
        title = {_stem(word) for word in words_of(claim.title)}
        met = [self.rarity[word] for word in own | title if word in self.rarity]
        said = f"{claim.claim} {claim.title}"
        figures = set(_FIGURE.findall(said))
        return [
            closeness,
            whole,
            bm25,
            self._summed(own),
            self._summed(title),
            len(own & self.rarity.keys()) / max(1, len(own)),
            len(title & self.rarity.keys()) / max(1, len(title)),
            max(met, default=0.0),
            len(figures & self._figures) / (1 + len(self._figures)),
            len(set(_FIGURE.findall(claim.claim)) - self._figures),
            len(self._runs & _runs(said)) / max(1, len(self._runs)),
        ]

    def _summed(self, words: set[str]) -> float:
        """As BM25 sums one field: twice the usual length counts two thirds."""
        held = sum(self.rarity[word] for word in words if word in self.rarity)
        return held / (0.5 + 0.5 * len(words) / _USUAL_WORDS)


def ranks(rows: list[list[float]]) -> NDArray[np.float64]:
    """One for each row of features; higher is shown first."""
    return np.asarray(np.array(rows) @ WEIGHTS)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _runs(text: str) -> set[str]:
    plain = re.sub(r"\W+", " ", text.lower())
    return {plain[i : i + _RUN] for i in range(len(plain) - _RUN + 1)}
