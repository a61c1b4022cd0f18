"""The auditor's pages: a ledger that can be narrowed, one draft's timeline, verify and export."""

import json
from collections.abc import Callable

import sqlalchemy as sa
from flask.testing import FlaskClient

from app import record
from app.extensions import db
from app.tables import Case, Draft, Person, RecordEntry
from app.transactions import begin_writing

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]


def test_the_ledger_shows_what_happened_newest_first(
    browser: Browser, case: Case, auditor: Person
) -> None:
    page = browser(auditor).get("/record").get_data(as_text=True)
    assert "A case was opened" in page
    assert f"/record/drafts/{case.draft.public_id}" in page
    rows = page.partition("<tbody>")[2]
    assert rows.index("A case was opened") < rows.index("A post was submitted")


def test_the_ledger_is_narrowed_by_what_the_address_says(
    browser: Browser, case: Case, auditor: Person, author: Person
) -> None:
    client = browser(auditor)
    link = f"/record/drafts/{case.draft.public_id}"
    for narrowed in ("kind=draft.submitted", f"actor={author.public_id}", "from=2026-11-26"):
        assert link in client.get(f"/record?{narrowed}").get_data(as_text=True), narrowed
    for narrowed in ("kind=team.added", f"actor={auditor.public_id}", "to=2026-11-25"):
        assert link not in client.get(f"/record?{narrowed}").get_data(as_text=True), narrowed


def test_a_filter_that_means_nothing_is_left_out_and_said(
    browser: Browser, auditor: Person
) -> None:
    for odd in ("from=yesterday", "to=9999-12-31", "kind=nonsense"):
        answer = browser(auditor).get(f"/record?{odd}")
        assert answer.status_code == 200
        assert "could not be read" in answer.get_data(as_text=True), odd
    assert browser(auditor).get("/record?before=99999999999999999999").status_code == 200
    assert browser(auditor).get("/record?actor=nobody").status_code == 404


def test_older_entries_are_one_link_away(
    browser: Browser, new_draft: NewDraft, auditor: Person
) -> None:
    for number in range(20):
        new_draft(f"Number {number}: liars and crooks.")
    client = browser(auditor)
    first = client.get("/record").get_data(as_text=True)
    assert "Older entries" in first
    count = db.session.scalar(sa.select(sa.func.count()).select_from(RecordEntry))
    assert count is not None
    assert f"before={count - 49}" in first
    assert client.get(f"/record?before={count - 49}").status_code == 200


def test_the_timeline_is_in_order_and_shows_no_word_of_the_post(
    browser: Browser, case: Case, auditor: Person
) -> None:
    page = browser(auditor).get(f"/record/drafts/{case.draft.public_id}").get_data(as_text=True)
    assert page.index("A post was submitted") < page.index("A case was opened")
    assert "crooks" not in page


def test_verify_says_in_one_sentence_that_the_chain_holds_and_from_when(
    browser: Browser, case: Case, auditor: Person
) -> None:
    answer = browser(auditor).post("/record/verify")
    page = answer.get_data(as_text=True)
    assert "The record holds" in page
    assert "2026-11-26" in page
    db.session.rollback()
    newest = record.ledger(limit=1)[0]
    assert newest.kind == "record.verified"
    assert newest.actor_id == auditor.id


def test_verify_names_the_first_broken_entry(browser: Browser, case: Case, auditor: Person) -> None:
    begin_writing()
    triggers = db.session.scalars(
        sa.text(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record_entry'"
        )
    ).all()
    for trigger in triggers:
        db.session.execute(sa.text(f'DROP TRIGGER "{trigger}"'))
    db.session.execute(sa.text("UPDATE record_entry SET payload = '{}' WHERE number = 2"))
    db.session.commit()
    page = browser(auditor).post("/record/verify").get_data(as_text=True)
    assert "does not hold" in page
    assert "Entry 2" in page


def test_even_a_tampered_entry_is_shown(browser: Browser, case: Case, auditor: Person) -> None:
    begin_writing()
    names = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for trigger in db.session.scalars(names).all():
        db.session.execute(sa.text(f'DROP TRIGGER "{trigger}"'))
    wrong = "UPDATE record_entry SET payload = '<b>[', at = 'never', kind = '<i>' WHERE number = 2"
    db.session.execute(sa.text(wrong))
    db.session.commit()
    answer = browser(auditor).get("/record")
    assert answer.status_code == 200
    assert "<i>" not in answer.get_data(as_text=True)


def test_a_noted_head_that_is_gone_shows_that_the_end_was_cut_off(
    browser: Browser, case: Case, auditor: Person
) -> None:
    page = browser(auditor).post("/record/verify", data={"head": "0" * 63 + "1"})
    assert "cut off" in page.get_data(as_text=True)


def test_export_is_json_lines_and_leaves_an_entry(
    browser: Browser, case: Case, auditor: Person
) -> None:
    answer = browser(auditor).post("/record/export")
    lines = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    db.session.rollback()
    assert record.ledger(limit=1)[0].kind == "record.exported"
    assert record.verify().ok


def test_export_takes_only_days_it_can_read(browser: Browser, auditor: Person) -> None:
    assert browser(auditor).post("/record/export", data={"from": "then"}).status_code == 422


def test_export_is_no_get(browser: Browser, auditor: Person) -> None:
    assert browser(auditor).get("/record/export").status_code in {404, 405}
