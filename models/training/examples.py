"""What training reads: one text with what is known of it, signal by signal.

A signal that nobody judged on a text is `UNKNOWN` there and costs nothing: public sets know one or
two signals each, and their silence about the others is not a negative.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.findings import SIGNALS, Span

YES, NO, UNKNOWN = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Example:
    """One text. `spans` holds the evidence of each YES signal whose place in the text is known."""

    id: str
    text: str
    labels: dict[str, int]
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    pair: str = ""  # the other half of a minimal pair bears the same
    source: str = ""  # the file or set it came from
    names: dict[str, tuple[Span, ...]] | None = None  # by kind of `models.names`, where known

    def label(self, signal: str) -> int:
        return self.labels.get(signal, UNKNOWN)

    def evidence_known(self, signal: str) -> bool:
        """Whether each token can be told evidence or not: a clear text has none anywhere."""
        return self.label(signal) == NO or bool(self.spans.get(signal))


def rewritten(text: str, spans: Sequence[Span], write: Callable[[str], str]) -> str:
    """The text with the words of each span written another way. Spans may not overlap."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + write(text[span.start : span.end]) + text[span.end :]
    return text


def twins(examples: Sequence[Example]) -> list[list[int]]:
    """Where the halves of each minimal pair stand."""
    halves: dict[tuple[str, str], list[int]] = {}
    for i, example in enumerate(examples):
        if example.pair:
            halves.setdefault((example.source, example.pair), []).append(i)
    return list(halves.values())


def nothing_fires(*unknown: str) -> dict[str, int]:
    """Labels of an ordinary text, but for the signals that nobody looked for."""
    return {signal: NO for signal in SIGNALS if signal not in unknown}
