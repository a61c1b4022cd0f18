"""The values that pass from screening to policy: a post, its findings, its screening.

Standard library only, so that `policies/` can import this file and nothing else of `models/`.
Offsets are Unicode code points into the part as the author typed it, before any normalisation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

SIGNALS: tuple[str, ...] = (
    "tone.hostile",
    "tone.discriminatory",
    "tone.dismissive",
    "misinformation.checkworthy",
    "misinformation.unsupported",
    "misinformation.debunked",
    "confidential.personal",
    "confidential.credential",
    "confidential.operational",
    "confidential.deliberative",
    "confidential.marking",
    "conduct.partisan",
    "conduct.endorsement",
)

# The signal-like name of the finding that says a detector could not do its work.
NOT_SCREENED = "not-screened"

# The part of a post that holds its words; the others are named "media.0.alt", "link.0", "source.0",
# "citation.0".
TEXT = "text"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of code points within one part of a post."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0, not {self.start} to {self.end}")

    def meets(self, other: "Span") -> bool:
        """True where both hold a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence. `explanation` never repeats the words found: it may be logged."""

    signal: str  # a name from SIGNALS, or NOT_SCREENED
    span: Span
    score: float  # calibrated, 0 to 1
    detector: str  # name and version: "encoder/official-3"
    explanation: str  # one sentence in plain words
    kind: str = ""  # what exactly was matched within the signal: "us-ssn", "classification"
    part: str = TEXT  # which part of the post the span points into
    link: str = ""  # where a reader can see for themselves; http or https
    # What else a rule may ask for: ("verdict", "false"), ("publisher", "…"), ("age_days", "40").
    details: tuple[tuple[str, str], ...] = ()

    def detail(self, name: str) -> str:
        """Empty where the detector gave no such detail."""
        return dict(self.details).get(name, "")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or film as described by the author; the file itself is not screened here."""

    name: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What one sentence of the text rests on: a link, a document, or who verified it."""

    span: Span  # the sentence
    source: str


@dataclass(frozen=True, slots=True)
class Post:
    """What an official means to publish. A thread is one text, its posts parted by `---` lines."""

    text: str
    platforms: tuple[str, ...] = ()
    capacity: str = "official"  # official, personal or mixed
    links: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # a link, a document or the person who verified
    media: tuple[Media, ...] = ()
    citations: tuple[Citation, ...] = ()

    def parts(self) -> Iterator[tuple[str, str]]:
        """Every piece of writing that would leave the agency with this post, by part name."""
        yield TEXT, self.text
        for number, media in enumerate(self.media):
            yield f"media.{number}.name", media.name
            yield f"media.{number}.alt", media.alt
        for number, link in enumerate(self.links):
            yield f"link.{number}", link
        for number, source in enumerate(self.sources):
            yield f"source.{number}", source
        for number, citation in enumerate(self.citations):
            yield f"citation.{number}", citation.source

    def prose(self) -> Iterator[tuple[str, str]]:
        """The parts that hold sentences: the text, and the words beside pictures; no empty ones."""
        for part, text in self.parts():
            if text.strip() and (part == TEXT or part.endswith(".alt")):
                yield part, text


@dataclass(frozen=True, slots=True)
class Screening:
    """What the machine found in one post. It states evidence; it never judges."""

    scores: Mapping[str, float]  # every signal of SIGNALS -> calibrated probability
    operating_points: Mapping[str, float]  # the weights' recommended threshold for each signal
    findings: tuple[Finding, ...]
    weights: str  # "official-3", or "none" where no weights could be loaded
    not_screened: tuple[Finding, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", MappingProxyType(dict(self.scores)))
        object.__setattr__(self, "operating_points", MappingProxyType(dict(self.operating_points)))

    @property
    def fired(self) -> tuple[str, ...]:
        """The signals at or above their operating point, in the order of SIGNALS."""
        return tuple(s for s in SIGNALS if self.scores[s] >= self.operating_points[s])
