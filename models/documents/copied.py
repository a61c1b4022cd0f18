"""How much of a sentence of a draft stands word for word in a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.documents.fingerprints import Print
from models.findings import Span

# Words of a sentence that runs of a document must cover, and which share of it; or, in a long
# sentence, so many words in one run whatever the rest is.
LEAST_COVERED, SHARE_COVERED, LONG_RUN = 6, 0.4, 9


@dataclass(frozen=True, slots=True)
class Copied:
    """The words of a sentence that runs of a document cover."""

    span: Span  # from the first word of them to the last
    covered: int
    longest: int  # words in one run
    words: int  # of the whole sentence

    @property
    def is_whole(self) -> bool:
        return self.covered >= self.words

    @property
    def is_enough(self) -> bool:
        covers = self.covered >= max(LEAST_COVERED, SHARE_COVERED * self.words)
        return covers or self.longest >= LONG_RUN


def copied(text: str, sentence: Span, shared: Iterable[Print]) -> Copied | None:
    """None where no print of the document lies in the sentence."""
    runs = _runs([one.span for one in shared if one.span.meets(sentence)], sentence)
    if not runs:
        return None
    counts = [_words(text, run) for run in runs]
    whole = _words(text, sentence)
    return Copied(Span(runs[0].start, runs[-1].end), sum(counts), max(counts), whole)


def _runs(spans: Sequence[Span], sentence: Span) -> list[Span]:
    """Overlapping spans as one, each cut at the edges of the sentence."""
    runs: list[Span] = []
    for span in sorted(spans):
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if runs and start <= runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(end, runs[-1].end))
        else:
            runs.append(Span(start, end))
    return runs


def _words(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())
