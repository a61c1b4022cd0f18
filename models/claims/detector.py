"""Finds where a post repeats a claim that somebody has shown to be false.

What comes near to a claim is a finding only if the post asserts it. Two witnesses are heard on
that: the words around (`stance.py`), and what the classifier makes of the whole (`asserted`).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from models.claims.claim import MISLEADING, MOSTLY_FALSE, Claim
from models.claims.index import Found, shared_index
from models.claims.stance import corrects
from models.findings import Finding, Post
from models.meaning import FOLDER, shared_meaning

NAME = "claims/1"
STARTER = Path(__file__).parents[1] / "serving" / "claims-1.sqlite"  # built from `starter.jsonl`
SIGNAL = "misinformation.debunked"
KNOWN, QUOTED = "known-claim", "known-claim-quoted"
# How near a passage must come, and what of the claim's words it must hold; `docs/claims.md` has
# what was measured. Nearer ones need fewer words: a claim may be put in others.
CLOSE, SHARED = 0.65, 0.5
ALIKE = 0.8
# The classifier's word on a post that comes near to a claim. Below the first it corrects the claim
# or speaks of something else; above the second it asserts, whatever words are around.
LEAST_ASSERTED, SURELY_ASSERTED = 0.1, 0.5
# A claim so near, that no words around correct, needs no word of the classifier: it cannot know
# what was said in town last week.
SURELY_NEAR = 0.75
_FOUND = {MOSTLY_FALSE: "mostly false", MISLEADING: "misleading"}


class KnownClaims:
    """A detector over the indexes in these files, which may come and change while it runs.

    Raises what they raise, and the screener refers the post then.
    """

    name = NAME
    asks = (SIGNAL, LEAST_ASSERTED)

    def __init__(self, paths: Sequence[Path], meaning: Path = FOLDER) -> None:
        self._indexes = [shared_index(path) for path in paths]
        self._folder = meaning

    def find(self, post: Post) -> list[Finding]:
        today = datetime.now(UTC).date()
        return [
            _finding(part, text, found, today)
            for part, text in post.prose()
            for found in self._near(text)
        ]

    def wants(self, post: Post) -> bool:
        """True where the post holds half the words of some claim."""
        return any(
            index.shares(text, SHARED) for _, text in post.prose() for index in self._indexes
        )

    def _near(self, text: str) -> list[Found]:
        """The best matches of each index that are near enough and were found to be false."""
        # Weights that cannot be read fail here, post by post: each is referred, and says why.
        passages = shared_meaning(self._folder).passages(text)
        return [
            found
            for index in self._indexes
            for found in index.near(text, passages, top=3)
            if found.claim.is_refuted and is_match(found)
        ]


def is_match(found: Found) -> bool:
    """True where a passage is near enough to a claim for a person to be shown the two."""
    needed = SHARED * min(1.0, (ALIKE - found.closeness) / (ALIKE - CLOSE))
    return found.closeness >= CLOSE and found.shared >= needed


def asserted(findings: Iterable[Finding], score: float) -> list[Finding]:
    """The findings without those on claims that the post does not assert.

    `score` is the classifier's, of SIGNAL.
    """
    least = {KNOWN: LEAST_ASSERTED, QUOTED: SURELY_ASSERTED}
    return [
        f
        for f in findings
        if score >= least.get(f.kind, 0.0) or (f.kind == KNOWN and f.score >= SURELY_NEAR)
    ]


def _finding(part: str, text: str, found: Found, today: date) -> Finding:
    span = found.passage.span
    quoted = corrects(text, span, found.claim.claim)
    return Finding(
        signal=SIGNAL,
        span=span,
        score=round(min(0.99, found.closeness), 3),
        detector=NAME,
        explanation=_explanation(found.claim, today),
        kind=QUOTED if quoted else KNOWN,
        part=part,
        link=found.claim.url,
    )


def _explanation(claim: Claim, today: date) -> str:
    said = _FOUND.get(claim.verdict, "false")
    who = f" according to {claim.publisher}" if claim.publisher else ""
    when = f", {claim.checked.day} {claim.checked:%B %Y}" if claim.checked else ""
    stale = " This may have gone stale since: look it up." if claim.is_stale(today) else ""
    return f"This comes near to a claim that is {said}{who}{when}: “{claim.claim}”{stale}"
