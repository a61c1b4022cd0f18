"""The team keeps its own list of false claims; each change is in the record, and drafts meet it."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import claims
from app.extensions import db
from app.presentation.cards import cards
from app.tables import Person, RecordEntry
from models.claims.detector import KnownClaims
from models.findings import Finding, Post, Span
from policies.engine import Decision, Outcome, Reason

Browser = Callable[[Person | None], FlaskClient]
FILLED = {
    "claim": "The whole county must boil its water this week.",
    "verdict": "false",
    "publisher": "Water Department",
    "url": "https://water.example/boil",
    "checked": "2026-11-20",
}


def entries(kind: str) -> list[dict[str, object]]:
    db.session.rollback()  # what others wrote since is seen only from here on
    found = db.session.query(RecordEntry).filter_by(kind=kind).all()
    return [json.loads(entry.payload) for entry in found]


def test_a_claim_that_was_added_is_listed_looked_up_and_met(
    browser: Browser, reviewer: Person, app: Flask
) -> None:
    client = browser(reviewer)
    assert "None yet" in client.get("/claims").get_data(as_text=True)
    assert client.post("/claims", data=FILLED).status_code == 302
    page = client.get("/claims").get_data(as_text=True)
    assert FILLED["claim"] in page
    assert f'href="{FILLED["url"]}"' in page
    found = client.get("/claims?q=The+county+must+boil+its+water").get_data(as_text=True)
    assert found.index(FILLED["claim"]) < found.index("starter list")
    with app.app_context():
        (finding,) = KnownClaims([claims.path_of()]).find(
            Post("Everyone in the county has to boil their water all week!")
        )
    assert finding.link == FILLED["url"]
    (payload,) = entries("claim.added")
    assert str(payload["claim"]).startswith("own-")
    assert FILLED["claim"] not in str(payload)


def test_a_claim_that_was_taken_out_is_gone(browser: Browser, reviewer: Person) -> None:
    client = browser(reviewer)
    client.post("/claims", data=FILLED)
    (kept,) = claims.own().claims()
    assert client.post("/claims/remove", data={"claim": kept.id}).status_code == 302
    assert FILLED["claim"] not in client.get("/claims").get_data(as_text=True)
    assert entries("claim.removed") == [{"claim": kept.id}]
    assert client.post("/claims/remove", data={"claim": kept.id}).status_code == 404
    assert len(entries("claim.removed")) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"claim": ""}, "Write the claim."),
        ({"claim": "Two words"}, "whole sentence"),
        ({"claim": "word " * 1000}, "longer than"),
        ({"url": "javascript:alert(1)"}, "https://"),
        ({"publisher": " "}, "Name who found it."),
        ({"checked": "2999-01-01"}, "still to come"),
        ({"checked": "soon"}, "Not a valid date"),
        ({"verdict": "true"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(
    browser: Browser, reviewer: Person, changed: dict[str, str], said: str
) -> None:
    answer = browser(reviewer).post("/claims", data=FILLED | changed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert "Water Department" in page or "publisher" in changed
    assert len(claims.own()) == 0


def test_hostile_words_are_shown_as_words(browser: Browser, reviewer: Person) -> None:
    client = browser(reviewer)
    client.post("/claims", data=FILLED | {"claim": "<script>alert(1)</script> is a claim"})
    for path in ("/claims", "/claims?q=<script>alert(1)</script>"):
        assert "<script>alert" not in client.get(path).get_data(as_text=True)


def test_a_card_shows_the_claim_beside_words_that_are_quoted_once() -> None:
    post = Post("Boil your water, the whole county must!")
    wide = Finding("misinformation.debunked", Span(0, 38), 0.9, "encoder/x", "It may.")
    claim = replace(wide, span=Span(0, 16), kind="known-claim", link="https://water.example")
    inside = replace(wide, span=Span(5, 16))
    reason = Reason("debunked-claim", Outcome.REFER, "b", "", "q", "", "", (inside, claim, wide))
    (card,) = cards(Decision(Outcome.REFER, (reason,), "pack@1"), post)
    assert [(e.finding, bool(e.quote)) for e in card.evidence] == [(wide, True), (claim, False)]


def test_an_auditor_reads_and_changes_nothing(browser: Browser, auditor: Person) -> None:
    page = browser(auditor).get("/claims").get_data(as_text=True)
    assert "starter list" in page
    assert "Add a claim" not in page


@pytest.mark.parametrize("query", ["page=0", "page=-5", "page=99999999999", "page=x", "q= "])
def test_odd_questions_are_answered(browser: Browser, reviewer: Person, query: str) -> None:
    assert browser(reviewer).get(f"/claims?{query}").status_code == 200
