"""Where sentences lie in a text, by their full stops and line breaks."""

import re

from models.findings import Span

SENTENCE_END = re.compile(r"[.!?…]+[\"'\u201d\u2019)\]]*\s+|\n+")


def sentences(text: str) -> list[Span]:
    """In order; without the white space around them, and without empty ones."""
    found, start = [], 0
    for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
        words = text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            found.append(Span(first, start + len(words.rstrip())))
        start = end
    return found
