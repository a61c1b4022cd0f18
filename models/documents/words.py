"""What two sentences share beside their meaning: rare words, names and figures, under a key.

How rare a word is, is read off the encoder's vocabulary, which lists frequent words first. Of each
word only sixteen bits of a keyed hash are kept: enough to compare two sentences that are near in
meaning, and so few that many words share each number.
"""

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from models.encoder import TOKENIZER
from models.number_words import SMALL, TENS

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LETTERS = re.compile(r"[a-z]+")
_DAYS = frozenset(
    _LETTERS.findall(
        """january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
        saturday sunday today tomorrow yesterday tonight"""
    )
)
_NOTHING = frozenset(_LETTERS.findall("am pm http https www com"))
_ORDINAL = re.compile(r"(?<=\d)(?:st|[nr]d|th)\b")
STEM = 5  # letters of a word that tell it apart, whatever its ending
# The vocabulary's first whole word, and how a word's place in it becomes a weight: nothing for the
# first two hundred, 1 for the last and for those that are not in it.
_FIRST, _FREQUENT, _SPREAD = 1995, 5.2, 5.0
_DAY, _YEAR, _ROUND = 0.3, 0.4, 0.8
_BY_DIGITS = {1: 0.1, 2: 0.6}


class RareWords:
    """Weighs and hashes the words of sentences."""

    def __init__(self, tokenizer: Path, key: bytes) -> None:
        self._places: dict[str, int] = json.loads(tokenizer.read_text())["model"]["vocab"]
        self._key = key
        self._number = lru_cache(maxsize=20_000)(self._hashed)

    @classmethod
    def of(cls, meaning_folder: Path, key: bytes) -> "RareWords":
        return cls(meaning_folder / TOKENIZER, key)

    def weighed(self, text: str) -> dict[int, tuple[float, bool]]:
        """Number of each word that tells something -> its weight, 0 to 1, and is it a figure."""
        found: dict[int, tuple[float, bool]] = {}
        for word in _words(text):
            weight, is_figure = self._weight(word), word[0].isdigit()
            if weight > 0:
                number = self._number(word if is_figure else word[:STEM])
                found[number] = max(found.get(number, (0.0, is_figure)), (weight, is_figure))
        return found

    def _weight(self, word: str) -> float:
        if word in _NOTHING:
            return 0.0
        if word in _DAYS:
            return _DAY
        if word[0].isdigit():
            return _weight_of_figure(word)
        place = self._places.get(word)
        if place is None:
            return 1.0
        return min(1.0, (math.log(max(1, place - _FIRST)) - _FREQUENT) / _SPREAD)

    def _hashed(self, stem: str) -> int:
        digest = hashlib.blake2b(stem.encode(), digest_size=2, key=self._key).digest()
        return int.from_bytes(digest)


def _weight_of_figure(figure: str) -> float:
    digits = re.sub(r"\D", "", figure)
    if len(digits) == 4 and figure[:2] in {"19", "20"}:
        return _YEAR
    return _BY_DIGITS.get(len(digits), _ROUND if figure.endswith("000") else 1.0)


def _words(text: str) -> Iterator[str]:
    """Words without case and accents; numbers that are spelled out as figures."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
    spelled: int | None = None
    for match in _WORD.finditer(_ORDINAL.sub("", plain.casefold())):
        word = match.group()
        value = TENS.get(word, SMALL.get(word))
        if spelled is not None and word == "hundred":
            spelled *= 100
        elif value is not None and spelled is not None and _goes_on(spelled, value):
            spelled += value
        else:
            if spelled is not None:
                yield str(spelled)
            spelled = value
            if value is None:
                yield re.sub(r",(?=\d{3})", "", word)
    if spelled is not None:
        yield str(spelled)


def _goes_on(spelled: int, value: int) -> bool:
    """Twenty goes on with three, and three hundred with twenty; two does not with three."""
    return spelled >= 100 > value if spelled % 100 == 0 else spelled % 10 == 0 and value < 10
