"""When a code in a draft is no secret: advice, placeholders, and codes that the public is given."""

import re

_PUBLIC = re.compile(
    r"\b(?:promo|discount|coupon|voucher|referral|event|offer|zip|area|postal|dress"
    "|building|city|tax|penal|health|municipal|vehicle|fire|QR|"
    "dialing|country|bar|source|conduct|ticket|checkout|use code|course|press|everyone "
    r"is welcome|public hearing|open to (?:all|the public|every\w*)|"
    "join us|town ?hall|listen in|public comment|comment period|guest wi-?fi|free wi-?fi"
    r"|public wi-?fi|example|dummy|sample|placeholder|fake|demo|phish\w*|scam\w*|"
    r"never use|don['\u2019]t use|avoid|such as|like [\"'\u201c]?(?:pass|1234)|most common"
    "|worst|used to be|changed (?:it|since)|no longer|default passwords?|expired"
    r"|retired)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:zoom|webex|teams|meeting|bridge|conference|dial|call|join|watch|webinar|group "
    r"code|pass ?code)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"https?://|\b(?:join (?:us|me|the|our|here|online|by|via)|to join|join:|tune in|watch"
    "|register|sign up|rsvp|webinar|live ?stream|everyone|residents|the public|"
    "constituents|town ?hall|forum|public (?:meeting|hearing|health)|miss it|call in"
    "|dial in (?:at|number|to)|toll[- ]free|1[-. ]8(?:00|66|77|88|55|44|33)[-. ])",
    re.IGNORECASE,
)
_PRIVATE_CALL = re.compile(
    r"\b(?:closed|executive session|internal|staff|leaders?|host|leader|private|trustees"
    r"|board only|commissioners only|only|privileged|confidential|don['\u2019]t share|"
    "do not share|command|briefing|our (?:weekly|daily|standing)|standing|counsel"
    r"|leadership|caucus|pre-?brief|lockup)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"^(?:x{3,}|\*{3,}|\.{3,}|_{3,}|-{3,}|\?+|<.*|\{.*|\$\{.*|your[_-]?\w*|my[_-]?password"
    r"|changeme|example\w*|placeholder|string|null|none|redacted|"
    r"\[.*|getenv.*|os\..*|process\..*|test|demo|dummy|sample|123+4?5?6?|abc|password"
    r"|secret|token|n/?a|tbd|unknown|\u2588+)$",
    re.IGNORECASE,
)
# Words that go on a sentence about a password, where a password would stand.
SENTENCE_WORD = re.compile(r"^[a-z]+(?:['\u2019-][a-z]+)*$")


def is_public(text: str, start: int, end: int, lead: str) -> bool:
    if _PUBLIC.search(text[max(0, start - 90) : min(len(text), end + 60)]):
        return True
    # A meeting that the public is asked to join gives its code to the public.
    near = text[max(0, start - 400) : end + 300]
    is_call = bool(_CALL.search(near[: 400 + len(lead)]))
    return is_call and bool(_INVITES.search(near)) and not _PRIVATE_CALL.search(near)
