"""The words that facts turn on: which they share with a post, and whether they say yes or no."""

import re

_WORD = re.compile(r"[^\W\d_][\w']*")
_STOP = frozenset(
    _WORD.findall(
        """the a an and or of in on at to for with from by as is are was were be been has have had
        do does did not no it its this that these those there here our we us you your they their he
        she his her will would can could may should who what which when where how all any each every
        more most than then so just only also into out up down over under about per"""
    )
)
_ENDINGS = ("'s", "ies", "ing", "ed", "es", "s")
# Periods tell facts apart: the figure of a weekday is not that of a Sunday.
_PERIODS = frozenset(
    _WORD.findall(
        """january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday weekday weekend spring summer
        autumn winter quarter month week day year hour night morning"""
    )
)
# What is meant to come is no statement of what is.
_INTENT = re.compile(
    r"\b(?:goals?|targets?|aims?|plan(?:s|ned|ning)?|hopes?|wants?|by 20\d\d|will|going to"
    r"|propos\w*|next year|expect\w*|would|could|if|pledge[sd]?|forecast\w*|project(?:ed|ion)s?"
    r"|estimate[sd]?)\b",
    re.IGNORECASE,
)
_NEGATOR = re.compile(
    r"\b(?:not|no|never|without|nobody|none|neither|nor|cannot|nothing)\b|n't\b", re.IGNORECASE
)


def _axis(yes: str, no: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return tuple(re.compile(rf"\b(?:{w})\b", re.IGNORECASE) for w in (yes, no))  # type: ignore[return-value]


# Pairs that answer one question with yes and no.
_AXES = (
    _axis(r"opens?|opened|reopen\w*|all[- ]clear", r"clos\w+|shuts?|shut down"),
    _axis(
        r"allow\w*|permit(?:ted|s)?|welcome|legal|lawful|may|can|fine to|free to",
        r"ban(?:ned|s)?|prohibit\w*|forbid\w*|forbidden|illegal|against the law|off[- ]limits"
        r"|leave .{1,20} at home",
    ),
    _axis(
        r"charg\w+|fees?|pays?|paid|costs?|priced?|[$€£]\d+",
        r"free|free of charge|for nothing|at no cost|costs? (?:you )?nothing|waived",
    ),
    _axis(
        r"must|requir\w+|needs?|have to|has to|'ll have to|mandatory|compulsory|obliged|in advance"
        r"|reserve",
        r"optional|voluntary|walk[- ]ins?|no (?:need|appointment|booking)\w*|just turn up"
        r"|needn't|(?:do|does)(?: not|n't) (?:need|have to|require)",
    ),
    _axis(r"safe\w*|drinkable|clean|fine to", r"unsafe|dangerous|contaminat\w+|polluted|stay out"),
    _axis(r"accept\w*|take[sn]?|honou?rs?", r"refus\w+|reject\w*|turn(?:s|ed)? away"),
    _axis(r"available|offers?|provid\w+|in stock|in service", r"unavailable|out of|suspend\w+"),
    _axis(r"elected", r"appointed"),
    _axis(r"public", r"private"),
)
_REACH = 24  # characters before a word within which a negator turns it


def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return frozenset(_stem(w) for w in _WORD.findall(plain.lower()) if w not in _STOP)


def periods(text: str) -> frozenset[str]:
    return frozenset(w for w in (_stem(x) for x in _WORD.findall(text.lower())) if w in _PERIODS)


def is_intent(text: str) -> bool:
    return _INTENT.search(text) is not None


def opposed(one: str, other: str) -> bool | None:
    """Whether two statements answer one question differently; None where neither can be told."""
    votes = [
        a == b
        for axis in _AXES
        if (a := _side(one, axis)) is not None and (b := _side(other, axis)) is not None
    ]
    if not votes:
        return None
    return votes.count(False) > votes.count(True)


def _side(text: str, axis: tuple[re.Pattern[str], re.Pattern[str]]) -> bool | None:
    yes, no = axis
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    refused = list(no.finditer(plain))
    said = [True for m in yes.finditer(plain) if not _turned(plain, m) and not _within(m, refused)]
    said += [False for m in yes.finditer(plain) if _turned(plain, m) and not _within(m, refused)]
    said += [
        _turned(plain, m) and not m.group().lower().startswith(("no ", "do", "does"))
        for m in refused
    ]
    if not said or len(set(said)) > 1:
        return None
    return said[0]


def _turned(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + 5]
    clause = re.split(r"[.!?;:,]", before)[-1]
    return bool(_NEGATOR.search(clause)) or bool(re.match(r"n't\b|\snot\b", after))


def _within(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(o.start() <= match.start() and match.end() <= o.end() for o in others)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word
