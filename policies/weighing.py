"""Sets findings beside the sources of a post, before any rule is tried.

A check-worthy sentence whose source counts is no longer *unsupported*. What was seen of sources
and links becomes findings of the policy's own, so that rules can ask for them by kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.findings import TEXT, Citation, Finding, Post, Screening, Span
from models.sentences import sentences
from policies import links
from policies.evidence import POLICY
from policies.sources import VERIFIED_FACT, SourceRules

CHECKWORTHY, UNSUPPORTED = "misinformation.checkworthy", "misinformation.unsupported"
FACT_STATED = "fact-stated"  # the kind of the finding that a sentence states a verified fact
WITHOUT = "claim-without-source"
DETECTOR = "policy/sources"
COUNTS = "counts"  # the detail that says whether a source counts: yes or no
LEAST_WORDS = 3  # of a sentence that can state anything
# "Source: cdc.gov/flu" or a bare link speaks for the sentence before it.
_POINTS_BACK = re.compile(
    r"\W*(?:(?:sources?|more|details|read more|learn more|info|see|via)\b[:\s]*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A check-worthy sentence of the text, and what it rests on."""

    span: Span
    words: str
    source: str  # empty where none is given
    kind: str  # of `policies.sources.KINDS`, or empty
    counts: bool
    place: int | None  # of its citation in the post; None where the source stands in the text
    facts: tuple[Finding, ...] = ()  # verified facts that it states, each with its source


def claims(rules: SourceRules, screening: Screening, post: Post) -> tuple[Claim, ...]:
    """In the order of the text. Raises TooSlow."""
    parts = sentences(post.text)
    found = list(_evidence(screening))
    return tuple(
        _claim(rules, screening, post, parts, number)
        for number, span in enumerate(parts)
        if len(post.text[span.start : span.end].split()) >= LEAST_WORDS
        and any(span.meets(f.span) for f in found)
    )


def weighed(rules: SourceRules, screening: Screening, post: Post) -> Screening:
    """The screening as rules shall see it. The one that is stored stays as it was made.

    Raises TooSlow.
    """
    stated = claims(rules, screening, post)
    supported = [claim.span for claim in stated if claim.counts]
    open_spans = [claim.span for claim in stated if not claim.counts]
    kept = tuple(
        finding
        for finding in screening.findings
        if not (
            finding.signal == UNSUPPORTED
            and finding.part == TEXT
            and any(finding.span.meets(span) for span in supported)
            and not any(finding.span.meets(span) for span in open_spans)
        )
    )
    scores = dict(screening.scores)
    if len(kept) < len(screening.findings):
        rest = (f.score for f in kept if f.signal == UNSUPPORTED)
        scores[UNSUPPORTED] = max(rest, default=0.0)
    seen = (*_sources(rules, post), *map(_without, (c for c in stated if not c.counts)))
    return replace(screening, scores=scores, findings=(*kept, *seen, *_links(rules, post)))


def _evidence(screening: Screening) -> Iterator[Finding]:
    """What was read in the text as checkable, at the operating point or above."""
    for finding in screening.findings:
        if (
            finding.signal in (CHECKWORTHY, UNSUPPORTED)
            and finding.part == TEXT
            and finding.score >= screening.operating_points[finding.signal]
        ):
            yield finding


def _claim(
    rules: SourceRules, screening: Screening, post: Post, parts: list[Span], number: int
) -> Claim:
    span = parts[number]
    words = post.text[span.start : span.end]
    facts = tuple(
        f
        for f in screening.findings
        if f.kind == FACT_STATED and f.part == TEXT and f.span.meets(span)
    )
    place = next((i for i, c in enumerate(post.citations) if c.span == span), None)
    if place is not None:
        source = post.citations[place].source
        is_fact = any(f.detail("source") == source for f in facts)
        kind = VERIFIED_FACT if is_fact else rules.kind_of(source)
    else:
        source, kind = _in_words(rules, post.text, parts, number)
    return Claim(span, words, source, kind, kind in rules.counts, place, facts)


def _in_words(rules: SourceRules, text: str, parts: list[Span], number: int) -> tuple[str, str]:
    """The link in a sentence, or the one that the next consists of; and its kind."""
    for span in parts[number : number + 2]:
        words = text[span.start : span.end]
        link = next(links.links_in(words), None)
        if link is None:
            continue
        is_own = span == parts[number]
        if is_own or _POINTS_BACK.fullmatch(words, 0, link.span.start):
            return link.address, rules.kind_of_link(link)
    return "", ""


def _sources(rules: SourceRules, post: Post) -> Iterator[Finding]:
    """Every source of the post, wherever it stands, as a finding of the kind `source-…`."""
    for part, words in post.parts():
        if part.startswith(("source.", "citation.")):
            kind = rules.kind_of(words)
            yield _seen(f"source-{kind}", Span(0, len(words)), part, kind in rules.counts)
            continue
        for link in _links_of(part, words):
            kind = rules.kind_of_link(link)
            yield _seen(f"source-{kind}", link.span, part, kind in rules.counts)


def _links(rules: SourceRules, post: Post) -> Iterator[Finding]:
    for part, words in post.parts():
        for link in _links_of(part, words):
            for kind in links.faults(link.address, rules.official):
                yield Finding(
                    POLICY, link.span, 1.0, DETECTOR, links.EXPLANATIONS[kind], kind, part
                )


def _links_of(part: str, words: str) -> Iterator[links.Link]:
    if part.startswith("link."):
        yield links.whole(words)
    elif not part.startswith("media."):
        yield from links.links_in(words)


def _seen(kind: str, span: Span, part: str, counts: bool) -> Finding:
    said = "A source that counts." if counts else "A source of a kind that does not count here."
    details = ((COUNTS, "yes" if counts else "no"),)
    return Finding(POLICY, span, 1.0, DETECTOR, said, kind, part, details=details)


def _without(claim: Claim) -> Finding:
    said = "This states a fact, and has no source that counts."
    return Finding(POLICY, claim.span, 1.0, DETECTOR, said, WITHOUT)


def placed(text: str, words: str, taken: tuple[Citation, ...] = ()) -> Span | None:
    """The sentence of the text that reads so, blanks aside; the first that has no citation yet."""
    wanted = words.split()
    gone = {citation.span for citation in taken}
    return next(
        (
            span
            for span in sentences(text)
            if span not in gone and text[span.start : span.end].split() == wanted
        ),
        None,
    )
