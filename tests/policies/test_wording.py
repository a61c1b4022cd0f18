"""Terms are whole words in the author's own characters; patterns cannot run away."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import Media, Post, Screening
from policies.patterns import pattern_fault
from policies.seen import Seen
from policies.wording import Terms

BuildScreening = Callable[..., Screening]


def found(terms: Terms, text: str, screening: BuildScreening) -> list[str]:
    evidence = terms.met_by(Seen(screening(), Post(text)), "r") or ()
    return [text[f.span.start : f.span.end] for f in evidence]


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (Terms(("vote",)), "Vote! VOTE and vote.", ["Vote", "VOTE", "vote"]),
        (Terms(("cialis",)), "Our specialist is in.", []),  # not inside another word
        (Terms(("peg",)), "A pegboard and a peg-leg", ["peg"]),
        (Terms(("resign*",)), "She resigned; his resignation", ["resigned", "resignation"]),
        (Terms(("vote for",)), "Vote\n  for me", ["Vote\n  for"]),  # any blanks between words
        (Terms(("don't",)), "Don\N{RIGHT SINGLE QUOTATION MARK}t go", ["Don\u2019t"]),
        (Terms(("straße",)), "Auf der STRASSE", ["STRASSE"]),  # full case folding
        (Terms(("élu*",)), "Les élus, L'ÉLUE", ["élus", "ÉLUE"]),
        (Terms(("c++",)), "Written in C++ here", ["C++"]),  # no term is read as a pattern
        (Terms(("shot",), without=("flu shot",)), "A flu shot and a shot", ["shot"]),
        (Terms(("bid",), near=("sealed",), within_words=3), "bid two three sealed", ["bid"]),
        (Terms(("bid",), near=("sealed",), within_words=2), "bid two three sealed", []),
        (Terms(("bid",), near=("sealed",), within_words=2), "sealed one bid", ["bid"]),  # before
        (Terms(("bid",), near=("bids",)), "bid", []),
    ],
)
def test_terms_match_whole_words(
    screening: BuildScreening, terms: Terms, text: str, expected: list[str]
) -> None:
    assert found(terms, text, screening) == expected


def test_terms_read_alternative_texts_but_not_links(screening: BuildScreening) -> None:
    media, links = (Media("vote.jpg", "A vote sign"),), ("https://vote.example.gov",)
    evidence = Terms(("vote",)).met_by(Seen(screening(), Post("Hi", media=media, links=links)), "r")
    assert [f.part for f in evidence or ()] == ["media.0.alt"]


@settings(deadline=None)  # other work shares the machine
@given(st.text(max_size=300), st.sampled_from(["vote", "ß", "don't", "a*"]))
def test_spans_stay_inside_the_text(text: str, term: str) -> None:
    condition = Terms((term,), near=("e*",), within_words=4)
    assert all(0 <= s.start < s.end <= len(text) for s in condition._spans(text))


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(?:a*b?)*c",
        r"(\w{1,30}\s?){20,}",
        r"((ab+)c)*",
        r"(?P<x>a+)(?P=x)",
        r"(?R)a",
        r"[",
        r"^",
        r"(?:a|b*)+",
    ],
)
def test_a_pattern_that_may_run_away_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"#\p{Ll}{14,60}",
        r"(?:\d{3}-){2}\d{4}",
        r"(?:[^()+*]x)+",
        r"(?>a+b)+",
        r"(?:a++b)+",
        r"(?:\+\*)+",
        r"[]*+]{3}",
        r"(?:ab?){2,40}",
        r"\N{BULLET}{3,}",
    ],
)
def test_a_pattern_that_cannot_run_away_is_taken(pattern: str) -> None:
    assert pattern_fault(pattern) is None
