"""Who quotes a false claim to correct it does not assert it."""

import pytest

from models.claims.claim import Claim
from models.claims.cues import NAMES, count
from models.claims.index import ClaimIndex
from models.claims.stance import asserts, with_word
from models.findings import Span
from models.meaning import Meaning

VOTING = "You can vote by text message."
LOAN = "The money from the relief fund is a loan."
NO_SNOW = "It does not snow in May."


@pytest.fixture
def index(tmp_path_factory: pytest.TempPathFactory, meaning: Meaning) -> ClaimIndex:
    made = ClaimIndex.made(tmp_path_factory.mktemp("claims") / "claims.sqlite")
    texts = (VOTING, LOAN, NO_SNOW)
    made.update([Claim(str(i), text, "false") for i, text in enumerate(texts)], meaning)
    return made


def chance(index: ClaimIndex, meaning: Meaning, text: str, claim: str) -> float:
    passages = meaning.passages(text)
    (found,) = (f for f in index.near(text, passages, 3) if f.claim.claim == claim)
    return asserts(text, found, passages[0].vector)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("No, you cannot vote by text message. Come in person.", VOTING),
        ("Myth: you can vote by text. Fact: you vote in person or by mail.", VOTING),
        ("Posts saying you can vote by text are going around. Don't share them.", VOTING),
        ("You may have heard that relief money is a loan. It isn\u2019t true.", LOAN),
        ("Is relief money a loan? No. You never pay it back.", LOAN),
        ("Can you vote by text message? You can't. Ballots are cast on paper here.", VOTING),
    ],
)
def test_a_correction_is_no_assertion(
    index: ClaimIndex, meaning: Meaning, text: str, claim: str
) -> None:
    assert chance(index, meaning, text, claim) < 0.5


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Great news, you can vote by text message this year! Share this with friends.", VOTING),
        ("They call it a myth, but relief fund money is a loan. Don't take it, friends!", LOAN),
        ("The media won't tell you that the relief fund money is a loan.", LOAN),
        ("Believe me, folks, it does not snow in May. I'm leaving my shovel at home!", NO_SNOW),
    ],
)
def test_who_passes_a_claim_on_asserts_it(
    index: ClaimIndex, meaning: Meaning, text: str, claim: str
) -> None:
    assert chance(index, meaning, text, claim) > 0.5


def test_the_classifier_moves_the_balance_both_ways() -> None:
    assert with_word(0.5, 0.01) < 0.4 < 0.6 < with_word(0.5, 0.99)
    assert 0 < with_word(0.5, 0.0) < with_word(0.5, 1.0) < 1


def test_a_word_counts_where_it_stands() -> None:
    text = "It may be Monday. You can vote by text. That is false."
    start = text.index("You can")
    counted = dict(zip(NAMES, count(text, Span(start, start + 20), VOTING), strict=True))
    assert counted["says it is false, after"] == 1
    assert counted["says it is false, here"] == counted["says it is false, before"] == 0


def test_what_the_claim_says_itself_is_no_cue() -> None:
    claim = "The moon is a hoax."
    counted = dict(zip(NAMES, count("The moon is a hoax.", Span(0, 19), claim), strict=True))
    assert counted["says it is false, here"] == 0


@pytest.mark.parametrize("text", ["", "🙂", "?!", "a" * 3000])
def test_no_text_breaks_the_count(text: str) -> None:
    assert len(count(text, Span(0, len(text)), VOTING)) == len(NAMES)
