"""Sets findings beside the sources of a post, before any rule is tried.

A check-worthy sentence whose source counts is no longer *unsupported*: its own source, or one of
the whole post (a link in the text, a link or source beside it). What was seen of sources and links
becomes findings of the policy's own, so that rules can ask for them by kind.
"""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A check-worthy sentence of the text, and what it rests on."""

    span: Span
    words: str
    source: str  # empty where none is given
    kind: str  # of `policies.sources.KINDS`, or empty
    counts: bool
    place: int | None  # of its citation in the post; None where the source is of the whole post
    facts: tuple[Finding, ...] = ()  # verified facts that it states, each with its source


def claims(rules: SourceRules, screening: Screening, post: Post) -> tuple[Claim, ...]:
    """In the order of the text. Raises TooSlow."""
    return _claims(rules, screening, post, _of_the_whole(rules, post))


def weighed(rules: SourceRules, screening: Screening, post: Post) -> Screening:
    """The screening as rules shall see it. The one that is stored stays as it was made.

    Raises TooSlow.
    """
    whole = _of_the_whole(rules, post)
    stated = _claims(rules, screening, post, whole)
    is_supported = any(_counts(rules, source) for source in whole)
    supported = [claim.span for claim in stated if claim.counts]
    unsupported = [claim.span for claim in stated if not claim.counts]

    def rests_on_a_source(finding: Finding) -> bool:
        if finding.signal != UNSUPPORTED or finding.part != TEXT:
            return False
        if any(finding.span.meets(span) for span in unsupported):
            return False
        return is_supported or any(finding.span.meets(span) for span in supported)

    kept = tuple(f for f in screening.findings if not rests_on_a_source(f))
    scores = dict(screening.scores)
    if len(kept) < len(screening.findings):
        rest = (f.score for f in kept if f.signal == UNSUPPORTED)
        scores[UNSUPPORTED] = max(rest, default=0.0)
    seen = (*_sources(rules, post, whole), *map(_without, (c for c in stated if not c.counts)))
    return replace(screening, scores=scores, findings=(*kept, *seen, *_links(rules, post)))


def _claims(
    rules: SourceRules, screening: Screening, post: Post, whole: Sequence["_Source"]
) -> tuple[Claim, ...]:
    found = list(_evidence(screening))
    return tuple(
        _claim(rules, screening, post, span, whole)
        for span in sentences(post.text)
        if len(post.text[span.start : span.end].split()) >= LEAST_WORDS
        and any(span.meets(f.span) for f in found)
    )


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
    rules: SourceRules,
    screening: Screening,
    post: Post,
    span: Span,
    whole: Sequence["_Source"],
) -> Claim:
    facts = tuple(
        f
        for f in screening.findings
        if f.kind == FACT_STATED and f.part == TEXT and f.span.meets(span)
    )
    words = post.text[span.start : span.end]
    place = next((i for i, c in enumerate(post.citations) if c.span == span), None)
    if place is not None:
        source = post.citations[place].source
        is_fact = any(f.detail("source") == source for f in facts)
        kind = VERIFIED_FACT if is_fact else rules.kind_of(source)
        counts = kind in rules.counts or any(_counts(rules, other) for other in whole)
        return Claim(span, words, source, kind, counts, place, facts)
    # The nearest source of the whole post: in the sentence, after it, before it, beside the text.
    near = min(whole, key=lambda s: (not _counts(rules, s), *_distance(s, span)), default=None)
    if near is None:
        return Claim(span, words, "", "", False, None, facts)
    return Claim(span, words, near.words, near.kind, _counts(rules, near), None, facts)


@dataclass(frozen=True, slots=True)
class _Source:
    """A source of the whole post."""

    words: str
    kind: str
    part: str
    span: Span


def _counts(rules: SourceRules, source: _Source) -> bool:
    return source.kind in rules.counts


def _distance(source: _Source, span: Span) -> tuple[bool, bool, int]:
    if source.part != TEXT:
        return True, True, 0
    if source.span.meets(span):
        return False, False, 0
    return False, source.span.start < span.start, abs(source.span.start - span.end)


def _of_the_whole(rules: SourceRules, post: Post) -> list[_Source]:
    found = []
    for part, words in post.parts():
        if part.startswith("source."):
            found.append(_Source(words, rules.kind_of(words), part, Span(0, len(words))))
        elif part == TEXT or part.startswith("link."):
            found += [
                _Source(link.address, rules.kind_of_link(link), part, link.span)
                for link in _links_of(part, words)
            ]
    return found


def _sources(rules: SourceRules, post: Post, whole: Sequence["_Source"]) -> Iterator[Finding]:
    """Every source, of the post or of a sentence, as a finding of the kind `source-…`."""
    for source in whole:
        yield _seen(source.kind, source.span, source.part, _counts(rules, source))
    for number, citation in enumerate(post.citations):
        kind, span = rules.kind_of(citation.source), Span(0, len(citation.source))
        yield _seen(kind, span, f"citation.{number}", kind in rules.counts)


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
    return Finding(POLICY, span, 1.0, DETECTOR, said, f"source-{kind}", part, details=details)


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
