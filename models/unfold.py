"""Writes out what the encoder's vocabulary cannot read: emoji by their names, glued hashtags.

The packaged tokenizer knows no emoji: 🤡 and 🙏 would both be [UNK], and much of what a post means
stands in them. Unicode names each sign. #VoteForReyes would be read as "votes ##forre ##yes".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_WORTH_A_LOOK = re.compile("[^\\W_a-z0-9]|[\u20e3\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]|#")
_UNFOLDED = re.compile(
    "(?P<flag>[\U0001f1e6-\U0001f1ff]{2})"
    "|(?P<sign>[\u2190-\u2bff\u3030\u303d\ufe0f\u20e3\U0001f000-\U0001faff])(?P=sign)*"
    "|(?P<tag>(?<![\\w#])#[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*)"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9]{2})")
# The words that a hashtag runs together, where they are looked for one by one.
TAG_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_EMPTY_WORDS = re.compile(
    r"\b(?:face|with|sign|symbol|black|white|heavy|emoji|modifier|fitzpatrick|type-\d|of|and)\b"
)
_FLAG_A = 0x1F1E6


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A text written out, and for each of its characters the stretch of the given text it is."""

    text: str
    _starts: tuple[int, ...] = ()  # empty where nothing was written out
    _ends: tuple[int, ...] = ()

    def to_given(self, start: int, end: int) -> tuple[int, int]:
        if not self._starts or start >= end:
            return start, end
        return self._starts[start], self._ends[end - 1]


def unfold(text: str) -> Unfolded:
    """Total for any string; linear in its length."""
    writing = _Writing(text)
    if _WORTH_A_LOOK.search(text):
        for match in _UNFOLDED.finditer(text):
            start, end = match.span()
            if match["flag"]:
                letters = (chr(ord(sign) - _FLAG_A + ord("a")) for sign in match["flag"])
                writing.write(f" {''.join(letters)} ", start, end)
            elif match["tag"]:
                writing.spell(match["tag"], start)
            elif (words := _name(match["sign"])) != match["sign"]:
                writing.write(f" {words} " if words else "", start, end)
    return writing.finished()


class _Writing:
    """What is written so far, and how far the given text is used up."""

    def __init__(self, given: str) -> None:
        self.given, self.used = given, 0
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def write(self, words: str, start: int, end: int) -> None:
        """Writes `words` for given[start:end], after what stands before it."""
        self.keep(start)
        self.pieces.append(words)
        self.starts += [start] * len(words)
        self.ends += [end] * len(words)
        self.used = end

    def spell(self, tag: str, start: int) -> None:
        """Writes a hashtag with a blank before each of its words."""
        for part in _HUMP.split(tag):
            self.write(" ", start, start + 1)  # a blank points at the letter after it
            self.used = start
            start += len(part)
            self.keep(start)

    def keep(self, until: int) -> None:
        self.pieces.append(self.given[self.used : until])
        self.starts += range(self.used, until)
        self.ends += range(self.used + 1, until + 1)
        self.used = until

    def finished(self) -> Unfolded:
        if not self.used:
            return Unfolded(self.given)
        self.keep(len(self.given))
        return Unfolded("".join(self.pieces), tuple(self.starts), tuple(self.ends))


@cache
def _name(sign: str) -> str:
    """Words for a sign; "" for a shade of skin or a frame; the sign itself if it has no name."""
    name = unicodedata.name(sign, "").lower()
    kind = unicodedata.category(sign)
    if kind in ("Mn", "Me") or "fitzpatrick" in name:
        return ""
    if not name or kind != "So":
        return sign
    return " ".join(_EMPTY_WORDS.sub(" ", name).split()) or name
