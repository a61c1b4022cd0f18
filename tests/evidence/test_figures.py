"""Figures are read as people write them, and compared as exactly as they are written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.facts.figures import Bound, Unit, agree, figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3,417 calls", 3417, Unit.COUNT),
        ("1.27 million items", 1_270_000, Unit.COUNT),
        ("11.2K followers", 11_200, Unit.COUNT),
        ("Twelve hundred, give or take", 1200, Unit.COUNT),
        ("three dozen trees", 36, Unit.COUNT),
        ("Twelve thousand four hundred trees", 12_400, Unit.COUNT),
        ("64 percent of them", 64, Unit.PERCENT),
        ("58.9% took part", 58.9, Unit.PERCENT),
        ("a quarter of homes", 25, Unit.PERCENT),
        ("two in three voters", 200 / 3, Unit.PERCENT),
        ("$4.8 million a year", 4_800_000, Unit.MONEY),
        ("65 cents a ride", 0.65, Unit.MONEY),
        ("fifteen dollars each", 15, Unit.MONEY),
        ("it opens in 2029", 2029, Unit.YEAR),
        ("the 2024-25 season", 2024, Unit.YEAR),
        ("due by 30 April", 430, Unit.DATE),
        ("due by April 30th", 430, Unit.DATE),
    ],
)
def test_a_figure_is_read(text: str, value: float, unit: Unit) -> None:
    (found,) = figures(text)
    assert (found.value, found.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    ["at 7 p.m.", "at 10:30", "people over 65", "the 3rd of them", "no figures here", "one of us"],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert [f for f in figures(text) if f.unit is not Unit.DATE] == []


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        ("1,184 calls", "about 1,200 calls", True),
        ("1,184 calls", "1,200 calls", True),  # written by hundreds
        ("1,184 calls", "1,250 calls", False),
        ("1.27 million", "1.3 million", True),
        ("1.27 million", "1.09 million", False),
        ("214 playgrounds", "more than 200 playgrounds", True),
        ("214 playgrounds", "more than 300 playgrounds", False),
        ("98 gallons", "just under 100 gallons", True),
        ("63.4 percent", "nearly two in three", True),
        ("63.4 percent", "not even half", False),
        ("12 percent", "$12", False),
        ("2029", "2027", False),
    ],
)
def test_two_figures_agree_as_exactly_as_they_are_written(
    one: str, other: str, holds: bool
) -> None:
    (first,), (second,) = figures(one), figures(other)
    assert agree(first, second) is holds
    assert agree(second, first) is holds


@given(st.integers(1, 10**9))
def test_any_whole_number_is_read_and_agrees_with_itself(number: int) -> None:
    (found,) = figures(f"We have {number:,} trees.")
    assert found.value == number
    assert agree(found, found)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for found in figures(text):
        assert text[found.span.start : found.span.end]
        assert found.bound in Bound


@pytest.mark.parametrize("piece", ["a ", "one ", "1,", "12 ", "nine in ", "$", "30 April "])
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    begun = time.perf_counter()
    figures(piece * (100_000 // len(piece)))
    assert time.perf_counter() - begun < 10
