"""The figures of a text as numbers, with what is counted and how exactly they are meant.

"about 1,200", "1.2K", "twelve hundred" and "a third" are read; years, dates and times apart from
amounts. Two figures agree where each, rounded as coarsely as the other is written, is the other.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.findings import Span


class Unit(StrEnum):
    """What kind of number it is; only the same kinds are compared."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"  # day of a month: 430 is 30 April


class Bound(StrEnum):
    """How the number is meant."""

    IS = "is"
    MORE = "more"  # more than, over, at least
    LESS = "less"  # under, at most, nearly


@dataclass(frozen=True, slots=True)
class Figure:
    value: float
    unit: Unit
    step: float  # how coarsely it is written: 1,200 by hundreds, 1.27 million by tens of thousands
    bound: Bound
    span: Span


_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_SHARES = {
    "half": 50.0,
    "third": 100 / 3,
    "quarter": 25.0,
    "fifth": 20.0,
    "sixth": 100 / 6,
    "eighth": 12.5,
    "tenth": 10.0,
}
_WORDS = "|".join([*_SMALL, *_TENS])
_SCALE_WORDS = "|".join(_SCALES)
_MONEY = r"(?:US|A|C|NZ|HK)?\$|[€£¥₹]|\b(?:USD|EUR|GBP|CAD|AUD|INR|Rs\.?|KSh|R)\s?(?=\d)"
_DIGITS = re.compile(
    rf"(?P<money>{_MONEY})?\s?(?<![\w.,:/-])(?P<number>\d{{1,3}}(?:[, \u202f\u00a0]\d{{3}})+(?:\.\d+)?"
    rf"|\d{{1,12}}(?:\.\d{{1,6}})?)(?:\s?(?P<scale>{_SCALE_WORDS}|(?:k|m|mn|bn|b|tn)\b))?"
    r"(?P<after>\s?(?:%|percent\b|per cent\b|pct\b)|[-\s](?:euros?|dollars?|pounds?|cents?|pence"
    r"|rupees?|rand|shillings?|kroner|dinars?|francs?|pesos?|naira|cedis?)\b)?",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?:(?:a|{_WORDS})[-\s])*?(?:{_WORDS}|(?:a|{_WORDS})\s(?:{_SCALE_WORDS}|dozen))"
    rf"(?:[-\s](?:and\s)?(?:{_WORDS}|{_SCALE_WORDS}|dozen))*"
    r"(?P<after>\s(?:percent|per cent|euros?|dollars?|pounds?|cents?|pence|rupees?)\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:(?P<top>a|one|two|three|four|nine)[-\s](?P<part>third|quarter|fifth|sixth|eighth|tenth)s?"
    r"|(?P<half>half)"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s(?:in|out of)(?:\severy)?"
    r"\s(?P<all>two|three|four|five|six|seven|eight|nine|ten|\d{1,3}))\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:more than|over|above|at least|upwards? of|north of|exceed(?:s|ed|ing)?|a minimum of)\s+(?:the |a |our )?$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:less than|fewer than|under|below|at most|up to|no more than"
    r"|a maximum of|only(?: just)?|(?:not|n['’]t) even)\s+(?:the |a |our )?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|roughly|some|approximately|approx\.|circa|c\.|almost|nearly|close to|just over"
    r"|just under|just shy of|a little (?:over|under)|more or less)\s+(?:the |a |our )?$|~\s?$",
    re.IGNORECASE,
)
# Numbers that count nothing: of telephones, rooms, addresses, versions, times and days of a month.
_NOT_COUNTED = re.compile(
    r"^(?:\s?(?:a\.?m|p\.?m)\b|:\d|(?:st|nd|rd|th)\b|/\d|-\d|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug"
    r"|Sep|Oct|Nov|Dec)[a-z]*\b)",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(  # a day, a time, or the age that people are
    r"(?:people|adults|children|kids|anyone|those|residents|seniors|drivers|students)\s(?:who are\s)?"
    r"(?:over|under|aged|above|below)\s(?:the age of\s)?$|\baged?\s(?:of\s)?$|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s$|(?:\bat|until|till)\s$"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
_DATES = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})"
    rf"|(?P<month_before>{_MONTH})\.?\s(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?)(?![\w,.]?\d)\b"
)
_YEARS = re.compile(
    r"(?<![\w.,$€£-])(?:19|20)\d{2}(?:[-–/](?:\d{2}|(?:19|20)\d{2}))?(?![\w%]|[.,]\d)"
)


def figures(text: str) -> list[Figure]:
    """In the order of the text."""
    taken: list[Span] = []
    found: list[Figure] = []
    for read in (_read_dates, _read_years, _read_digits, _read_shares, _read_spelled):
        for figure in read(text):
            if not any(figure.span.meets(span) for span in taken):
                found.append(figure)
                taken.append(figure.span)
    return sorted(found, key=lambda f: f.span)


def agree(one: Figure, other: Figure) -> bool:
    """True where both may speak of the same number, each as exactly as it is written."""
    if one.unit is not other.unit:
        return False
    for bounded, exact in ((one, other), (other, one)):
        if bounded.bound is Bound.MORE:
            return bounded.value <= exact.value <= 2 * bounded.value
        if bounded.bound is Bound.LESS:
            return 0.5 * bounded.value <= exact.value <= bounded.value
    step = max(one.step, other.step)
    return abs(one.value - other.value) <= step / 2 + 1e-9 * max(one.value, other.value)


def _read_years(text: str) -> Iterator[Figure]:
    for match in _YEARS.finditer(text):
        yield Figure(float(match.group()[:4]), Unit.YEAR, 1, Bound.IS, _span(match))


def _read_dates(text: str) -> Iterator[Figure]:
    for match in _DATES.finditer(text):
        day = int(match["day"] or match["day_after"])
        month = _MONTHS.index((match["month"] or match["month_before"])[:3].lower()) + 1
        yield Figure(100.0 * month + day, Unit.DATE, 0.5, Bound.IS, _span(match))


def _read_digits(text: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        before, after = text[: match.start("number")], text[match.end() :]
        plain = not (match["money"] or match["after"] or match["scale"])
        if plain and (_NOT_COUNTED.match(after) or _DAY_BEFORE.search(before[-40:])):
            continue
        written = re.sub(r"[,\s]", "", match["number"])
        scale = _scale(match["scale"])
        value = float(written) * scale
        unit, value, factor = _unit(match["money"], match["after"], value)
        step = _step(written) * scale * factor
        yield _figure(
            text, match.start(), Span(match.start("number"), match.end()), value, unit, step
        )


def _read_shares(text: str) -> Iterator[Figure]:
    for match in _SHARE.finditer(text):
        if match["half"]:
            value = 50.0
        elif match["part"]:
            value = min(100.0, _small(match["top"]) * _SHARES[match["part"].lower()])
        else:
            value = min(100.0, 100 * _small(match["some"]) / max(1.0, _small(match["all"])))
        yield _figure(text, match.start(), _span(match), value, Unit.PERCENT, 7.0)


def _read_spelled(text: str) -> Iterator[Figure]:
    for match in _SPELLED.finditer(text):
        words = match.group().lower().replace("-", " ").split()
        if match["after"]:
            words = words[: -len(match["after"].split())]
        value = _spelled(words)
        if value is None or (value < 2 and not match["after"]):  # "one" is seldom a count
            continue
        unit, value, factor = _unit(None, match["after"], value)
        step = max(1.0, 10 ** math.floor(math.log10(max(value, 1))) / 10) if value >= 100 else 1.0
        yield _figure(text, match.start(), _span(match), value, unit, step * factor)


def _figure(text: str, start: int, span: Span, value: float, unit: Unit, step: float) -> Figure:
    before = text[max(0, start - 40) : start]
    if _ABOUT.search(before):
        return Figure(value, unit, max(step, 0.1 * value), Bound.IS, span)
    if _MORE.search(before):
        return Figure(value, unit, step, Bound.MORE, span)
    bound = Bound.LESS if _LESS.search(before) else Bound.IS
    return Figure(value, unit, step, bound, span)


def _unit(money: str | None, after: str | None, value: float) -> tuple[Unit, float, float]:
    word = (after or "").strip(" -").lower()
    if money:
        return Unit.MONEY, value, 1.0
    if word.startswith(("cent", "pence")):
        return Unit.MONEY, value / 100, 0.01
    if word in ("%", "pct") or word.startswith("per"):
        return Unit.PERCENT, value, 1.0
    return (Unit.MONEY if word else Unit.COUNT), value, 1.0


def _scale(word: str | None) -> float:
    if not word:
        return 1.0
    return _SCALES.get(word.lower(), 0.0) or _SHORT[word.lower()]


def _step(written: str) -> float:
    """Of the last digit that is written and no trailing zero of a whole number."""
    whole, _, decimals = written.partition(".")
    if decimals:
        return float(10.0 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10.0 ** min(zeros, max(0, len(whole) - 1)))


def _small(word: str) -> float:
    word = word.lower()
    return float(word) if word.isdigit() else float({**_SMALL, "a": 1}.get(word, 1))


def _spelled(words: list[str]) -> float | None:
    total, current = 0.0, 0.0
    for word in words:
        if word in ("and",):
            continue
        if word == "a":
            current = 1
        elif word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "dozen":
            current = max(1.0, current) * 12
        elif word == "hundred":
            current = max(1.0, current) * 100
        elif word in _SCALES:
            total += max(1.0, current) * _SCALES[word]
            current = 0
        else:
            return None
    return total + current


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())
