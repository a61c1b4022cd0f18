"""What every detector is, and the frame for those that match patterns: text in, findings out.

A pattern detector reads each part of a post twice, as typed and with disguises undone, and reports
offsets into the part as typed. Its patterns must be linear: `re` holds the interpreter meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from models.findings import Finding, Post, Span
from models.normalise import normalise


class Detector(Protocol):
    """Anything that reads a post and reports evidence. It may raise: the screener then refers."""

    @property
    def name(self) -> str: ...

    def find(self, post: Post) -> Sequence[Finding]: ...


@runtime_checkable
class AskedLater(Detector, Protocol):
    """A costly detector, asked where the classifier sees enough, or where it wants to be."""

    @property
    def asks(self) -> tuple[str, float]:
        """The signal, and the least score of it."""
        ...

    def wants(self, post: Post) -> bool:
        """Whether a quick look says that it may find something, whatever the classifier sees."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """What a matcher saw in one piece of text."""

    kind: str
    span: Span
    score: float


class Matcher(Protocol):
    def __call__(self, text: str) -> Iterable[Match]: ...


@dataclass(frozen=True)
class PatternDetector:
    """Runs matchers over every part of a post. `explanations` holds one sentence for each kind."""

    name: str
    signal: str
    matchers: tuple[Matcher, ...]
    explanations: dict[str, str]

    def find(self, post: Post) -> list[Finding]:
        return [
            finding for part, text in post.parts() if text for finding in self._part(part, text)
        ]

    def _part(self, part: str, text: str) -> list[Finding]:
        matches = [match for matcher in self.matchers for match in matcher(text)]
        undone = normalise(text)
        if undone.text != text:
            matches += (
                Match(match.kind, undone.to_original(match.span), match.score)
                for matcher in self.matchers
                for match in matcher(undone.text)
            )
        return [
            Finding(
                signal=self.signal,
                span=match.span,
                score=match.score,
                detector=self.name,
                explanation=self.explanations[match.kind],
                kind=match.kind,
                part=part,
            )
            for match in strongest(matches)
        ]


def strongest(matches: Iterable[Match]) -> list[Match]:
    """One match for each stretch of text: the surest, then the longest; in reading order."""
    kept: list[Match] = []
    reached = -1
    for match in sorted(matches, key=lambda m: (m.span.start, m.span.end)):
        if match.span.start < reached and kept:
            last = kept[-1]
            if _rank(match) > _rank(last):
                kept[-1] = match
            reached = max(reached, kept[-1].span.end)
        elif match.span.end > match.span.start:
            kept.append(match)
            reached = match.span.end
    return kept


def _rank(match: Match) -> tuple[float, int]:
    return match.score, match.span.end - match.span.start
