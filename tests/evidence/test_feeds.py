"""Claims are read as fact-checkers publish them, and what cannot be read is told and left out."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.claims.claim import Claim, verdict_of
from models.claims.feeds import FeedUnreadable, Refused, read_feed

CLAIM_REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/moon",
    "datePublished": "2025-03-04T09:30:00Z",
    "inLanguage": "en-GB",
    "claimReviewed": "The moon is made of green cheese.",
    "author": {"@type": "Organization", "name": "Moon Checks"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "alternateName": "Pants on Fire"},
}


def read(content: object, name: str = "feed.json") -> list[Claim | Refused]:
    text = content if isinstance(content, str) else json.dumps(content)
    return list(read_feed(text.encode(), name))


def test_a_claim_review_is_read_whole() -> None:
    (claim,) = read(CLAIM_REVIEW)
    assert isinstance(claim, Claim)
    assert claim.claim == "The moon is made of green cheese."
    assert (claim.verdict, claim.rating) == ("false", "Pants on Fire")
    assert (claim.publisher, claim.url) == ("Moon Checks", "https://checks.example/moon")
    assert (claim.checked, claim.language) == (date(2025, 3, 4), "en")


@pytest.mark.parametrize(
    "feed",
    [
        [CLAIM_REVIEW, CLAIM_REVIEW | {"claimReviewed": "The sun is a cold lamp."}],
        {
            "@type": "DataFeed",
            "dataFeedElement": [
                {"@type": "DataFeedItem", "item": [CLAIM_REVIEW]},
                {"item": CLAIM_REVIEW | {"claimReviewed": "The sun is a cold lamp."}},
            ],
        },
        {"@graph": [CLAIM_REVIEW, CLAIM_REVIEW | {"claimReviewed": "The sun is a cold lamp."}]},
    ],
)
def test_feeds_hold_claim_reviews_at_any_depth(feed: object) -> None:
    found = read(feed)
    assert [c.claim for c in found if isinstance(c, Claim)] == [
        "The moon is made of green cheese.",
        "The sun is a cold lamp.",
    ]


def test_json_lines_need_a_claim_and_nothing_else() -> None:
    first, second = read('{"claim": "Cats can read minds."}\n\n{"text": "Dogs can read minds."}\n')
    assert isinstance(first, Claim) and isinstance(second, Claim)
    assert first.verdict == "unknown"
    assert first.id != second.id
    assert read('{"claim": "Cats  can read minds. "}')[0].id == first.id  # type: ignore[union-attr]


def test_csv_is_read_by_the_names_of_its_columns() -> None:
    text = (
        "Claim,Rating,Site,Date\r\n"
        '"Rain, it is said, is dry.",Mostly False,Rain Desk,"May 4, 2024"\r\n'
    )
    (claim,) = read(text, "feed.csv")
    assert isinstance(claim, Claim)
    assert claim.claim == "Rain, it is said, is dry."
    assert (claim.verdict, claim.publisher) == ("mostly-false", "Rain Desk")
    assert claim.checked == date(2024, 5, 4)


def test_what_cannot_be_read_is_refused_with_its_place_and_the_rest_is_read() -> None:
    lines = [
        '{"claim": "The sea is made of soup."}',
        "no JSON",
        '["a list"]',
        '{"claim": "Too short"}',
        '{"claim": "The sea is made of soup.", "url": "javascript:alert(1)"}',
        '{"claim": "The sea is made of tea.", "stale_from": "soon"}',
        json.dumps({"claim": "word " * 1000}),
        '{"claim": "The sea is made of milk."}',
    ]
    found = read("\n".join(lines))
    assert [isinstance(entry, Claim) for entry in found] == [True, *[False] * 6, True]
    places = [entry.where for entry in found if isinstance(entry, Refused)]
    assert places == ["line 2", "line 3", "line 4", "line 5", "line 6", "line 7"]
    assert all(entry.why for entry in found if isinstance(entry, Refused))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xff\xfe\x00c", "UTF-8"),
        (b'{"@type": "DataFeed", "dataFeedElement": []}', "no ClaimReview"),
        (b"[" * 200_000, "UTF-8|no claim|line 1"),
    ],
)
def test_a_file_without_any_claim_is_refused_whole(content: bytes, said: str) -> None:
    try:
        (refused,) = read_feed(content, "feed.json")
        why = f"{refused.where} {refused.why}" if isinstance(refused, Refused) else ""
    except FeedUnreadable as fault:
        why = str(fault)
    assert any(word in why for word in said.split("|"))


def test_csv_without_a_column_of_claims_says_what_it_has() -> None:
    with pytest.raises(FeedUnreadable, match="colour, size"):
        read("colour,size\nred,1\n", "things.csv")


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("False", "false"),
        ("PANTS ON FIRE!", "false"),
        ("Four Pinocchios", "false"),
        ("Mostly False", "mostly-false"),
        ("Miscaptioned", "misleading"),
        ("Missing context", "misleading"),
        ("Half True", "mixed"),
        ("Mostly True", "mixed"),
        ("Mixture", "mixed"),
        ("True", "true"),
        ("Correct Attribution", "true"),
        ("Not true", "false"),
        ("Satire?", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_checkers_own_word_becomes_a_verdict(rating: str, verdict: str) -> None:
    assert verdict_of(rating) == verdict


def test_a_rating_in_figures_alone_counts_from_worst_to_best() -> None:
    rating = {"ratingValue": "1", "worstRating": "1", "bestRating": "7"}
    (claim,) = read(CLAIM_REVIEW | {"reviewRating": rating})
    assert isinstance(claim, Claim) and claim.verdict == "false"


@given(st.binary(max_size=400), st.sampled_from(["a.json", "a.csv", "a.jsonl"]))
def test_no_file_breaks_the_reader(content: bytes, name: str) -> None:
    try:
        found = list(read_feed(content, name))
    except FeedUnreadable as fault:
        assert str(fault)
    else:
        assert all(isinstance(entry, Claim | Refused) for entry in found)
