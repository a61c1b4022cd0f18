"""Passwords, codes and keys in a draft: machine secrets, and secrets as people tell them in prose.

A prose rule needs a word for what the secret opens and a value that can be a secret. Advice about
passwords, placeholders and codes meant for the public are none.
"""

import re
from collections.abc import Iterator

from models.findings import Span
from models.matching import Match, PatternDetector
from models.secrets_in_code import match_machine_secrets

EXPLANATIONS = {
    "aws-key": "This looks like a cloud access key.",
    "private-key": "This looks like a private key.",
    "jwt": "This looks like a signed access token.",
    "token": "This looks like an access token or key.",
    "password": "This looks like a password.",
    "basic-auth": "This looks like a link that carries a user name and password.",
    "pin-or-code": "This looks like a PIN, or a code for a door, gate, safe or alarm.",
    "wifi": "This looks like a password for a network that is not public.",
    "meeting-dial-in": "This looks like the code of a private meeting or call.",
}

_IS = r"(?:\s?(?:[:=]|->|\u2192)\s?|\s+(?:is|are|was|will be|stays|remains|to)\s+(?:now |still |just |always |set to |back to )?(?:[:=]\s?)?|['\u2019]s\s+(?:now |still )?)"
_OPEN = r"[\"'\u2018\u201c`(\[]?"
_VALUE = r"(?P<value>[^\s\"\u201c\u201d`<>()\[\]]{3,64})"
_DIGITS = r"(?P<value>(?:[#*] ?)?\d(?:[ -]?\d){2,7}\s?(?:[#*]|(?:then |and )?(?:the )?(?:hash|pound|star)\b)?)"
_PASSWORD = r"(?:pass ?word|pass ?phrase|passwd|paasword|contrase[nñ]a|mot de passe|passwort|kennwort|암호|비밀번호|비번)"

_RULES: tuple[tuple[str, float, str], ...] = (
    (
        "wifi",
        0.93,
        rf"\b(?:wi-?fi|wlan|ssid|hotspot|network)\b[^.!?\n]{{0,60}}?\b(?:{_PASSWORD}|pass|pw|key|psk)\b{_IS}?\s?{_OPEN}{_VALUE}",
    ),
    (
        "password",
        0.93,
        rf"(?<![a-z]){_PASSWORD}\w{{0,3}}[\"'*]{{0,2}}(?:\s+for [^.!?\n:]{{2,40}})?{_IS}{_OPEN}{_VALUE}",
    ),
    ("password", 0.9, rf"(?<![a-z]){_PASSWORD}[ ,]+{_OPEN}{_VALUE}"),
    (
        "password",
        0.9,
        rf"(?<![a-z])(?:pwd?|pswd|psk|p/w|pass)[\"']?\s?(?::?=|:|->)\s?{_OPEN}{_VALUE}",
    ),
    (
        "password",
        0.9,
        rf"(?<![a-z])(?:pwd?|pswd|psk|p/w|(?<=\d )pass|(?<=, )pass)\s{_OPEN}{_VALUE}",
    ),
    ("password", 0.88, r"(?<![\w#@])(?P<value>[A-Z][a-z]{3,14}[!$^~]\d{1,4})(?!\w)"),
    (
        "pin-or-code",
        0.86,
        r"(?<![\w#&.,$-])(?P<value>\d{4,6}(?:[#*](?!\w)|,? then (?:the )?(?:star|hash|pound)\b))",
    ),
    (
        "password",
        0.88,
        r"\bpass ?phrase\b[^.!?\n]{0,12}[\"\u201c](?P<value>[^\"\u201d\n]{6,60})[\"\u201d]",
    ),
    (
        "password",
        0.88,
        rf"\b(?:login|log-in|logon|user(?: ?name)?|sign in as|signed in as|log in as|account|credentials?|admin)\b[^.!?\n]{{0,40}}?[ :=](?:is |are )?[\w.@-]{{2,30}}(?: ?/ ?| and | with (?:the )?(?:pass\w* )?){_VALUE}",
    ),
    (
        "password",
        0.92,
        rf"\b(?:id|user)\s?/\s?(?:pw|pass(?:word)?)\b\s?(?:[:=]|->|are|is)?\s?[\w.@-]{{2,30}}\s?[/,]\s?{_VALUE}",
    ),
    ("password", 0.85, rf"\d{{1,3}}(?:\.\d{{1,3}}){{3}}\s?[/(]\s?[\w.-]{{2,30}}/{_VALUE}"),
    (
        "token",
        0.93,
        rf"\b(?:(?:api|access|secret|auth|client|private|x-api)[ _-]?(?:key|token|secret)|secret|token|bearer)[\"']?(?:\s?[:=]\s?|\s+(?:is|was)\s+|\s(?=\w{{2,6}}_)){_OPEN}(?P<value>[A-Za-z0-9_./+~-]{{8,200}})",
    ),
    ("token", 0.95, r"\b(?P<value>[a-z]{2,6}_(?:live|prod|secret)_[A-Za-z0-9]{10,64})\b"),
    (
        "token",
        0.92,
        r"[?&](?:key|token|sig|secret|access_token|api_key|code)=(?P<value>[A-Za-z0-9_%.-]{6,200})",
    ),
    (
        "meeting-dial-in",
        0.92,
        rf"\b(?:zoom|webex|teams|meet|meeting|bridge|conference|dial[- ]?in|call)\b[^.!?\n]{{0,70}}?\b(?:pass ?code|pass ?word|pass|host code|access code|host pin|pin|code)\b{_IS}?\s?{_OPEN}(?P<value>[A-Za-z0-9!@#$%&*._-]{{3,30}}\d?#?)",
    ),
    (
        "meeting-dial-in",
        0.9,
        r"\b(?:leader|host|moderator|chair(?:person)?|participant|conference)\s(?:pin|code|id)\b:?\s?(?:is )?(?P<value>\d[\d ]{2,10}\d#?)",
    ),
    (
        "meeting-dial-in",
        0.88,
        r"\b(?:\d{3} ){1,3}\d{3,4},? (?:then )?(?:pass ?code|pin) (?P<value>[A-Za-z0-9@!#]{3,20})",
    ),
    (
        "pin-or-code",
        0.93,
        rf"\b(?:gate|door|garage|alarm|keypad|key ?pad|lock ?box|key ?safe|entry|entrance|building|room|shed|padlock|safe|vault|panel|access|security|supervisor|override|bathroom|staff|back|side|locker|lock|gun safe|cart|trolley|code|pad)(?:['\u2019]?s)?\s(?:[a-z]+ ){{0,4}}?(?:codes?|combo|combination|pins?|key ?pad|pad)\b[^.!?\n\d]{{0,30}}?(?:{_IS}|\s){_DIGITS}",
    ),
    (
        "pin-or-code",
        0.91,
        rf"\b(?:key ?pad|lock ?box|key ?safe|padlock|combo|door code|gate code|alarm)\b[^.!?\n\d]{{0,40}}?(?:\b(?:is|are|takes|code|combo|to)\b|,|['\u2019]s|:|=)\s*{_DIGITS}",
    ),
    (
        "pin-or-code",
        0.9,
        r"\b(?:the )?(?:gate|alarm|side door|back door|front door|loading dock|staff door|bay door|shed)(?:\s(?:is|on)|['\u2019]s)\s(?:still |now )?(?:code )?(?P<value>\d(?:[ -]?\d){3,7}\s?[#*]?)(?!\s?(?:a\.?m|p\.?m|hrs|hours|feet|ft|%|people))\b",
    ),
    (
        "pin-or-code",
        0.93,
        rf"(?<![\w-])pin\b(?: (?:number|code))?(?:{_IS}|\s|#\s?){_OPEN}(?P<value>\d(?:[ -]?\d){{3,7}}#?)",
    ),
    (
        "pin-or-code",
        0.9,
        rf"\b(?:pass ?code|access code|door code|gate code|entry code|host code|override code|login code)\b(?:{_IS}|\s){_OPEN}(?P<value>[A-Za-z0-9#*!@$-]{{4,20}})",
    ),
    (
        "pin-or-code",
        0.88,
        r"\b(?:code|keypad|combo|punch(?: in)?|dial)\b(?: is| are|['\u2019]s| it's|,|:)?\s(?P<value>\d(?:[ -]?\d){3,7}\s?(?:[#*]|(?:then |and )?(?:the )?(?:hash|pound|star)\b))",
    ),
    (
        "pin-or-code",
        0.88,
        r"\bcombo(?:\s[a-z]+){0,3}\s(?:is|now)\s(?P<value>\d{1,2}-\d{1,2}-\d{1,2})\b",
    ),
)
_PATTERNS = tuple((kind, score, re.compile(text, re.IGNORECASE)) for kind, score, text in _RULES)
# Nothing below can match in a text without one of these.
_WORTH_A_LOOK = re.compile(
    r"pass|pw|psk|pin\b|code|combo|keypad|key ?pad|lock|safe|gate|door|alarm|shed|login|log-in|log in|sign in|user|admin|account|credential|"
    r"[!$^~]\d|\d[#*]|then|token|secret|key|bearer|_live_|_prod_|wi-?fi|wlan|hotspot|network|contrase|mot de passe|wort|\d/|암호|비밀|비번|punch|dial|combination|p/w|sig=",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:promo|discount|coupon|voucher|referral|event|offer|zip|area|postal|dress|building|city|tax|penal|health|municipal|vehicle|fire|QR|"
    r"dialing|country|bar|source|conduct|ticket|checkout|use code|course|press|everyone is welcome|public hearing|open to (?:all|the public|every\w*)|"
    r"join us|town ?hall|listen in|public comment|comment period|guest wi-?fi|free wi-?fi|public wi-?fi|example|dummy|sample|placeholder|fake|demo|phish\w*|scam\w*|"
    r"never use|don['\u2019]t use|avoid|such as|like [\"'\u201c]?(?:pass|1234)|most common|worst|used to be|changed (?:it|since)|no longer|default passwords?|expired|retired)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:zoom|webex|teams|meeting|bridge|conference|dial|call|join|watch|webinar|group code|pass ?code)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"https?://|\b(?:join (?:us|me|the|our|here|online|by|via)|to join|join:|tune in|watch|register|sign up|rsvp|webinar|live ?stream|everyone|residents|the public|"
    r"constituents|town ?hall|forum|public (?:meeting|hearing|health)|miss it|call in|dial in (?:at|number|to)|toll[- ]free|1[-. ]8(?:00|66|77|88|55|44|33)[-. ])",
    re.IGNORECASE,
)
_PRIVATE_CALL = re.compile(
    r"\b(?:closed|executive session|internal|staff|leaders?|host|leader|private|trustees|board only|commissioners only|only|privileged|confidential|don['\u2019]t share|"
    r"do not share|command|briefing|our (?:weekly|daily|standing)|standing|counsel|leadership|caucus|pre-?brief|lockup)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"^(?:x{3,}|\*{3,}|\.{3,}|_{3,}|-{3,}|\?+|<.*|\{.*|\$\{.*|your[_-]?\w*|my[_-]?password|changeme|example\w*|placeholder|string|null|none|redacted|"
    r"\[.*|getenv.*|os\..*|process\..*|test|demo|dummy|sample|123+4?5?6?|abc|password|secret|token|n/?a|tbd|unknown|\u2588+)$",
    re.IGNORECASE,
)
# Words that go on a sentence about a password, where a password would stand.
_SENTENCE_WORD = re.compile(r"^[a-z]+(?:['\u2019-][a-z]+)*$")


def match_prose_secrets(text: str) -> Iterator[Match]:
    if not _WORTH_A_LOOK.search(text):
        return
    for kind, score, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("value")
            while (
                end > start
                and text[end - 1] in ".,;:!?'\u2019\u201d\""
                and not _ends_secret(text, start, end)
            ):
                end -= 1
            value = text[start:end]
            lead = text[match.start() : start]
            if _can_be_secret(kind, value, lead) and not _is_public(text, match.start(), end, lead):
                yield Match(kind, Span(start, end), score)


def _ends_secret(text: str, start: int, end: int) -> bool:
    """A sign at the end belongs to the secret when a word still follows on the same line."""
    return (
        text[end - 1] in "!?" and text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
    )


def _can_be_secret(kind: str, value: str, lead: str) -> bool:
    if len(value) < 3 or _PLACEHOLDER.match(value) or value.startswith(("http", "www.", "@")):
        return False
    if kind == "pin-or-code" and value[0] in "#*0123456789":
        digits = re.sub(r"\D", "", value)
        return len(digits) >= 3 and not (
            len(digits) == 4 and digits[:2] in ("19", "20") and " in " in lead
        )
    if re.search(r"\d", value) or not _SENTENCE_WORD.match(value):
        return bool(re.search(r"[A-Za-z0-9]", value)) and (
            any(symbol.isdigit() for symbol in value)
            or bool(re.search(r"[a-z][A-Z]|\w[!@#$%^&*_~+=/\\]\w", value))
        )
    # A plain word is a secret only where it is given as one: after a colon or sign, or in quotes.
    return (
        bool(re.search(r"(?:[:=]\s?|[\"'\u2018\u201c`])$", lead))
        and kind in ("password", "wifi")
        and "http" not in lead
    )


def _is_public(text: str, start: int, end: int, lead: str) -> bool:
    if _PUBLIC.search(text[max(0, start - 90) : min(len(text), end + 60)]):
        return True
    # A meeting that the public is asked to join gives its code to the public.
    near = text[max(0, start - 400) : end + 300]
    is_call = bool(_CALL.search(near[: 400 + len(lead)]))
    return is_call and bool(_INVITES.search(near)) and not _PRIVATE_CALL.search(near)


def credentials() -> PatternDetector:
    matchers = (match_machine_secrets, match_prose_secrets)
    return PatternDetector("credentials/1", "confidential.credential", matchers, EXPLANATIONS)
