"""The queue shows what waits for this reviewer, and hands out the case due soonest."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from app import drafts, queue
from app.extensions import db
from app.tables import Case, Draft, Person, Role
from app.transactions import begin_writing
from models.findings import Post

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]


def test_a_waiting_case_is_a_row_with_its_words_rule_and_state(
    browser: Browser, case: Case, reviewer: Person
) -> None:
    page = browser(reviewer).get("/queue").get_data(as_text=True)
    assert "They are liars and crooks." in page
    assert f"/cases/{case.public_id}" in page
    assert "Free" in page


def test_filters_are_kept_in_the_address_and_narrow_the_rows(
    browser: Browser, case: Case, reviewer: Person
) -> None:
    client = browser(reviewer)
    free = client.get("/queue?state=free&queue=communications").get_data(as_text=True)
    assert case.public_id in free
    assert "queue=communications&amp;state=mine" in free
    for narrowed in ("state=mine", "state=held", "state=overdue", "queue=security"):
        assert case.public_id not in client.get(f"/queue?{narrowed}").get_data(as_text=True)


def test_an_overdue_case_says_by_how_much(
    browser: Browser, case: Case, reviewer: Person, clock: Any
) -> None:
    clock.forward(hours=27)
    page = browser(reviewer).get("/queue?state=overdue").get_data(as_text=True)
    assert case.public_id in page
    assert "overdue by 3 hours" in page


def test_a_case_held_by_a_colleague_names_them(
    browser: Browser, case: Case, reviewer: Person, colleague: Person
) -> None:
    queue.claim(case, colleague, case.version)
    db.session.commit()
    page = browser(reviewer).get("/queue").get_data(as_text=True)
    assert "Held by carl" in page


def test_nobody_sees_what_they_wrote_in_their_queue(
    browser: Browser, add_person: Callable[..., Person], new_draft: NewDraft
) -> None:
    both = add_person("both", Role.OFFICIAL, queues=("communications",))
    post = Post(text="You are liars and crooks.")
    own = drafts.submit(post, both, submit_key="own")
    db.session.commit()
    page = browser(both).get("/queue").get_data(as_text=True)
    assert own.cases[-1].public_id not in page


def test_take_next_claims_the_case_due_soonest_and_opens_it(
    browser: Browser, new_draft: NewDraft, reviewer: Person, clock: Any
) -> None:
    first = new_draft().cases[-1].public_id
    clock.forward(minutes=5)
    new_draft("Crooks, all of them: liars and crooks.")
    answer = browser(reviewer).post("/queue/next")
    assert answer.headers["Location"] == f"/cases/{first}"
    db.session.rollback()
    taken = db.session.scalars(sa.select(Case).where(Case.public_id == first)).one()
    assert taken.holder_id == reviewer.id


def test_take_next_says_when_nothing_is_free(browser: Browser, reviewer: Person) -> None:
    page = browser(reviewer).post("/queue/next", follow_redirects=True).get_data(as_text=True)
    assert "Nothing is free" in page


def test_an_empty_queue_teaches(browser: Browser, reviewer: Person) -> None:
    page = browser(reviewer).get("/queue").get_data(as_text=True)
    assert "Nothing waits here" in page


def test_fifty_rows_make_a_page_and_the_rest_is_one_link_away(
    browser: Browser, new_draft: NewDraft, reviewer: Person
) -> None:
    for number in range(52):
        new_draft(f"Number {number}: liars and crooks.")
    client = browser(reviewer)
    first = client.get("/queue").get_data(as_text=True)
    assert first.count('href="/cases/') == 50
    assert "page=2" in first
    assert client.get("/queue?page=2").get_data(as_text=True).count('href="/cases/') == 2


def test_words_that_mean_nothing_in_the_address_are_left_out(
    browser: Browser, case: Case, reviewer: Person
) -> None:
    for odd in ("?state=nonsense", "?page=-4", "?page=two", "?page=99999999999999999999"):
        assert browser(reviewer).get(f"/queue{odd}").status_code == 200


def test_broken_fields_never_hide_a_row(browser: Browser, case: Case, reviewer: Person) -> None:
    screened = case.revision.screened
    for broken in ([{}], [None], {}, [{"rule": 3}], "words"):
        begin_writing()
        screened.reasons = broken
        db.session.commit()
        page = browser(reviewer).get("/queue").get_data(as_text=True)
        assert case.public_id in page, broken


def test_a_hostile_post_is_shown_as_text(
    browser: Browser, new_draft: NewDraft, reviewer: Person
) -> None:
    new_draft("<script>alert(1)</script> liars and crooks")
    page = browser(reviewer).get("/queue").get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
