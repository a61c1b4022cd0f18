"""The tricks that hide a word from a matcher, and what each character of a trick stands for.

`symbol_edits` looks at characters, `letter_edits` at words. Both answer with edits by offset:
a replacement of one code point, or "" to remove it. Called by `models.normalise` alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from models.lexicon import is_word

Edits = dict[int, str]

# Letters of other alphabets that look Latin. Only used inside words that hold Latin letters too, or
# in a text that is Latin otherwise, so that a Russian or Greek word stays what it is.
LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһӏԛԝьАВЕЗКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχвгкмнт",
        "aeopcyxijsdhlqwbABE3KMHOPCTYXIJSABEZHIKMNOPTYXaiknoptuxbrkmht",
        strict=True,
    )
)
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s"}
LEET |= {"!": "i", "|": "l", "€": "e", "£": "l"}

_EXOTIC = re.compile(r"[^\t\n\r -~]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CHUNK = re.compile(r"\S+")
_LEET_WORD = re.compile(r"[A-Za-z0-9@$!|€£]{4,40}")
_ADDRESS_LIKE = re.compile(r"^[@#]|https?:|www\.|/|\w@\w+\.|\w\.\w|_|=")
# Four or more single letters, one separator between each: "p a s s w o r d", "i.d.i.o.t".
_SPACED = re.compile(
    r"(?<![\w@$])[A-Za-z0-9@$!](?:([ .*_-])[A-Za-z0-9@$!])(?:\1[A-Za-z0-9@$!]){2,30}(?![\w@$])"
)
# Signs that writers use for what they are; their compatibility forms would change the meaning.
_HONEST = frozenset("™…½¼¾℠№²³¹ªº°·¨¯\u00b4\u00b8")
_SPACES = frozenset(["Zs", "Zl", "Zp"])


def symbol_edits(text: str) -> Edits:
    """Invisible characters, styled letters ("unicode fonts"), stacked accents, look-alikes."""
    if text.isascii() and not _EXOTIC.search(text):
        return {}
    edits: Edits = {}
    for match in _EXOTIC.finditer(text):
        replacement = _symbol(text, match.start())
        if replacement is not None:
            edits[match.start()] = replacement
    edits.update(_lookalike_edits(text))
    return edits


def _symbol(text: str, offset: int) -> str | None:
    """What the character stands for: None to keep it, "" to remove it."""
    symbol = text[offset]
    plain, category = _plain(symbol)
    if category in ("Cf", "Cc", "Co", "Cn") or symbol in "\u034f\u115f\u1160\u3164\uffa0":
        # A joiner between emoji, or in scripts that need one, is spelling and not a trick.
        spelling = symbol in "\u200c\u200d" and offset > 0 and ord(text[offset - 1]) > 0x24F
        return None if spelling or category in ("Co", "Cn") else ""
    if category in ("Mn", "Me"):
        return _accent(text, offset)
    return plain


@cache
def _plain(symbol: str) -> tuple[str | None, str]:
    category = unicodedata.category(symbol)
    if category == "Cs":
        return "\ufffd", category
    if category in _SPACES and symbol not in "\u2028\u2029":
        return " ", category
    code = ord(symbol)
    if 0x1F150 <= code <= 0x1F169:  # White letters on black discs have no compatibility form.
        return chr(code - 0x1F150 + 65), category
    folded = unicodedata.normalize("NFKC", symbol)
    if symbol not in _HONEST and len(folded) == 1 and folded != symbol and folded.isascii():
        return folded, category
    return None, category


def _accent(text: str, offset: int) -> str | None:
    """Keep an accent that makes a letter with its base; remove stacked and impossible ones."""
    if offset == 0:
        return None
    base = text[offset - 1]
    if base.isascii() and base.isalnum():
        return None if len(unicodedata.normalize("NFC", base + text[offset])) == 1 else ""
    if (
        ord(base) <= 0x24F and base.isalpha()
    ):  # An accented Latin letter: Vietnamese has such pairs.
        return None if len(unicodedata.normalize("NFC", base + text[offset])) == 1 else ""
    stacked = unicodedata.combining(base) or base == "\ufe0f"
    return "" if stacked and _latin_base(text, offset) else None


def _latin_base(text: str, offset: int) -> bool:
    # Eight marks back at most: a longer tower is removed whatever it stands on.
    for before in range(offset - 1, max(offset - 9, -1), -1):
        if not unicodedata.category(text[before]).startswith("M"):
            return ord(text[before]) <= 0x24F
    return offset > 8


def _lookalike_edits(text: str) -> Iterator[tuple[int, str]]:
    letters = [symbol for symbol in text if symbol.isalpha()]
    latin = sum(ord(symbol) <= 0x24F for symbol in letters)
    mostly_latin = latin > len(letters) / 2
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        foreign = [symbol for symbol in word if ord(symbol) > 0x24F and symbol in LOOKALIKES]
        mixed = any(symbol.isascii() for symbol in word)
        known = all(ord(symbol) <= 0x24F or symbol in LOOKALIKES for symbol in word)
        if foreign and known and (mixed or (mostly_latin and len(word) > 3)):
            for place, symbol in enumerate(word):
                if symbol in LOOKALIKES:
                    yield match.start() + place, LOOKALIKES[symbol]


def letter_edits(text: str) -> Edits:
    """Digits for letters inside words ("pa55w0rd") and letters set apart ("p a s s w o r d")."""
    edits: Edits = {}
    for match in _SPACED.finditer(text):
        word = "".join(LEET.get(symbol, symbol) for symbol in match.group()[::2])
        if is_word(word):
            for place in range(len(match.group())):
                symbol = match.group()[place]
                if place % 2:
                    edits[match.start() + place] = ""
                elif symbol in LEET:
                    edits[match.start() + place] = LEET[symbol]
    for chunk in _CHUNK.finditer(text):
        # Most words are plain; only a mix of letters and something else can hide one.
        if not chunk.group().isalpha() and not _ADDRESS_LIKE.search(chunk.group()):
            edits.update(_leet_edits(chunk.group(), chunk.start()))
    return edits


def _leet_edits(chunk: str, start: int) -> Iterator[tuple[int, str]]:
    for match in _LEET_WORD.finditer(chunk):
        token = match.group().rstrip("!")
        letters = sum(symbol.isalpha() for symbol in token)
        # A letter must stand on both sides of a sign: "team5" and "4th" are what they say.
        inner = re.search(r"[A-Za-z][0-9@$!|€£]{1,2}[A-Za-z]", token)
        if not inner or letters * 5 < len(token) * 2 or re.search(r"\$\d|\d{3}", token):
            continue
        for one in ("i", "l"):
            decoded = "".join({**LEET, "1": one}.get(symbol, symbol) for symbol in token)
            if is_word(decoded):
                for place, (old, new) in enumerate(zip(token, decoded, strict=True)):
                    if old != new:
                        yield start + match.start() + place, new
                break
