"""The agency keeps its list of verified facts; each change is in the record, and drafts meet it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import facts
from app.extensions import db
from app.tables import Person, RecordEntry
from models.facts.detector import OUTDATED, VerifiedFacts
from models.findings import Post

Browser = Callable[[Person | None], FlaskClient]
TODAY = datetime.now(UTC).date()
FILLED = {
    "statement": "The fire service answered 3,417 calls in 2025.",
    "source": "https://city.example/fire",
    "owner": "Fire Department",
    "valid_from": str(TODAY - timedelta(days=30)),
}
LATER = {
    **FILLED,
    "statement": "The fire service answered 3,602 calls in 2025.",
    "valid_from": str(TODAY - timedelta(days=1)),
}


def entries(kind: str) -> list[dict[str, object]]:
    db.session.rollback()  # what others wrote since is seen only from here on
    found = db.session.query(RecordEntry).filter_by(kind=kind).all()
    return [json.loads(entry.payload) for entry in found]


def only(app: Flask) -> str:
    with app.app_context():
        (line,) = facts.lines()
        return line.facts[-1].id


def test_a_fact_that_was_added_is_listed_and_found(browser: Browser, reviewer: Person) -> None:
    client = browser(reviewer)
    assert "None yet" in client.get("/facts").get_data(as_text=True)
    assert client.post("/facts", data=FILLED).status_code == 302
    page = client.get("/facts").get_data(as_text=True)
    assert FILLED["statement"] in page
    assert f'href="{FILLED["source"]}"' in page
    assert FILLED["statement"] in client.get("/facts?q=fire+3,417").get_data(as_text=True)
    assert "No fact has these words" in client.get("/facts?q=police").get_data(as_text=True)
    (payload,) = entries("fact.added")
    assert FILLED["statement"] not in str(payload)


def test_a_fact_that_was_replaced_is_kept_and_drafts_are_told(
    browser: Browser, reviewer: Person, app: Flask
) -> None:
    client = browser(reviewer)
    client.post("/facts", data=FILLED)
    first = only(app)
    form = client.get(f"/facts/{first}/replace").get_data(as_text=True)
    assert FILLED["statement"] in form
    assert client.post(f"/facts/{first}/replace", data=LATER).status_code == 302
    page = client.get("/facts").get_data(as_text=True)
    assert LATER["statement"] in page
    assert f"<s>{FILLED['statement']}</s>" in page
    (payload,) = entries("fact.replaced")
    assert payload["replaces"] == first
    with app.app_context():
        (found,) = VerifiedFacts(facts.path()).find(Post(FILLED["statement"]))
    assert found.kind == OUTDATED
    # What was replaced already is not replaced again, nor ended.
    again = {**LATER, "valid_from": str(TODAY)}
    assert client.post(f"/facts/{first}/replace", data=again).status_code == 409
    client.post(f"/facts/{first}/end")
    assert entries("fact.ended") == []


def test_a_fact_that_was_ended_stays_to_be_read(
    browser: Browser, reviewer: Person, app: Flask
) -> None:
    client = browser(reviewer)
    client.post("/facts", data=FILLED)
    fact = only(app)
    assert client.post(f"/facts/{fact}/end").status_code == 302
    page = client.get("/facts").get_data(as_text=True)
    assert FILLED["statement"] in page
    assert "holds no more" in page
    assert entries("fact.ended") == [{"fact": fact}]
    assert client.post("/facts/nothing/end").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"statement": ""}, "Write the fact."),
        ({"statement": "Two words"}, "whole sentence"),
        ({"statement": "word " * 200}, "longer than"),
        ({"source": " "}, "Name a link or a document."),
        ({"owner": ""}, "Name an office"),
        ({"valid_from": ""}, "Give the day"),
        ({"valid_from": "soon"}, "Give the day"),
        ({"review_by": FILLED["valid_from"]}, "not after the day"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(
    browser: Browser, reviewer: Person, changed: dict[str, str], said: str
) -> None:
    answer = browser(reviewer).post("/facts", data={**FILLED, **changed})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert said in page
    if "owner" not in changed:
        assert FILLED["owner"] in page
    assert entries("fact.added") == []


def test_a_fact_does_not_begin_before_the_one_it_replaces(
    browser: Browser, reviewer: Person, app: Flask
) -> None:
    client = browser(reviewer)
    client.post("/facts", data=FILLED)
    answer = client.post(f"/facts/{only(app)}/replace", data=FILLED)
    assert answer.status_code == 422
    assert "holds from that day or a later one" in answer.get_data(as_text=True)


def test_an_official_reads_the_facts_and_changes_none(browser: Browser, author: Person) -> None:
    page = browser(author).get("/facts").get_data(as_text=True)
    assert "Verified facts" in page
    assert "Add a fact" not in page


def test_facts_come_from_a_file_once(app: Flask, tmp_path: object) -> None:
    lines = [
        json.dumps(FILLED),
        json.dumps({**FILLED, "statement": "Entry to the museum is free.", "review_by": "soon"}),
        "{not json",
        json.dumps({"statement": "A fact without a source or an owner."}),
        "",
    ]
    run = app.test_cli_runner().invoke
    for added in (1, 0):
        done = run(args=["facts", "import", "-"], input="\n".join(lines))
        assert done.exit_code == 2
        assert f"{added} added, {1 - added} listed already, 3 refused." in done.output
        assert "line 2 refused: soon is no day" in done.output
        assert "line 4 refused: it has no source, owner, valid_from." in done.output
    csv = (
        "statement,source,owner,valid_from\n"
        "The pool is open 71 hours a week.,Parks plan,Parks,2026-01-01\n"
    )
    assert "1 added" in run(args=["facts", "import", "-"], input=csv).output
    listed = run(args=["facts", "list"]).output
    assert "Fire Department" in listed
    assert "71 hours" in listed
