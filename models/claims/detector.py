"""Finds where a post repeats a claim that somebody has shown to be false.

What comes near to a claim is a finding only if the post asserts it. Two witnesses are heard on
that: the words around (`stance.py`), and what the classifier makes of the whole (`asserted`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from models.claims.claim import MISLEADING, MOSTLY_FALSE, Claim
from models.claims.index import Found, shared_index
from models.claims.stance import asserts, with_word
from models.findings import Finding, Post
from models.meaning import FOLDER, shared_meaning

NAME = "claims/1"
STARTER = Path(__file__).parents[1] / "serving" / "claims-1.sqlite"  # built from `starter.jsonl`
SIGNAL = "misinformation.debunked"
KNOWN, QUOTED = "known-claim", "known-claim-quoted"
# What a passage must reach, and what of the claim's words it must hold at the least, before it is
# asked whether it asserts the claim; chosen on real posts and on pairs (`docs/claims.md`).
NEAR, SHARED, SHARED_WEIGHT = 0.95, 0.2, 0.3
# Claims are looked up where the classifier sees a trace of one, or where a third of a claim's words
# are in the post: it cannot know what was said in town last week.
TRACE, WORDS = 0.02, 0.33
ASSERTED = 0.5
_FOUND = {MOSTLY_FALSE: "mostly false", MISLEADING: "misleading"}


class KnownClaims:
    """A detector over the indexes in these files, which may come and change while it runs.

    Raises what they raise, and the screener refers the post then.
    """

    name = NAME
    asks = (SIGNAL, TRACE)

    def __init__(self, paths: Sequence[Path], meaning: Path = FOLDER) -> None:
        self._indexes = [shared_index(path) for path in paths]
        self._folder = meaning

    def find(self, post: Post) -> list[Finding]:
        today = datetime.now(UTC).date()
        return [
            _finding(part, found, chance, today)
            for part, text in post.prose()
            for found, chance in self._near(text)
        ]

    def wants(self, post: Post) -> bool:
        """True where the post holds a third of the words of some claim."""
        return any(index.shares(text, WORDS) for _, text in post.prose() for index in self._indexes)

    def _near(self, text: str) -> list[tuple[Found, float]]:
        """The best matches of each index that were found to be false, each with how likely it is
        that the text asserts the claim."""
        # Weights that cannot be read fail here, post by post: each is referred, and says why.
        passages = shared_meaning(self._folder).passages(text)
        return [
            (found, asserts(text, found, passages[0].vector))
            for index in self._indexes
            for found in index.near(text, passages, top=3)
            if found.claim.is_refuted and is_match(found)
        ]


def is_match(found: Found) -> bool:
    """True where a passage is near enough to a claim to ask whether it asserts it.

    In a large index many claims come near to anything, so what counts too is how much nearer than
    others this one comes.
    """
    near = found.closeness + found.margin + SHARED_WEIGHT * found.shared
    return near >= NEAR and found.shared >= SHARED


def asserted(findings: Iterable[Finding], score: float) -> list[Finding]:
    """The findings without those on claims that the post does not assert.

    `score` is the classifier's, of SIGNAL.
    """
    heard = [
        replace(f, score=round(with_word(f.score, score), 3)) if f.kind in (KNOWN, QUOTED) else f
        for f in findings
    ]
    return [f for f in heard if f.kind not in (KNOWN, QUOTED) or f.score >= ASSERTED]


def _finding(part: str, found: Found, chance: float, today: date) -> Finding:
    return Finding(
        signal=SIGNAL,
        span=found.passage.span,
        score=round(min(0.99, max(0.01, chance)), 3),
        detector=NAME,
        explanation=_explanation(found.claim, today),
        kind=KNOWN if chance >= ASSERTED else QUOTED,
        part=part,
        link=found.claim.url,
        details=tuple(_details(found.claim, today)),
    )


def _details(claim: Claim, today: date) -> Iterator[tuple[str, str]]:
    """What a rule may ask for: who found what, and how long ago."""
    yield "verdict", claim.verdict
    yield "publisher", claim.publisher
    if claim.checked:
        yield "age_days", str((today - claim.checked).days)


def _explanation(claim: Claim, today: date) -> str:
    said = _FOUND.get(claim.verdict, "false")
    who = f" according to {claim.publisher}" if claim.publisher else ""
    when = f", {claim.checked.day} {claim.checked:%B %Y}" if claim.checked else ""
    stale = " This may have gone stale since: look it up." if claim.is_stale(today) else ""
    return f"This comes near to a claim that is {said}{who}{when}: “{claim.claim}”{stale}"
