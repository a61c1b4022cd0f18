"""Numbers written so that a pattern passes them by: spelled out, set apart, with O for 0.

"four one eight, seven three, oh nine five two" and "4 1 8 - 7 3 - O 9 5 2" are read as they are
meant. Matchers of numbers read a text once more this way (`spelled`); nothing else does, since in
ordinary words "one" and "oh" are no figures.
"""

import re
from collections import Counter
from collections.abc import Iterator

from models.findings import Span
from models.matching import Match, Matcher
from models.normalise import Normalised, edited

Edits = dict[int, str]

_FIGURES = {"zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0"}
_FIGURES |= {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_FIGURES |= {"six": "6", "seven": "7", "eight": "8", "nine": "9"}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_WORD = rf"(?:{'|'.join(_FIGURES)})"
_TOKEN = rf"(?:(?:{'|'.join(_TIMES)})\s{_WORD}\b|{_WORD}\b|\d{{1,6}})"
_BETWEEN = (
    r"(?:[ \t]{0,2}[.,\u00b7\u2022*_|/\u2010-\u2013-][ \t]{0,2}"
    r"|,?[ \t]{1,3}(?:(?:dash|hyphen|dot)[ \t])?)"
)
_RUN = re.compile(rf"(?<![\w$.,]){_TOKEN}(?:{_BETWEEN}{_TOKEN}){{3,30}}(?![\w%])", re.IGNORECASE)
_PIECE = re.compile(rf"(?P<token>{_TOKEN})|(?P<between>{_BETWEEN})", re.IGNORECASE)
# Letters that look like figures, in what is a number otherwise: "555-O142", "4I8-73-0952".
_LIKE = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"}
_MIXED = re.compile(r"(?<!\w)[\dOoIl|](?:[ .-]?[\dOoIl|]){6,18}(?!\w)")
_WORTH_A_LOOK = re.compile(
    rf"\b{_WORD}\W+(?:(?:dash|double|triple)\s)?(?:{_WORD}|\d)|\d\W{{1,5}}\d\W{{1,5}}\d\b|\d[OoIl|]"
    r"|[OIl|]\d|[OoIl|][ .-]\d",
    re.IGNORECASE,
)
fewest_words, fewest_apart = 3, 6


def spelled(*matchers: Matcher) -> Matcher:
    """The matchers, on the text with such numbers written out; spans are of the text as given."""

    def match(text: str) -> Iterator[Match]:
        undone = write_out(text)
        if undone.text == text:
            return
        for matcher in matchers:
            for found in matcher(undone.text):
                span = _whole_words(text, undone.to_original(found.span))
                if text[span.start : span.end] != undone.text[found.span.start : found.span.end]:
                    yield Match(found.kind, span, found.score)

    return match


def write_out(text: str) -> Normalised:
    """Total for any string; linear in its length."""
    if not _WORTH_A_LOOK.search(text):
        return Normalised(text)
    edits: Edits = {}
    for run in _RUN.finditer(text):
        edits.update(_run_edits(run.group(), run.start()))
    for chunk in _MIXED.finditer(text):
        figures = sum(sign.isdigit() for sign in chunk.group())
        letters = sum(sign in _LIKE for sign in chunk.group())
        if letters and figures >= 5 and figures >= 2 * letters:
            for place, sign in enumerate(chunk.group(), chunk.start()):
                if sign in _LIKE:
                    edits[place] = _LIKE[sign]
    return edited(text, edits)


def _run_edits(run: str, start: int) -> Edits:
    pieces = list(_PIECE.finditer(run))
    tokens = [piece["token"] for piece in pieces if piece["token"]]
    words = sum(not token.isdigit() for token in tokens)
    apart = sum(len(token) == 1 for token in tokens)
    # Numbers in the usual groups ("418 73 0952") are read as they stand.
    if words < fewest_words and apart < fewest_apart:
        return {}
    usual = Counter(_sign(p["between"]) for p in pieces if p["between"]).most_common(1)[0][0]
    edits: Edits = {}
    for number, piece in enumerate(pieces):
        place = start + piece.start()
        if piece["token"]:
            edits |= _figure_edits(piece["token"], place)
            continue
        beside = pieces[number - 1].group(), pieces[number + 1].group()
        if any(len(token) > 1 and token.isdigit() for token in beside):
            continue  # A group of figures stays a group.
        edits |= {place + i: "" for i in range(len(piece.group()))}
        if _sign(piece["between"]) != usual:
            edits[place] = "-"
    return edits


def _sign(between: str) -> str:
    """What parts two figures, without the blanks around it; any word that does is a dash."""
    sign = between.strip()
    return "-" if sign.isalpha() else sign


def _figure_edits(token: str, place: int) -> Edits:
    if token.isdigit():
        return {}
    edits = {place + i: "" for i in range(len(token))}
    words = token.lower().split()
    figure = _FIGURES[words[-1]]
    for i in range(_TIMES.get(words[0], 1) - 1):
        edits[place + i] = figure
    edits[place + len(token) - len(words[-1])] = figure
    return edits


def _whole_words(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
