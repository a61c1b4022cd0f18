"""Passwords, codes and keys in a draft: machine secrets, and secrets as people tell them in prose.

A prose rule needs a word for what the secret opens and a value that can be a secret. Advice about
passwords, placeholders and codes meant for the public are none.
"""

import re
from collections.abc import Iterator

from models.credential_patterns import RULES
from models.credential_publicness import PLACEHOLDER, SENTENCE_WORD, is_public
from models.findings import Span
from models.matching import Match, PatternDetector
from models.secrets_in_code import match_machine_secrets
from models.spelled import spelled

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

_PATTERNS = tuple((kind, score, re.compile(text, re.IGNORECASE)) for kind, score, text in RULES)
# Nothing below can match in a text without one of these.
_WORTH_A_LOOK = re.compile(
    r"pass|pw|psk|p ?i ?n\b|code|combo|keypad|key ?pad|lock|safe|gate|door|alarm|shed|login"
    "|log-in|log in|sign in|user|admin|account|credential|"
    r"[!$^~]\d|\d[#*]|then|token|secret|key|bearer|_live_|_prod_|wi-?fi|wlan|hotspot"
    r"|network|contrase|mot de passe|wort|\d/|암호|비밀|비번|punch|dial|combination|p/w|sig=",
    re.IGNORECASE,
)


def match_prose_secrets(text: str) -> Iterator[Match]:
    if not _WORTH_A_LOOK.search(text):
        return
    for kind, score, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("value")
            end = _end_of_secret(text, start, end)
            value = text[start:end]
            lead = text[match.start() : start]
            if _can_be_secret(kind, value, lead) and not is_public(text, match.start(), end, lead):
                yield Match(kind, Span(start, end), score)


def _end_of_secret(text: str, start: int, end: int) -> int:
    """Where the secret ends and the sentence's own signs begin."""
    end = start + len(text[start:end].rstrip(" .,;:'\u2019\u201d\""))
    # "!" may be of either: it ends the sentence where nothing or a capital follows.
    follows = text[end : end + 2].strip()
    if text[end - 1 : end] in ("!", "?") and (not follows or follows[0].isupper()):
        end = start + len(text[start:end].rstrip("!?"))
    return end


def _can_be_secret(kind: str, value: str, lead: str) -> bool:
    if len(value) < 3 or PLACEHOLDER.match(value) or value.startswith(("http", "www.", "@")):
        return False
    if kind == "pin-or-code" and value[0] in "#*0123456789":
        digits = re.sub(r"\D", "", value)
        return len(digits) >= 3 and not (
            len(digits) == 4 and digits[:2] in ("19", "20") and " in " in lead
        )
    if re.search(r"\d", value) or not SENTENCE_WORD.match(value):
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


def credentials() -> PatternDetector:
    matchers = (match_machine_secrets, match_prose_secrets, spelled(match_prose_secrets))
    return PatternDetector("credentials/1", "confidential.credential", matchers, EXPLANATIONS)
