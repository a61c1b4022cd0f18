"""Undo obfuscation before the detectors read a text, keeping the way back to the author's offsets.

Every edit replaces one code point by one or removes it, so the map back is only the list of
removals. Ordinary writing comes out unchanged: see `models.disguises` for what counts as a trick.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from models.disguises import letter_edits, symbol_edits
from models.findings import Span


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text with its tricks undone. `to_original` maps its spans to the text as given."""

    text: str
    # Entry k: where, in `text`, the k-th removed code point stood. Ascending.
    _removed_at: tuple[int, ...] = field(default=())

    def to_original(self, span: Span) -> Span:
        """Promises a span inside the original text that holds all that the given span holds."""
        start = self._origin(span.start)
        if span.start == span.end:
            return Span(start, start)
        return Span(start, self._origin(span.end - 1) + 1)

    def _origin(self, offset: int) -> int:
        return offset + bisect_right(self._removed_at, offset)


def normalise(text: str) -> Normalised:
    """Total for any string, lone surrogates and NUL among them; linear in its length."""
    edits = symbol_edits(text)
    first = edited(text, edits)
    second = letter_edits(first.text)
    if not second:
        return first
    for offset, replacement in second.items():
        edits[first._origin(offset)] = replacement
    return edited(text, edits)


def edited(text: str, edits: dict[int, str]) -> Normalised:
    """The text with each edit done: a code point by its offset, and what stands for it, or ""."""
    if not edits:
        return Normalised(text)
    symbols = list(text)
    removed: list[int] = []
    for offset in sorted(edits):
        symbols[offset] = edits[offset]
        if not edits[offset]:
            removed.append(offset - len(removed))
    return Normalised("".join(symbols), tuple(removed))
