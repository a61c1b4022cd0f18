"""Whatever is pasted, screening answers, in bounded time, with offsets that fit the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import Media, Post
from models.screener import Screener

THREAD = "\n---\n".join(
    f"{n}/50 The road is open again. See you at the park!" for n in range(1, 51)
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\x00",
        "SSN 418-73-0952\x00",
        "\ud800",
        "gate code 4471# \udfff",
        "\u202eSSN 418-73-0952\u202c",
        "\u200b" * 50 + "SSN 418-73-0952",
        "<script>alert('SSN 418-73-0952')</script>",
        "{{ 7 * 7 }} ${jndi:ldap://x} '; DROP TABLE drafts; --",
        bytes(range(256)).decode("latin-1"),
        THREAD,
        "🏳️‍🌈" * 200,
        "\u0301" * 500,
        "ﷺ" * 100,
    ],
)
def test_odd_text_is_screened_and_offsets_fit(screener: Screener, text: str) -> None:
    screening = screener.screen(Post(text, media=(Media("x\x00.png", text),)))
    parts = dict(Post(text, media=(Media("x\x00.png", text),)).parts())
    for found in screening.findings:
        assert found.span.end <= len(parts[found.part])
    assert not any(f.kind in ("failed", "timed-out") for f in screening.not_screened)
    if "418-73-0952" in text:
        assert {f.part for f in screening.findings if f.kind == "us-ssn"} == {"text", "media.0.alt"}


# Each is the beginning of something that a pattern looks for, so that it tries again and again.
UNITS = [
    *("1 ", "\n", "12-", "her cell ", "SSN ", "A 1 ", "a@", "Mr. Ab Cd, ", "lives at 1 A "),
    *("GB82 WEST 1234 ", "pan ab1", "password ", "gate code ", "login a/", "zoom 123 ", "a://b:"),
    *("draft - ", "SECRET ", "BEGIN PRIVATE KEY ", "eyJ.", "я ", "p a s s ", "\u200b"),
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_hundred_thousand_characters_take_bounded_time(screener: Screener, unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    begun = time.perf_counter()
    screening = screener.screen(Post(text))
    # Some take a second here; an hour-long backtrack would show.
    assert time.perf_counter() - begun < 20
    assert not any(f.kind in ("failed", "timed-out") for f in screening.not_screened)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_gets_an_answer(screener: Screener, text: str) -> None:
    screening = screener.screen(Post(text))
    assert not any(f.kind in ("failed", "timed-out") for f in screening.not_screened)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_an_identity_number_is_found_wherever_it_stands(
    screener: Screener, before: str, after: str
) -> None:
    text = f"{before}\nMs Okafor: SSN 418-73-0952\n{after}"
    spans = [text[f.span.start : f.span.end] for f in screener.screen(Post(text)).findings]
    assert "418-73-0952" in spans
