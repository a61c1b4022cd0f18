"""Handling and classification markings that stand in a draft as markings, not talk about them.

The patterns are in `marking_patterns.py`. What follows from a marking is for the pack.
"""

import re
from collections.abc import Iterator

from models.findings import Span
from models.marking_patterns import CASED, LOOSE, WORTH_A_LOOK
from models.matching import Match, PatternDetector

EXPLANATIONS = {
    "classification": "This looks like a classification marking.",
    "handling": "This looks like a marking that limits who may see the text.",
    "embargo": "This looks like an embargo: the text may not be out yet.",
    "draft": "This looks like a marking of a draft that is not for release.",
    "privilege": "This looks like a marking of privileged legal advice.",
}

_PATTERNS = tuple(
    [(kind, score, re.compile(text)) for kind, score, text in CASED]
    + [(kind, score, re.compile(text, re.IGNORECASE)) for kind, score, text in LOOSE]
)
# Someone who writes of markings names, explains or quotes them; who marks a text just does it.
_TALK = re.compile(
    r"(?:\b(?:what (?:does|do|is|are)|means?|meaning|stamp(?:s|ed|ing)?|mark(?:ed|ing"
    "|ings)|label(?:s|ed|led|ling)?|"
    r"abbreviat\w+|acronym|term|word|words|phrase|called|says?|said|reads?|reading|banner|headed|"
    "class|course|training|search(?:es)?|claim(?:s|ed)?|used to be|no longer|declassified"
    r"|lifted|expired|formerly)\b"
    r"[^.!?\n]{0,30})$",
    re.IGNORECASE,
)
_TALK_AFTER = re.compile(
    r"^[^.!?\n]{0,12}\b(?:means?|stands? for|markings?|stamps?|labels?|lifted|has expired"
    "|expired|banners?|stickers?|is used|are used|"
    "refers to|is a|was lifted|training|privilege (?:is|protects|means)|documents?|has "
    r"been lifted)\b",
    re.IGNORECASE,
)
_QUOTES = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb"


def match_markings(text: str) -> Iterator[Match]:
    if not WORTH_A_LOOK.search(text):
        return
    for kind, score, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = _trim(text, *match.span())
            if start < end and not _is_talk(text, start, end):
                yield Match(kind, Span(start, end), score)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\r\n*#>\u2022\u2013\u2014-":
        start += 1
    while start < end and text[end - 1] in " \t\r\n:-\u2013\u2014.,;":
        end -= 1
    return start, end


def _is_talk(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if before and before[-1] in _QUOTES and after and after[0] in _QUOTES + ".,":
        return True
    # At the head of a line a marking heads what follows, whatever that speaks of.
    heads_line = not before.rpartition("\n")[2].strip(" *#>([-")
    return bool(_TALK.search(before) or (not heads_line and _TALK_AFTER.search(after)))


def markings() -> PatternDetector:
    return PatternDetector("markings/1", "confidential.marking", (match_markings,), EXPLANATIONS)
