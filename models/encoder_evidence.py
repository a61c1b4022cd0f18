"""Turns the classifier's answer on a post into scores and findings; refuses a broken answer.

The words and alternative texts of a post are classified; links and file names are not prose.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models import people
from models.findings import SIGNALS, Finding, Post, Span
from models.identifiers import kinds
from models.normalise import Normalised, normalise

EXPLANATIONS = {
    "tone.hostile": "This may insult, threaten or attack someone.",
    "tone.discriminatory": "This may demean or exclude people for who they are.",
    "tone.dismissive": "This may sound sarcastic or contemptuous toward the reader.",
    "misinformation.checkworthy": "This states something as fact that readers could act on.",
    "misinformation.unsupported": "This states something as fact without naming a source.",
    "misinformation.debunked": "This may repeat a claim that was shown to be false or misleading.",
    "confidential.personal": "This may give private details about a person.",
    "confidential.credential": "This may give away a password, a code or a key.",
    "confidential.operational": "This may reveal an operation that has not been announced.",
    "confidential.deliberative": "This may reveal a decision that has not been announced.",
    "confidential.marking": "This may be a marking that limits who may see the text.",
    "conduct.partisan": "This may use the office to campaign.",
    "conduct.endorsement": "This may promote a company, a product or a private interest.",
}
# A rule may ask for less than the operating point, and needs the evidence then too.
near_share_of_operating_point = 0.5


class Classified(Protocol):
    """What the screener needs of `models.classifiers.Classified`."""

    @property
    def scores(self) -> Mapping[str, float]: ...

    @property
    def spans(self) -> Mapping[str, tuple[Span, ...]]: ...

    @property
    def names(self) -> Mapping[str, tuple[Span, ...]]: ...


class Classifier(Protocol):
    """What the screener needs of `models.classifiers.Classifier`."""

    weights: str
    operating_points: Mapping[str, float]

    def classify(self, texts: Sequence[str]) -> Sequence[Classified]: ...


class AnswerBroken(Exception):
    """The classifier answered, but not as it must: too few answers, a score of no probability."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the classifier says of one post as a whole."""

    scores: Mapping[str, float]
    findings: tuple[Finding, ...]


def read(classifier: Classifier, post: Post) -> Reading:
    """Raises AnswerBroken, and whatever the classifier raises."""
    parts = [(part, text, normalise(text)) for part, text in post.prose()]
    answers = classifier.classify([undone.text for _, _, undone in parts]) if parts else []
    if len(answers) != len(parts):
        raise AnswerBroken("one answer is needed for each text")
    scores = dict.fromkeys(SIGNALS, 0.0)
    findings: list[Finding] = []
    for (part, text, undone), answer in zip(parts, answers, strict=True):
        for signal in SIGNALS:
            score = _probability(answer, signal)
            scores[signal] = max(scores[signal], score)
            if score >= classifier.operating_points[signal] * near_share_of_operating_point:
                findings += (
                    Finding(
                        signal=signal,
                        span=span,
                        score=score,
                        detector=f"encoder/{classifier.weights}",
                        explanation=EXPLANATIONS[signal],
                        part=part,
                    )
                    for span in _evidence(answer.spans.get(signal, ()), text, undone)
                )
        findings += _private_details(part, answer, undone)
    return Reading(scores, tuple(findings))


def _private_details(part: str, answer: Classified, undone: Normalised) -> Iterator[Finding]:
    for match in people.private_details(undone.text, answer.names):
        yield Finding(
            signal="confidential.personal",
            span=undone.to_original(match.span),
            score=match.score,
            detector=people.NAME,
            explanation=kinds.EXPLANATIONS[match.kind],
            kind=match.kind,
            part=part,
        )


def _probability(answer: Classified, signal: str) -> float:
    score = answer.scores.get(signal, math.nan)
    if not 0 <= score <= 1:  # Not a number fails this too.
        raise AnswerBroken(f"{signal} needs a probability")
    return float(score)


def _evidence(spans: Sequence[Span], text: str, undone: Normalised) -> list[Span]:
    """Spans in the text as typed; the whole text where the classifier points at nothing."""
    found = []
    for span in spans:
        if span.end > len(undone.text):
            raise AnswerBroken("evidence lies outside the text")
        if span.start < span.end:
            found.append(undone.to_original(span))
    return found or [Span(0, len(text))]
