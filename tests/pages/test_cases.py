"""A case is read, taken and decided on one page; nothing typed there is ever lost."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import drafts, queue
from app.extensions import db
from app.tables import Case, CaseState, Draft, Person
from models.findings import Media, Post

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]


@pytest.fixture
def taken(case: Case, reviewer: Person) -> Case:
    queue.claim(case, reviewer, case.version)
    db.session.commit()
    return case


def _verdict(case: Case, verdict: str = "return", **fields: object) -> dict[str, object]:
    typed = {"reason": "It insults people.", "seen_version": case.version}
    return {"verdict": verdict, **typed, **fields}


def _now(case: Case) -> Case:
    db.session.rollback()
    db.session.refresh(case)
    return case


def test_the_page_shows_all_that_a_reviewer_needs(
    browser: Browser, new_draft: NewDraft, reviewer: Person
) -> None:
    draft = new_draft(
        "First post.\n---\nThey are liars and crooks.",
        platforms=("x", "mastodon"),
        links=("https://city.example/plan",),
        sources=("The clerk's office",),
        media=(Media("photo.jpg", "A bridge at dawn"),),
    )
    case = draft.cases[-1]
    page = browser(reviewer).get(f"/cases/{case.public_id}").get_data(as_text=True)
    for words in (
        "First post.",
        "liars and crooks",
        "mark--refer",
        "Mastodon",
        "https://city.example/plan",
        "The clerk&#39;s office",
        "A bridge at dawn",
        "For the mayor.",
        "Take this case",
    ):
        assert words in page, words


def test_the_verdict_form_is_there_for_its_holder_alone(
    browser: Browser, taken: Case, reviewer: Person, colleague: Person
) -> None:
    address = f"/cases/{taken.public_id}"
    assert 'name="verdict"' in browser(reviewer).get(address).get_data(as_text=True)
    page = browser(colleague).get(address).get_data(as_text=True)
    assert 'name="verdict"' not in page
    assert "ruth holds it for 10 minutes" in page


def test_take_renew_and_give_back(
    browser: Browser, case: Case, reviewer: Person, clock: Any
) -> None:
    client, address = browser(reviewer), f"/cases/{case.public_id}"
    assert client.post(f"{address}/claim", data={"seen_version": case.version}).status_code == 302
    assert _now(case).holder_id == reviewer.id
    clock.forward(minutes=8)
    assert client.post(f"{address}/renew").status_code == 302
    until = _now(case).held_until
    assert until is not None
    assert (until - clock.time).total_seconds() == 600
    version = case.version
    assert client.post(f"{address}/release", data={"seen_version": version}).status_code == 302
    assert _now(case).state is CaseState.OPEN


def test_a_verdict_with_a_note_on_quoted_words_reaches_the_author(
    browser: Browser, taken: Case, reviewer: Person, author: Person
) -> None:
    typed = _verdict(taken, quote="LIARS  and\r\ncrooks", quote_note="Say what they did instead.")
    assert (
        browser(reviewer).post(f"/cases/{taken.public_id}/verdict", data=typed).status_code == 302
    )
    given = _now(taken).verdicts[-1]
    assert given.notes == [
        {"part": "text", "start": 9, "end": 25, "note": "Say what they did instead."}
    ]
    page = browser(author).get(f"/posts/{taken.draft.public_id}").get_data(as_text=True)
    assert "Say what they did instead." in page
    assert "It insults people." in page


def test_a_note_on_a_finding_keeps_its_span(
    browser: Browser, taken: Case, reviewer: Person
) -> None:
    finding = taken.revision.screened.findings[0]
    typed = _verdict(taken, **{f"note-{finding.public_id}": "Too harsh."})
    browser(reviewer).post(f"/cases/{taken.public_id}/verdict", data=typed)
    note = _now(taken).verdicts[-1].notes[0]
    assert (note["start"], note["end"], note["note"]) == (finding.start, finding.end, "Too harsh.")


def test_submit_and_next_opens_the_next_case(
    browser: Browser, new_draft: NewDraft, taken: Case, reviewer: Person
) -> None:
    following = new_draft("More liars and crooks.").cases[-1]
    answer = browser(reviewer).post(
        f"/cases/{taken.public_id}/verdict", data=_verdict(taken, "decline", then="next")
    )
    assert answer.headers["Location"] == f"/cases/{following.public_id}"
    assert _now(following).holder_id == reviewer.id


def test_a_case_is_passed_on_to_another_queue(
    browser: Browser, taken: Case, reviewer: Person
) -> None:
    typed = _verdict(taken, "escalate", to_queue="legal")
    assert (
        browser(reviewer).post(f"/cases/{taken.public_id}/verdict", data=typed).status_code == 302
    )
    assert _now(taken).queue == "legal"
    assert taken.state is CaseState.OPEN


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": ""}, "Choose a verdict."),
        ({"verdict": "shrug"}, "Choose a verdict."),
        ({"verdict": "escalate", "to_queue": "communications"}, "Choose another queue"),
        ({"verdict": "escalate", "to_queue": "nowhere"}, "Choose another queue"),
        ({"quote": "no such words", "quote_note": "Mend this."}, "no such words"),
        ({"quote": "", "quote_note": "Mend this."}, "which words"),
    ],
    ids=["no verdict", "unknown verdict", "same queue", "no queue", "other words", "no words"],
)
def test_a_refused_verdict_keeps_what_was_typed(
    browser: Browser, taken: Case, reviewer: Person, change: dict[str, str], words: str
) -> None:
    answer = browser(reviewer).post(
        f"/cases/{taken.public_id}/verdict", data=_verdict(taken, **change)
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code in {409, 422}
    assert words in page
    assert "It insults people." in page
    assert change.get("quote_note", "") in page
    assert _now(taken).verdicts == []


def test_a_verdict_needs_a_reason(browser: Browser, taken: Case, reviewer: Person) -> None:
    typed = _verdict(taken, reason=" \n ", quote="liars", quote_note="Mend this.")
    answer = browser(reviewer).post(f"/cases/{taken.public_id}/verdict", data=typed)
    assert answer.status_code == 422
    assert "Mend this." in answer.get_data(as_text=True)


def test_a_masked_post_cannot_be_approved_on_the_page_either(
    browser: Browser, new_draft: NewDraft, reviewer: Person
) -> None:
    case = new_draft("Her number is 078-05-1120.").cases[-1]
    queue.claim(case, reviewer, case.version)
    db.session.commit()
    client = browser(reviewer)
    page = client.get(f"/cases/{case.public_id}").get_data(as_text=True)
    assert "078-05-1120" not in page
    assert 'value="approve"' not in page
    answer = client.post(f"/cases/{case.public_id}/verdict", data=_verdict(case, "approve"))
    assert answer.status_code == 409
    assert "It insults people." in answer.get_data(as_text=True)


def test_a_stale_verdict_shows_both_views_and_keeps_the_reason(
    browser: Browser, taken: Case, reviewer: Person, author: Person
) -> None:
    typed = _verdict(taken, quote="liars", quote_note="Mend this.")
    draft = taken.draft
    newer = Post(text="They are crooks and liars and crooks.")
    drafts.revise(draft, newer, author, seen_version=draft.version)
    db.session.commit()
    answer = browser(reviewer).post(f"/cases/{taken.public_id}/verdict", data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "It insults people." in page
    assert "Mend this." in page
    assert "<ins>" in page
    assert draft.cases[-1].public_id in page


def test_a_stale_claim_shows_who_was_first(
    browser: Browser, taken: Case, colleague: Person
) -> None:
    answer = browser(colleague).post(f"/cases/{taken.public_id}/claim", data={"seen_version": 1})
    assert answer.status_code == 409
    assert "ruth" in answer.get_data(as_text=True)


def test_earlier_revisions_are_word_diffs(
    browser: Browser, case: Case, reviewer: Person, author: Person
) -> None:
    newer = Post(text="They are honest liars and crooks.")
    drafts.revise(case.draft, newer, author, seen_version=case.draft.version)
    db.session.commit()
    address = f"/cases/{case.draft.cases[-1].public_id}"
    assert "<ins> honest</ins>" in browser(reviewer).get(address).get_data(as_text=True)


def test_feedback_is_one_press_and_is_shown(
    browser: Browser, taken: Case, reviewer: Person
) -> None:
    finding, address = taken.revision.screened.findings[0], f"/cases/{taken.public_id}"
    typed = {"word": "wrong", "back": address, "as": "reviewer"}
    client = browser(reviewer)
    answer = client.post(f"/findings/{finding.public_id}/feedback", data=typed)
    assert answer.headers["Location"] == address
    assert 'aria-pressed="true">Wrong' in client.get(address).get_data(as_text=True)
