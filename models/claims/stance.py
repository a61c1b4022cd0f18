"""Does a draft assert a claim, or quote it to correct it? By the words that people correct with.

"No, you cannot vote by text" holds the claim that one can. Which words correct depends on where
they stand: in the sentence with the claim, or in the one before or after it, where corrections
announce themselves ("Myth:") or follow ("That is false.").
"""

import re

from models.findings import Span
from models.sentences import sentences


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


# Apostrophes are written straight here, and read so (`_plain`).
_SAYS_FALSE = _any(
    r"myths?",
    r"hoax(?:es)?",
    r"rumou?rs?",
    r"debunk\w*",
    r"false(?:ly|hoods?)?",
    r"untrue",
    r"fake",
    r"bogus",
    r"baseless",
    r"unfounded",
    r"misinformation",
    r"disinformation",
    r"mislead\w*",
    r"(?:incorrect|inaccurate|wrong)(?:ly)?",
    r"fabricat\w*",
    r"lies?",
    r"fact[- ]?check\w*",
    r"facts?:",
    r"set(?:ting)? the record straight",
    r"nonsense",
    r"conspirac\w+",
    r"doctored",
    r"no (?:truth|basis|such)",
    r"nothing to it",
    r"never said",
    r"(?:do not|don't|never) (?:believe|fall for|share|spread|forward|trust|repeat)",
    r"(?:not|\w+n't|never) (?:true|real|so|correct|accurate|the case|backed|supported)",
    r"no (?:evidence|proof|link|connection|record|sign|indication)",
    r"(?:found|finds?|shows?) no",
    r"contrary to",
    r"despite what",
    r"you may have (?:heard|seen|read)",
    r"(?:disproved?n?|disproves|refute[ds]?)",
    r"correct(?:ion|ing):?",
    r"is it true",
    r"claims? (?:circulating|going around|online)",
    r"(?:posts?|messages?|stor(?:y|ies)) (?:claiming|saying|that claims?|going around)",
)
_DENIES = _any(
    r"(?:do|does|did|is|are|was|were|has|have|will|would|can|could) ?not",
    r"(?:do|does|did|is|are|was|were|has|have|wo|would|ca|could|ai)n't",
    r"never",
    r"no,",
    r"nope",
)
# Whoever passes a false claim on often says so himself: "they call it a myth".
_AFFIRMS = _any(
    r"(?:they|the media|nobody) (?:won't|will not|don't|do not|aren't) (?:tell|want|report)\w*",
    r"don't let (?:them|anyone)",
    r"wake up",
    r"open your eyes",
    r"call(?:ed|ing|s)? (?:it|us|me|this|that) (?:an? )?(?:myth|hoax|rumou?r|conspirac\w+|fake)",
    r"so[- ]called fact[- ]?check\w*",
    r"(?:not|isn't|is no|no) (?:an? )?(?:myth|hoax|rumou?r|lie|joke)",
)


def corrects(text: str, place: Span, claim: str) -> bool:
    """True where the words around `place`, which comes near to the claim, say that it is not so."""
    plain = _plain(text)
    parts = sentences(plain)
    inside = [i for i, part in enumerate(parts) if part.meets(place)]
    if not inside:
        return False
    first, last = max(inside[0] - 1, 0), min(inside[-1] + 1, len(parts) - 1)
    around = plain[parts[first].start : parts[last].end]
    if _AFFIRMS.search(around):
        return False
    # A claim may itself say "hoax", or deny: "Climate change is a hoax", "It never snows in May".
    known = _plain(claim).lower()
    if any(match.group().lower() not in known for match in _SAYS_FALSE.finditer(around)):
        return True
    # "You cannot vote by text" denies "You can vote by text".
    here = plain[parts[inside[0]].start : parts[inside[-1]].end]
    return bool(_DENIES.search(here)) and not _DENIES.search(known)


def _plain(text: str) -> str:
    """With straight apostrophes; no character moves."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
