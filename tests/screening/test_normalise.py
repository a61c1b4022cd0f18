"""Disguises are undone, ordinary writing is left alone, and every offset leads back."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import Span
from models.normalise import normalise

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="pasword PASSWORD\u200b\u0430\u043e\u0301\u0336\ud800\x00\u202e0145$@ .-\U0001d4ea",
    max_size=60,
)


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("pass\u200bword", "password"),  # zero-width space
        ("p\u0430ssw\u043erd", "password"),  # Cyrillic a and o
        ("ｐａｓｓｗｏｒｄ", "password"),  # fullwidth
        ("𝓹𝓪𝓼𝓼𝔀𝓸𝓻𝓭", "password"),  # mathematical script
        ("ⓟⓐⓢⓢⓦⓞⓡⓓ", "password"),  # circled
        ("pa55w0rd", "password"),
        ("P@ssw0rd", "Password"),
        ("1d10t", "idiot"),
        ("p a s s w o r d", "password"),
        ("i.d.i.o.t", "idiot"),
        ("i\u0337d\u0337i\u0337o\u0337t\u0337", "idiot"),  # struck through
        ("SSN 418\u200b-73-\u20600952", "SSN 418-73-0952"),
        ("１２３", "123"),
        ("\u202epassword\u202c", "password"),  # right-to-left override
        ("lone \ud800", "lone \ufffd"),
        ("nul\x00l", "null"),
    ],
)
def test_a_disguise_is_undone(disguised: str, plain: str) -> None:
    assert normalise(disguised).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "Polls are open 7am-8pm in Room B14, 100 Main St. Call 555-0100 or 311!",
        "Team5 beat the U14s 4-3 on the 2nd; see @c1ty_hall, #H1N1 and https://t.co/p4ssw0rd",
        "COVID19, B2B, MP3, H2O, 3rd, 24/7, K-12, W1A 1AA, A14, 10k, $5k, 5ft, mp4a",
        "Müller, Nguyễn, naïve café, cafe\u0301, Ångström, Łódź and Ağrı",
        "Привет, это обычный текст. Καλημέρα σε όλους.",
        "👩‍👩‍👧 ❤ Family day – “come along”… it’s free™ ½ m²",
        "हिन्दी में जानकारी, العربية، עברית, ไทย",
        "A B C D are the four lanes. I O U a coffee. e.g. the U.S.A.",
    ],
)
def test_ordinary_writing_is_unchanged(text: str) -> None:
    assert normalise(text).text == text


@given(st.text(alphabet="abcdefghij ABC,.\n", max_size=200))
def test_plain_prose_maps_to_itself(text: str) -> None:
    undone = normalise(text)
    if undone.text == text:
        assert undone.to_original(Span(0, len(text))) == Span(0, len(text))


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT, st.data())
def test_every_span_leads_into_the_original(text: str, data: st.DataObject) -> None:
    undone = normalise(text)
    ends = st.integers(0, len(undone.text))
    start, end = sorted((data.draw(ends), data.draw(ends)))
    span = undone.to_original(Span(start, end))
    assert 0 <= span.start <= span.end <= len(text)
    assert (span.start == span.end) == (start == end)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_offsets_keep_their_order(text: str) -> None:
    undone = normalise(text)
    starts = [undone.to_original(Span(i, i + 1)).start for i in range(len(undone.text))]
    assert starts == sorted(set(starts))


@given(st.text(alphabet="abc de", max_size=40), st.integers(0, 40))
def test_a_removed_character_lies_between_its_neighbours(text: str, place: int) -> None:
    hidden = text[:place] + "\u200b" + text[place:]
    undone = normalise(hidden)
    if undone.text == text:
        found = [undone.to_original(Span(i, i + 1)) for i in range(len(text))]
        assert [hidden[span.start : span.end] for span in found] == list(text)


@pytest.mark.parametrize(
    "unit", ["a", "é", "\u200b", "\u0301", "p4s ", "a b ", "\u0430", "@$!1", "\x00"]
)
def test_a_very_long_text_takes_no_more_than_seconds(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    begun = time.perf_counter()
    undone = normalise(text)
    assert time.perf_counter() - begun < 5
    assert undone.to_original(Span(0, len(undone.text))).end <= len(text)


def test_normalising_never_adds_accents() -> None:
    text = "z\u0335a\u0335l\u0335g\u0335o\u0335 c\u0336o\u0336m\u0336e\u0336s\u0336"
    assert not any(unicodedata.combining(symbol) for symbol in normalise(text).text)
