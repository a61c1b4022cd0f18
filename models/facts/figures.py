"""The figures of a text as numbers, with what is counted and how exactly they are meant.

"about 1,200", "1.2K", "twelve hundred" and "a third" are read; years, dates and times apart from
amounts. Two figures agree where each, rounded as coarsely as the other is written, is the other.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.facts.numerals import (
    ABOUT,
    DATES,
    DAY_BEFORE,
    DIGITS,
    LESS,
    MONTHS,
    MORE,
    NOT_COUNTED,
    SCALES,
    SHARE,
    SHARES,
    SHORT,
    SPELLED,
    YEARS,
)
from models.findings import Span
from models.number_words import SMALL, TENS


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


def figures(text: str) -> list[Figure]:
    """In the order of the text."""
    taken = bytearray(len(text))
    found: list[Figure] = []
    for read in (_read_dates, _read_years, _read_digits, _read_shares, _read_spelled):
        for figure in read(text):
            start, end = figure.span.start, figure.span.end
            if not any(taken[start:end]):
                found.append(figure)
                taken[start:end] = b"\1" * (end - start)
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
    for match in YEARS.finditer(text):
        yield Figure(float(match.group()[:4]), Unit.YEAR, 1, Bound.IS, _span(match))


def _read_dates(text: str) -> Iterator[Figure]:
    for match in DATES.finditer(text):
        day = int(match["day"] or match["day_after"])
        month = MONTHS.index((match["month"] or match["month_before"])[:3].lower()) + 1
        yield Figure(100.0 * month + day, Unit.DATE, 0.5, Bound.IS, _span(match))


def _read_digits(text: str) -> Iterator[Figure]:
    for match in DIGITS.finditer(text):
        number = match.start("number")
        before, after = text[max(0, number - 40) : number], text[match.end() : match.end() + 20]
        plain = not (match["money"] or match["after"] or match["scale"])
        if plain and (NOT_COUNTED.match(after) or DAY_BEFORE.search(before)):
            continue
        written = re.sub(r"[,\s]", "", match["number"])
        scale = _scale(match["scale"])
        value = float(written) * scale
        unit, value, factor = _unit(match["money"], match["after"], value)
        step = _step(written) * scale * factor
        begin = match.start("money") if match["money"] else number
        yield _figure(text, begin, Span(number, match.end()), value, unit, step)


def _read_shares(text: str) -> Iterator[Figure]:
    for match in SHARE.finditer(text):
        if match["half"]:
            value = 50.0
        elif match["part"]:
            value = min(100.0, _small(match["top"]) * SHARES[match["part"].lower()])
        else:
            value = min(100.0, 100 * _small(match["some"]) / max(1.0, _small(match["all"])))
        yield _figure(text, match.start(), _span(match), value, Unit.PERCENT, 7.0)


def _read_spelled(text: str) -> Iterator[Figure]:
    for match in SPELLED.finditer(text):
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
    if ABOUT.search(before):
        return Figure(value, unit, max(step, 0.1 * value), Bound.IS, span)
    if MORE.search(before):
        return Figure(value, unit, step, Bound.MORE, span)
    bound = Bound.LESS if LESS.search(before) else Bound.IS
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
    return SCALES.get(word.lower(), 0.0) or SHORT[word.lower()]


def _step(written: str) -> float:
    """Of the last digit that is written and no trailing zero of a whole number."""
    whole, _, decimals = written.partition(".")
    if decimals:
        return float(10.0 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10.0 ** min(zeros, max(0, len(whole) - 1)))


def _small(word: str) -> float:
    word = word.lower()
    return float(word) if word.isdigit() else float({**SMALL, "a": 1}.get(word, 1))


def _spelled(words: list[str]) -> float | None:
    total, current = 0.0, 0.0
    for word in words:
        if word in ("and",):
            continue
        if word == "a":
            current = 1
        elif word in SMALL:
            current += SMALL[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "dozen":
            current = max(1.0, current) * 12
        elif word == "hundred":
            current = max(1.0, current) * 100
        elif word in SCALES:
            total += max(1.0, current) * SCALES[word]
            current = 0
        else:
            return None
    return total + current


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())
