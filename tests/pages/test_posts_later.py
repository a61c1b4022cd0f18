"""A stored post can be revised, noted, withdrawn and contested; nobody overwrites unseen."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import queue
from app.extensions import db
from app.tables import Case, CaseState, Draft, DraftState, Feedback, FindingRow, Person, Verdict

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]
Dump = Callable[[], dict[str, list[tuple[object, ...]]]]

CLEAR = "The library opens at nine on Monday."
HOSTILE = "They are liars and crooks."
HELD = "Her number is 536-22-8145, please call."


def _revised(draft: Draft, text: str, **more: object) -> dict[str, Any]:
    seen = {"seen_version": draft.version, "seen_outcome": "clear"}
    return {"text": text, "draft": draft.public_id, **seen, **more}


def _return(case: Case, reviewer: Person) -> None:
    queue.claim(case, reviewer, case.version)
    note = {"start": 9, "end": 25, "part": "text", "note": "Say what they did."}
    queue.give_verdict(
        case,
        Verdict.RETURN,
        reviewer,
        reason="Keep it to the facts.",
        notes=[note],
        seen_version=case.version,
    )
    db.session.commit()


def test_the_form_of_a_revision_starts_with_what_is_stored(
    browser: Browser, author: Person, new_draft: NewDraft
) -> None:
    draft = new_draft(HOSTILE, sources=("Council minutes",), platforms=("x",))
    page = browser(author).get(f"/posts/{draft.public_id}/revise").get_data(as_text=True)
    assert HOSTILE in page
    assert "Council minutes" in page
    assert f'name="seen_version" value="{draft.version}"' in page
    assert 'value="x" id="platform-x" checked' in page


def test_a_revision_is_screened_anew_and_closes_the_running_case(
    browser: Browser, author: Person, new_draft: NewDraft
) -> None:
    draft = new_draft(HOSTILE)
    address = f"/posts/{draft.public_id}"
    answer = browser(author).post(f"{address}/revise", data=_revised(draft, CLEAR))
    assert answer.headers["Location"] == address
    db.session.rollback()
    assert draft.state is DraftState.CLEARED
    assert [case.state for case in draft.cases] == [CaseState.SUPERSEDED]


def test_a_revision_that_is_stricter_than_was_shown_is_shown_first(
    browser: Browser, author: Person, new_draft: NewDraft, dump: Dump
) -> None:
    draft = new_draft(CLEAR)
    typed = _revised(draft, HELD)
    before = dump()
    answer = browser(author).post(f"/posts/{draft.public_id}/revise", data=typed)
    assert answer.status_code == 422
    assert "Remove this first" in answer.get_data(as_text=True)
    assert HELD in answer.get_data(as_text=True)
    assert dump() == before


def test_the_author_reads_the_reason_and_the_notes_of_a_return(
    browser: Browser, author: Person, case: Case, reviewer: Person
) -> None:
    draft = case.draft
    _return(case, reviewer)
    page = browser(author).get(f"/posts/{draft.public_id}").get_data(as_text=True)
    for words in ("Keep it to the facts.", "Say what they did.", "liars and crooks"):
        assert words in page


def test_a_returned_post_goes_back_to_a_person_and_shows_what_changed(
    browser: Browser, author: Person, case: Case, reviewer: Person
) -> None:
    draft = case.draft
    _return(case, reviewer)
    db.session.rollback()
    client = browser(author)
    client.post(f"/posts/{draft.public_id}/revise", data=_revised(draft, "They are mistaken."))
    db.session.rollback()
    assert draft.state is DraftState.IN_REVIEW
    page = client.get(f"/posts/{draft.public_id}").get_data(as_text=True)
    assert "<del>" in page
    assert "<ins>" in page


def test_a_withdrawn_post_leaves_the_queue_and_cannot_be_revised(
    browser: Browser, author: Person, case: Case
) -> None:
    draft = case.draft
    client = browser(author)
    answer = client.post(
        f"/posts/{draft.public_id}/withdraw",
        data={"seen_version": draft.version},
        follow_redirects=True,
    )
    assert "Nobody will review it." in answer.get_data(as_text=True)
    db.session.rollback()
    assert draft.state is DraftState.WITHDRAWN
    assert case.state is CaseState.WITHDRAWN
    assert client.get(f"/posts/{draft.public_id}/revise").status_code == 409


@pytest.mark.parametrize("verb", ["acknowledge", "withdraw", "revise"])
def test_only_the_author_moves_a_draft(
    browser: Browser, case: Case, reviewer: Person, dump: Dump, verb: str
) -> None:
    address = f"/posts/{case.draft.public_id}/{verb}"
    sent = {"seen_version": case.draft.version, "text": CLEAR}
    before = dump()
    assert browser(reviewer).post(address, data=sent).status_code == 403
    assert dump() == before


def test_a_finding_can_be_contested_once_and_the_word_changed(
    browser: Browser, author: Person, case: Case
) -> None:
    finding = db.session.scalars(sa.select(FindingRow)).first()
    assert finding is not None
    client = browser(author)
    address = f"/findings/{finding.public_id}/feedback"
    back = f"/posts/{case.draft.public_id}"
    for word in ("wrong", "right", "wrong"):
        answer = client.post(address, data={"word": word, "back": back})
        assert answer.headers["Location"] == back
    db.session.rollback()
    assert [said.word.value for said in db.session.scalars(sa.select(Feedback))] == ["wrong"]
    live = client.post(
        address, data={"word": "wrong", "as": "author"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in live.get_data(as_text=True)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_feedback_leads_to_no_foreign_place(
    browser: Browser, author: Person, case: Case, back: str
) -> None:
    finding = db.session.scalars(sa.select(FindingRow)).first()
    assert finding is not None
    address = f"/findings/{finding.public_id}/feedback"
    answer = browser(author).post(address, data={"word": "wrong", "back": back})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("word", ["", "maybe", "<b>"])
def test_a_word_that_is_none_is_refused(
    browser: Browser, author: Person, case: Case, word: str, dump: Dump
) -> None:
    finding = db.session.scalars(sa.select(FindingRow)).first()
    assert finding is not None
    address = f"/findings/{finding.public_id}/feedback"
    before = dump()
    assert browser(author).post(address, data={"word": word}).status_code == 422
    assert dump() == before


def test_looking_changes_nothing(browser: Browser, author: Person, case: Case, dump: Dump) -> None:
    client = browser(author)
    before = dump()
    address = f"/posts/{case.draft.public_id}"
    for path in ("/", "/posts", "/posts/new", address, f"{address}/revise", "/account"):
        assert client.get(path).status_code in {200, 302}
    assert dump() == before
