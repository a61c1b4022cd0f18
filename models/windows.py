"""Cuts a text into pieces the encoder can read; serving and training cut alike.

A short text is one window. A long one becomes overlapping windows of whole sentences, so that no
sentence is read only in halves. Offsets stay code points of the text as it was given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Tokenizer

from models.sentences import SENTENCE_END
from models.unfold import unfold

WINDOW_TOKENS = 192  # with the two marks the encoder wants around every text
OVERLAP_TOKENS = 48  # how much of the window before is read again, in whole sentences

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids with the marks around them; one (start, end) in the text for each true token."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


def load_tokenizer(path: str) -> Tokenizer:
    """The tokenizer without the cutting and padding its file may ask for: windows do that."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(text: str, tokenizer: Tokenizer) -> list[Window]:
    """The windows of one text, at least one, even where the text is empty."""
    # A lone surrogate has no UTF-8 form; its stand-in is one code point too, so offsets hold.
    unfolded = unfold(_SURROGATES.sub("\ufffd", text))
    encoding = tokenizer.encode(unfolded.text, add_special_tokens=False)
    offsets = [unfolded.to_given(*pair) for pair in encoding.offsets]
    first, last = _marks(tokenizer)
    return [
        Window((first, *encoding.ids[a:b], last), tuple(offsets[a:b]))
        for a, b in _ranges(text, offsets)
    ]


def _marks(tokenizer: Tokenizer) -> tuple[int, int]:
    """What the encoder wants around every text: all that an empty one is made of."""
    marks = tokenizer.encode("").ids
    if len(marks) != 2:
        raise ValueError("the tokenizer puts no marks around a text: it belongs to another encoder")
    return marks[0], marks[1]


def _ranges(text: str, offsets: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    room = WINDOW_TOKENS - 2
    if len(offsets) <= room:
        yield 0, len(offsets)
        return
    breaks = _breaks(text, offsets)
    start = 0
    while True:
        end = max((b for b in breaks if start < b <= start + room), default=start + room)
        end = min(end, len(offsets))
        yield start, end
        if end == len(offsets):
            return
        # A sentence longer than the overlap is not read twice; one longer than a window is cut
        # between words, and there the overlap is all the context that its second half gets.
        # Each window begins after the one before: a short one whose next sentence would not fit is
        # not read again in place of that sentence.
        first = max(start + 1, end - OVERLAP_TOKENS)
        start = min((b for b in breaks if first <= b <= end), default=end)
        if end not in breaks:
            start = end - OVERLAP_TOKENS


def _breaks(text: str, offsets: list[tuple[int, int]]) -> list[int]:
    """Token positions at which a sentence begins, and the end of the text."""
    found, position = [], 0
    for match in SENTENCE_END.finditer(text):
        while position < len(offsets) and offsets[position][0] < match.end():
            position += 1
        found.append(position)
    return [*found, len(offsets)]
