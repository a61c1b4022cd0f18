"""Who quotes a false claim to correct it does not assert it."""

import pytest

from models.claims.stance import corrects
from models.findings import Span

VOTING = "You can vote by text message."
LOAN = "The money from the relief fund is a loan."
NO_SNOW = "It does not snow in May."


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "claim"),
    [
        ("No, you cannot vote by text message. Come in person.", "vote by text", VOTING),
        (
            "Myth: you can vote by text. Fact: you vote in person or by mail.",
            "vote by text",
            VOTING,
        ),
        (
            "Posts saying you can vote by text are going around. Don't share them.",
            "vote by text",
            VOTING,
        ),
        ("You may have heard that relief money is a loan. It isn\u2019t true.", "is a loan", LOAN),
        ("Relief money is a loan? There is no such rule.", "is a loan", LOAN),
        ("It\u2019s a hoax that it won't snow in May.", "won't snow in May", NO_SNOW),
    ],
)
def test_a_correction_is_known_by_its_words(text: str, words: str, claim: str) -> None:
    assert corrects(text, place(text, words), claim)


@pytest.mark.parametrize(
    ("text", "words", "claim"),
    [
        ("Great news, you can vote by text this year!", "vote by text", VOTING),
        ("They call it a myth, but relief money is a loan.", "is a loan", LOAN),
        ("The media won't tell you that relief money is a loan.", "is a loan", LOAN),
        ("Wake me when it is over: the moon is a hoax.", "moon is a hoax", "The moon is a hoax."),
        ("Believe me, it does not snow in May.", "does not snow in May", NO_SNOW),
        (
            "It is false that the pool is closed. It opens at nine. Bring a towel. "
            "Relief money is a loan.",
            "is a loan",
            LOAN,
        ),
    ],
)
def test_an_assertion_is_none(text: str, words: str, claim: str) -> None:
    assert not corrects(text, place(text, words), claim)
