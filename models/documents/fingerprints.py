"""Fingerprints of overlapping passages, from which no text can be read back.

Every run of a few words is hashed with a key, and of each few neighbouring hashes one is kept
(winnowing: Schleimer, Wilkerson and Aiken 2003): whoever copies RUN words in a row is found,
wherever the copy begins. Without the key nobody can try words against the fingerprints.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.findings import Span

WORDS = 4  # of one hash: fewer, and stock phrases meet by chance
NEIGHBOURS = 2  # hashes of which one is kept
RUN = WORDS + NEIGHBOURS - 1  # words in a row that are always found
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Print:
    """One hashed run of words: a signed 64-bit number, and where the run stands."""

    value: int
    span: Span


def prints(text: str, key: bytes) -> list[Print]:
    """Every run of WORDS words of the text, in order; case, accents and signs do not matter."""
    found = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in found]
    return [
        Print(
            _hashed(words[i : i + WORDS], key),
            Span(found[i].start(), found[i + WORDS - 1].end()),
        )
        for i in range(len(words) - WORDS + 1)
    ]


def winnowed(given: Sequence[Print]) -> Iterator[Print]:
    """The smallest of each NEIGHBOURS prints, the last of equals, each once."""
    last = -1
    for start in range(max(1, len(given) - NEIGHBOURS + 1)):
        window = range(start, min(start + NEIGHBOURS, len(given)))
        if not window:
            return
        chosen = min(window, key=lambda i: (given[i].value, -i))
        if chosen != last:
            last = chosen
            yield given[chosen]


def _hashed(words: Sequence[str], key: bytes) -> int:
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8, key=key).digest()
    return int.from_bytes(digest, signed=True)
