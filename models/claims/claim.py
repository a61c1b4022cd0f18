"""A claim that somebody checked, and what they found: what an index of known claims holds."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

FALSE, MOSTLY_FALSE, MISLEADING, MIXED, TRUE, UNKNOWN = VERDICTS = (
    "false",
    "mostly-false",
    "misleading",
    "mixed",
    "true",
    "unknown",
)
REFUTED = frozenset({FALSE, MOSTLY_FALSE, MISLEADING})

# How fact-checkers put it, in the order in which it is looked for: "mostly false" holds "false".
_WORDINGS = (
    (
        MOSTLY_FALSE,
        r"mostly[ -]?false|mostly untrue|partly false|barely[ -]true|mainly false|largely false",
    ),
    (
        MIXED,
        r"half[ -]?(?:true|right)|mixed|mixture|partly true|mostly[ -]?true|unproven|unverified"
        r"|no verdict|disputed|in dispute|needs? context|outdated",
    ),
    (
        MISLEADING,
        r"mislead|misleading|miscaption|misattribut|missing context|out of context|lacks? context"
        r"|altered|manipulated|distort|cherry|exaggerat|scam|spin|labeled satire",
    ),
    (
        FALSE,
        r"\bfalse\b|pants|\bfake\b|\bwrong\b|incorrect|inaccurate|untrue|\bnot true\b|hoax|debunk"
        r"|fabricat|baseless|unfounded|no evidence|\bmyth\b|(?:four|three) pinocchios|refuted",
    ),
    (TRUE, r"\btrue\b|\bcorrect\b|\baccurate\b|\bconfirmed\b|geppetto"),
)
_PATTERNS = tuple((verdict, re.compile(words, re.IGNORECASE)) for verdict, words in _WORDINGS)


@dataclass(frozen=True, slots=True)
class Claim:
    """One checked claim. Only `claim` is always there; dates are days."""

    id: str
    claim: str
    verdict: str = UNKNOWN  # one of VERDICTS
    rating: str = ""  # the checker's own word
    publisher: str = ""
    url: str = ""
    checked: date | None = None
    title: str = ""  # of the fact-check
    language: str = "en"
    stale_from: date | None = None  # from this day on it may no longer hold

    @property
    def is_refuted(self) -> bool:
        return self.verdict in REFUTED

    def is_stale(self, today: date) -> bool:
        return self.stale_from is not None and self.stale_from <= today


def verdict_of(rating: str) -> str:
    """The verdict that a checker's own word stands for: "Pants on Fire" is false."""
    plain = rating.strip().lower()
    if plain in VERDICTS:
        return plain
    return next((verdict for verdict, words in _PATTERNS if words.search(rating)), UNKNOWN)


def id_of(claim: str, url: str) -> str:
    """For a claim that bears none: the same at every import of the same claim."""
    words = " ".join(claim.lower().split())
    return "c-" + hashlib.sha256(f"{url}\n{words}".encode()).hexdigest()[:16]
