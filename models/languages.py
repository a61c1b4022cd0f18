"""Says *not screened* where a post, or a paragraph of it, is in a language that is not covered.

The encoder covers English. Names, hashtags, links, handles and quoted words are set aside first: a
foreign word does not make a foreign post.
"""

import re
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from models.findings import NOT_SCREENED, Finding, Post, Span
from models.normalise import normalise

fewest_words = 6  # Below this, Latin letters alone say too little.
fewest_small_words = 4
fewest_foreign_letters = 6  # Of another alphabet.

_SET_ASIDE = re.compile(
    r"https?://\S+|www\.\S+|[@#]\w+|\S+@\S+|[\"\u201c\u00ab][^\"\u201d\u00bb\n]{0,120}[\""
    r"\u201d\u00bb]|&\w+;"
)
_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_PARAGRAPH = re.compile(r"[^\n]+")
# The commonest English words that are not also common words of a Latin-lettered neighbour.
_COMMON = """
    the of and to for is are was were be been with that this these those you your our we they
    their it its from at by on as have has had will would can not all more about out up if what
    when who how why which there here please thank thanks new today tomorrow his her he she i my
    us or but get do does don't just now see after before than them been being into over any
    only also could should may must am im i'm it's we're you're
"""
_ENGLISH = frozenset(_COMMON.split())
_ENGLISHES = ("en", "pcm", "sco", "jam")  # English, and what the identifier takes it for.
_EXPLANATION = (
    "This is not in English, the only language that is screened so far: a person should read it."
)


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


class Languages:
    """A detector of what the other detectors cannot read."""

    name = "languages/1"

    def __init__(self) -> None:
        # Not on first use: that comes after the web server's workers have parted, and each of them
        # would hold 77 MB of its own.
        _identifier()

    def find(self, post: Post) -> list[Finding]:
        found = []
        for part, text in post.parts():
            # A link or a file's name has no language.
            if not part.startswith(("link.", "source.")) and not part.endswith(".name"):
                found += [self._finding(part, span) for span in _foreign(text)]
        return found

    def _finding(self, part: str, span: Span) -> Finding:
        return Finding(NOT_SCREENED, span, 1.0, self.name, _EXPLANATION, "language", part)


def _foreign(text: str) -> list[Span]:
    if text.isascii() and len(text) < 16:
        return []
    if _is_foreign(text):
        return [Span(0, len(text))]
    paragraphs = list(_PARAGRAPH.finditer(text))
    if len(paragraphs) < 2:
        return []
    return [
        Span(*paragraph.span())
        for paragraph in paragraphs
        if len(paragraph.group()) > 30 and _is_foreign(paragraph.group())
    ][:20]


def _is_foreign(text: str) -> bool:
    plain = _SET_ASIDE.sub(" ", normalise(text[:5000]).text)
    if _foreign_script(plain):
        return True
    written = [word for word in _WORDS.findall(plain) if word[0] < "\u0250"]
    # A run of names is no language: some words must begin small, unless all is in capitals.
    small = sum(word[0].islower() for word in written)
    if len(written) < fewest_words or (small < fewest_small_words and not plain.isupper()):
        return False
    words = [word.lower() for word in written]
    english = sum(word.replace("\u2019", "'") in _ENGLISH for word in words)
    if english > 1 and english >= (0.2 if english == 2 else 0.12) * len(words):
        return False
    # Names in capitals mislead the identifier; it is asked for the words in lower case. An English
    # word may be a word of the other language too ("is" is Dutch), but then it has to be surer.
    ranked = _identifier().rank(" ".join(words))
    chance = sum(share for language, share in ranked if language in _ENGLISHES)
    return bool(chance < (0.01, 0.003, 0.0001)[min(english, 2)])


def _foreign_script(text: str) -> bool:
    letters = [symbol for symbol in text if symbol.isalpha()]
    foreign = [symbol for symbol in letters if symbol > "\u024f"]
    return len(foreign) >= fewest_foreign_letters and len(foreign) * 10 >= len(letters) * 4
