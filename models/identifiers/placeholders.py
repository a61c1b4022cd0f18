"""Numbers that stand for no one: examples on forms, test numbers, specimens."""

import re

_SAYS_SO = re.compile(
    r"\b(?:examples?|samples?|specimen|practice|dummy|fake|made[- ]up|test|demo"
    "|placeholder|mustermann|"
    r"jane doe|john doe|looks? like|format|e\.g\.)\b",
    re.IGNORECASE,
)
before_characters, after_characters = 60, 30


def is_placeholder(text: str, start: int, end: int) -> bool:
    """True where the words near by say so, or the digits are all the same or none."""
    digits = {symbol for symbol in text[start:end] if symbol.isdigit()}
    near = text[max(0, start - before_characters) : end + after_characters]
    return len(digits) < 2 or bool(_SAYS_SO.search(near))
