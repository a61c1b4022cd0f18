"""Protected terms: code names, projects and people, found as whole words in whatever dress.

A term is kept as one keyed hash of its letters without what stands between them, so that
"Operation Heron", "operation-heron" and "#OperationHeron" are one. Where it was typed in capitals
throughout (HERON), a draft must begin it with a capital too: it may be an everyday word.
"""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from models.findings import Span
from models.unfold import TAG_PIECE

least_letters = 3
most_letters = 60
most_pieces = 12  # words of one term, or pieces of a hashtag
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A few words of a draft that may be a term."""

    value: int
    span: Span
    begins_with_capital: bool


def folded(term: str) -> str:
    """The letters and figures of a term, without case, accents and what stands between."""
    # Word by word, as a draft is read: a sign that stands for letters is none itself.
    plain = unicodedata.normalize("NFKD", "".join(_WORD.findall(term))).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def hashed(term: str, key: bytes) -> int:
    """The number of a term that is folded already: signed, 64 bits."""
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8, key=key).digest()
    return int.from_bytes(digest, signed=True)


def passages(text: str, key: bytes, letters: Container[int]) -> Iterator[Passage]:
    """Every run of words, or of pieces of a hashtag, that is as long as a term."""
    pieces = [(span, folded(text[span.start : span.end])) for span in _pieces(text)]
    for first, (begin, _) in enumerate(pieces):
        together = ""
        for span, words in pieces[first : first + most_pieces]:
            together += words
            if len(together) in letters:
                whole = Span(begin.start, span.end)
                yield Passage(hashed(together, key), whole, text[begin.start].isupper())


def _pieces(text: str) -> Iterator[Span]:
    for word in _WORD.finditer(text):
        start, written = word.start(), word.group()
        is_tag = start > 0 and text[start - 1] in "#@" and written.isascii()
        for piece in TAG_PIECE.finditer(written) if is_tag else ():
            yield Span(start + piece.start(), start + piece.end())
        if not is_tag:
            yield Span(*word.span())
