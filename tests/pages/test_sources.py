"""What a post states as fact is listed with a place for its source, and reviewers see both."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import sources
from app.content import content_hash, post_from_json, post_to_json
from app.extensions import db
from app.tables import Case, Draft, Person, RecordEntry
from models.findings import Citation, Post, Span

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]
CLAIM = "This always works for everyone."
HOSTILE = "They are liars and crooks."


@pytest.fixture
def client(browser: Browser, author: Person) -> FlaskClient:
    return browser(author)


def fields(text: str, source: str = "", words: str = CLAIM, **more: Any) -> dict[str, Any]:
    cited = {"citations-0-words": words, "citations-0-source": source} if source else {}
    return {"text": text, "capacity": "official", "submit_key": "k1", **cited, **more}


def check(client: FlaskClient, live: bool = False, **form: Any) -> str:
    headers = {"HX-Request": "true"} if live else {}
    return client.post("/posts/check", data=fields(**form), headers=headers).get_data(as_text=True)


def stored() -> Draft:
    db.session.rollback()
    return db.session.query(Draft).one()


def test_each_claim_is_listed_with_a_place_for_its_source(client: FlaskClient) -> None:
    page = check(client, text=f"Hello. {CLAIM}")
    assert f'name="citations-0-words" value="{CLAIM}"' in page
    assert 'name="citations-0-source"' in page
    assert 'name="citations-1-source"' not in page
    assert "Ready, with advice" in page


def test_a_source_that_counts_settles_the_claim(client: FlaskClient) -> None:
    page = check(client, text=CLAIM, source="https://www.cdc.gov/flu")
    assert "Ready to post" in page
    assert "This counts as a source." in page
    assert 'value="https://www.cdc.gov/flu"' in page


def test_somebodys_word_is_kept_and_does_not_settle_it(client: FlaskClient) -> None:
    page = check(client, text=CLAIM, source="Chief Lopez, by phone")
    assert "Ready, with advice" in page
    assert "does not count by itself" in page


def test_a_live_answer_brings_the_list_beside_the_findings(client: FlaskClient) -> None:
    page = check(client, live=True, text=CLAIM, source="https://www.cdc.gov/flu")
    assert re.search(r'<section id="claims"[^>]*hx-swap-oob="true"', page)
    assert "<h1" not in page


def test_the_source_of_a_sentence_that_changed_is_not_lost(client: FlaskClient) -> None:
    page = check(client, text="This always works for everyone, friends.", source="cdc.gov")
    assert "These sentences changed" in page
    assert f'value="{CLAIM}"' in page
    assert 'name="citations-1-source" value="cdc.gov"' in page


def test_a_button_puts_an_offered_source_in_its_place(client: FlaskClient) -> None:
    page = check(client, text=CLAIM, source=" ", **{"use-0": "https://www.cdc.gov/flu"})
    assert 'value="https://www.cdc.gov/flu"' in page
    assert "Ready to post" in page


def test_a_source_is_stored_with_its_sentence_and_comes_back(
    client: FlaskClient, author: Person
) -> None:
    text = f"Hello. {CLAIM}"
    client.post("/posts", data=fields(text, "https://www.cdc.gov/flu", seen_outcome="advise"))
    draft = stored()
    assert draft.current.content["citations"] == [
        {"start": 7, "end": 7 + len(CLAIM), "source": "https://www.cdc.gov/flu"}
    ]
    page = client.get(f"/posts/{draft.public_id}").get_data(as_text=True)
    assert "What it states as fact" in page
    assert 'href="https://www.cdc.gov/flu"' in page
    again = client.get(f"/posts/{draft.public_id}/revise").get_data(as_text=True)
    assert 'value="https://www.cdc.gov/flu"' in again


def test_a_secret_in_a_source_is_masked(client: FlaskClient) -> None:
    secret = "078-05-1120"
    form = fields(CLAIM, f"her card, {secret}", seen_outcome="hold")
    assert client.post("/posts", data=form).status_code == 302
    assert secret not in json.dumps(stored().current.content)


def test_an_odd_link_is_told_and_never_becomes_one(client: FlaskClient) -> None:
    page = check(client, text=CLAIM, source="javascript:alert(document.cookie)")
    assert "may refuse or misread" in page
    assert 'href="javascript' not in page


def test_posts_without_citations_keep_the_hash_they_had() -> None:
    post = Post("Words.", sources=("a",))
    assert "citations" not in post_to_json(post)
    cited = Post("Words.", sources=("a",), citations=(Citation(Span(0, 6), "b"),))
    assert content_hash(cited) != content_hash(post)
    assert post_from_json(post_to_json(cited)) == cited


@pytest.fixture
def cited_case(new_draft: NewDraft) -> Case:
    text = f"{CLAIM} {HOSTILE}"
    citation = Citation(Span(0, len(CLAIM)), "Chief Lopez, by phone")
    return new_draft(text, citations=(citation,)).cases[-1]


def mark(client: FlaskClient, case: Case, word: str = "verified", **changed: Any) -> int:
    span = {"start": 0, "end": len(CLAIM)} | changed
    return client.post(f"/cases/{case.public_id}/sources", data={"word": word, **span}).status_code


def test_a_reviewer_sees_claim_and_source_and_marks_it(
    browser: Browser, reviewer: Person, author: Person, cited_case: Case
) -> None:
    client = browser(reviewer)
    page = client.get(f"/cases/{cited_case.public_id}").get_data(as_text=True)
    assert CLAIM in page
    assert "Chief Lopez, by phone" in page
    assert "Does the source say so?" in page
    assert mark(client, cited_case) == 302
    assert f"{reviewer.name} verified it" in client.get(f"/cases/{cited_case.public_id}").get_data(
        as_text=True
    )
    assert mark(client, cited_case, "doubted") == 302  # a second word replaces the first
    own = browser(author).get(f"/posts/{cited_case.draft.public_id}").get_data(as_text=True)
    assert f"{reviewer.name} could not confirm it" in own
    assert "verified it" not in own
    assert "Does the source say so?" not in own
    db.session.rollback()
    told = [
        json.loads(e.payload) for e in db.session.query(RecordEntry).filter_by(kind="source.marked")
    ]
    assert [each["word"] for each in told] == ["verified", "doubted"]
    assert "Lopez" not in str(told)


@pytest.mark.parametrize(
    ("word", "changed"),
    [
        ("maybe", {}),
        ("verified", {"start": 1}),
        ("verified", {"start": 9, "end": 3}),
        ("verified", {"start": "x"}),
        ("verified", {"end": 10**9}),
    ],
)
def test_a_word_on_no_claim_is_refused(
    browser: Browser, reviewer: Person, cited_case: Case, word: str, changed: dict[str, Any]
) -> None:
    assert mark(browser(reviewer), cited_case, word, **changed) == 422


def test_a_word_on_a_source_stays_while_claim_and_source_stay(
    browser: Browser, reviewer: Person, author: Person, cited_case: Case
) -> None:
    mark(browser(reviewer), cited_case)
    client = browser(author)
    for source, left in (("Chief Lopez, by phone", 1), ("Sergeant Ruiz", 0)):
        db.session.rollback()
        draft = db.session.get_one(Draft, cited_case.draft_id)
        text = f"Good morning. {CLAIM} {HOSTILE}"
        form = fields(text, source, seen_outcome="refer", seen_version=draft.version)
        answer = client.post(f"/posts/{draft.public_id}/revise", data=form)
        assert answer.status_code == 302
        db.session.rollback()
        revision = db.session.get_one(Draft, cited_case.draft_id).current
        said = sources.checks_of(revision, sources.claims_of(revision))
        assert sum(map(len, said.values())) == left
