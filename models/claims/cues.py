"""Words by which people correct a claim, pass it on, or ask about it; counted where they stand.

Where a word stands decides what it means: "myth" in the sentence with the claim, "No." in the one
after it, "they call it a myth" anywhere. `stance.py` weighs the counts.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.findings import Span
from models.sentences import sentences

MOST = 2  # of one cue in one place: more say no more


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_START = r"(?:^|[.!?\"”]\s+)"
# Apostrophes are written straight here, and read so (`_plain`).
CUES = {
    "says it is false": _any(
        r"myths?|hoax(?:es)?|rumou?rs?|debunk\w*|false(?:ly|hoods?)?|untrue|fake|bogus|baseless",
        r"unfounded|misinformation|disinformation|mislead\w*|misread|incorrect\w*|inaccurate\w*",
        r"wrong\w*|scam\w*|thief|thieves|nonsense|never said|in reality|misconception\w*",
        r"superstition|substitute|opposite|otherwise|contrary to",
        r"no (?:truth|basis|such|credible|evidence|proof|link|record|benefit|effect)",
        r"(?:not|isn't) (?:true|right|so)",
    ),
    "says what is so": _any(
        r"fact[- ]?check|facts?:|fact is|the truth:|truth is|correction|set the record|myth:",
        r"(?:our )?answer:?|in fact|actually|really does|what it really|settled|evidence|studies",
        r"study|research\w*|trials?|scientists|reviewed|looked (?:for|at|into)|checked|found",
    ),
    "was heard": _any(
        r"heard?|told|ask(?:s|ed|ing)?|wrote|question\w*|wonder\w*|thank(?:s|ing)? you for asking",
        r"you've|you may have|worr(?:y|ied)|fear\w*|read that|seen (?:a|the|posts?)|tagged",
        r"believed?s?|think|say(?:s|ing)?|said|described|promised?s?|claim(?:s|ed|ing)?|idea",
        r"notion|called|came up|going (?:a?round)|circulat\w+|forwarded|flyers?|leaflets?|cards?",
        r"posters?|chain letter|video|posts?|message|letter|callers?",
    ),
    "denies in a sentence": re.compile(
        _START + r"(?:no|nope|false|wrong|not so|never|none|no one|nobody|neither|it (?:is not|does"
        r" not|(?:is|does|wo|ca|has|did|was)n't)|(?:they|we|you|he|she|there|that|i) ?(?:are not|do"
        r" not|cannot|'s no|is no|does|did|(?:are|do|ca|wo|is|did)n't)?)(?=\W)[^.!?]{0,60}[.!?]",
        re.IGNORECASE,
    ),
    "denies at once": re.compile(
        _START + r"(?:no|nope|false|wrong|never|not so|it (?:is|does|wo|ca|has|did|was)n't|(?:they"
        r"|we|you) (?:are|do|ca|wo)n't|there (?:isn't|is no|is none)|no one does"
        r"|that's (?:not|wrong|false))\W",
        re.IGNORECASE,
    ),
    "negates": _any(
        r"not|\w+n't|cannot|never|no|none|nobody|nothing|neither|nor|without|no one|hardly"
    ),
    "insists": _any(
        r"(?:they|the media|nobody|lobby|no one) (?:won't|will not|don't|do not|aren't)"
        r" (?:tell|want|report)\w*",
        r"won't tell you|don't let (?:them|anyone)|wake(?: up)?|open your eyes|so[- ]called",
        r"call(?:ed|s)? (?:it|us|me|this|that) (?:an? )?(?:myth|hoax|rumou?r|conspirac\w+|fake)",
        r"(?:isn't|not) an? (?:myth|hoax|scare|rumou?r|joke)|it's true|really (?:is|do)",
        r"stand by it",
        r"period|of course|trust me|believe me|look into it|let that sink in|do your own",
        r"ask yourself|everyone knows|they laughed|they said|had it right|proven|urgent|reminder",
        r"great news|heads up|pass (?:this|it) on|share|i've seen|make no mistake|no doubt",
        r"can say what|that's the law|couldn't make it up|swear|know this|be aware|read up",
    ),
    "I": re.compile(r"(?<!\w)(?:I|[Mm]y|[Mm]e|mine|Mine|I'm|I've|I'll|I'd)(?!\w)"),
    "what I do": _any(
        r"my (?:bill|amendment|motion|resolution|staff|office|colleagues|opponent)",
        r"i'll (?:move|vote|say)|i've (?:asked|filed|put|joined|told|seen|said)|i won't|no need",
        r"i'm (?:asking|refusing|done|leaving|hosting)|don't bother|skip\w*|save your\w*|stock up",
    ),
    "we": _any(r"we|our|us|we're|we've|we'll"),
    "they": _any(r"they|them|their|they're|they'll"),
    "hashtag": re.compile(r"#\w+"),
    "!": re.compile("!"),
    "emoji": re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]"),
    "?": re.compile(r"\?"),
    "quotation marks": re.compile('[“”"]'),
    "colon": re.compile(":"),
    "semicolon": re.compile(";"),
    "sets against": _any(
        r"but|yet|however|instead|only|just|while|though|whatever|even if|rather|same"
    ),
    "advises": _any(
        r"please|ignore|delete|report|hang up|be careful|call us|ask us|check|contact",
        r"don't (?:share|fall|answer|reply|believe|click)",
    ),
    "figure": re.compile(r"\d[\d,.]*"),
}
_OWN = ("says it is false", "says what is so", "was heard", "insists", "negates")
_PLACES = ("here", "before", "after", "anywhere")
NAMES = (
    *(f"{cue}, {place}" for cue in CUES for place in _PLACES),
    *("only one negates", "only the post negates", "only the claim negates", "here is asked"),
    *("asked just before", "denied just after", "negated just after", "negated just before"),
    *("first sentence", "last sentence"),
)
_LETTERS = re.compile(r"[a-z]{3,}")
_DENIAL = re.compile(r"(?:no|nope|it|they|there|that)\b", re.IGNORECASE)


def count(text: str, place: Span, claim: str) -> NDArray[np.float64]:
    """(NAMES): the cues of a text around `place`, which comes near to the claim."""
    plain, known = _plain(text), _plain(claim)
    said = [plain[part.start : part.end] for part in sentences(plain)]
    met = [i for i, part in enumerate(sentences(plain)) if part.meets(place)]
    first, last = _sentences_of(said, met, known)
    here = " ".join(said[first : last + 1])
    around = (here, " ".join(said[:first]), " ".join(said[last + 1 :]))
    before = said[first - 1] if first else ""
    after = said[last + 1] if last + 1 < len(said) else ""
    negates = CUES["negates"]
    ours, theirs = bool(negates.search(here)), bool(negates.search(known))
    found = [*_counted(around, known)]
    found += [ours != theirs, ours and not theirs, theirs and not ours, here.endswith("?")]
    found += [before.endswith("?"), bool(_DENIAL.match(after) and negates.search(after))]
    found += [bool(negates.search(after)), bool(negates.search(before))]
    found += [first == 0, last == len(said) - 1]
    return np.array(found, dtype=np.float64)


def _sentences_of(said: list[str], met: list[int], claim: str) -> tuple[int, int]:
    """First and last sentence that come near: of a whole text, the one with most of the words."""
    if met and (len(met) < len(said) or len(said) == 1):
        return met[0], met[-1]
    own = set(_LETTERS.findall(claim.lower()))
    shares = [len(own & set(_LETTERS.findall(one.lower()))) for one in said]
    best = shares.index(max(shares)) if shares else 0
    return best, best


def _counted(around: tuple[str, str, str], claim: str) -> Iterator[float]:
    for cue, words in CUES.items():
        here, before, after = (len(words.findall(stretch)) for stretch in around)
        # A claim may itself say "hoax", or deny: "Climate change is a hoax", "It never snows".
        own = len(words.findall(claim)) if cue in _OWN else 0
        here = here - own if cue == "negates" else max(0, here - own)
        yield from (min(n, MOST) for n in (here, before, after))
        yield here + before + after > 0


def _plain(text: str) -> str:
    """With straight apostrophes; no character moves."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
