"""Checks and posts as they stand in the database: what is written, what is not, who sees it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.extensions import db
from app.tables import Draft, DraftState, Person, Role

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]
Dump = Callable[[], dict[str, list[tuple[object, ...]]]]

CLEAR = "The library opens at nine on Monday."
HOSTILE = "They are liars and crooks."
ADVISED = "It always works for everyone."
HELD = "Her number is 536-22-8145, please call."
LIVE = {"HX-Request": "true"}


def _drafts() -> list[Draft]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Draft)))


def test_a_live_check_answers_with_a_fragment_and_a_plain_one_with_the_page(
    browser: Browser, author: Person
) -> None:
    client = browser(author)
    live = client.post("/posts/check", data={"text": HOSTILE}, headers=LIVE).get_data(as_text=True)
    whole = client.post("/posts/check", data={"text": HOSTILE}).get_data(as_text=True)
    assert "<html" not in live
    assert 'id="checked"' in live
    assert "<html" in whole
    assert HOSTILE in whole
    assert 'data-marks="[[9,25,&#34;refer&#34;,&#34;reason-1&#34;]]"' in live


def test_a_check_stores_nothing(browser: Browser, author: Person, dump: Dump) -> None:
    client = browser(author)
    before = dump()
    for text in (CLEAR, HOSTILE, HELD, ""):
        client.post("/posts/check", data={"text": text})
        client.post("/posts/check", data={"text": text}, headers=LIVE)
    assert dump() == before


def test_a_clear_post_gets_its_certificate_at_once(browser: Browser, author: Person) -> None:
    client = browser(author)
    sent = {"text": CLEAR, "submit_key": "k", "platforms": ["x", "facebook"]}
    answer = client.post("/posts", data=sent)
    (draft,) = _drafts()
    assert answer.headers["Location"] == f"/posts/{draft.public_id}"
    assert draft.state is DraftState.CLEARED
    shown = client.get(f"/posts/{draft.public_id}").get_data(as_text=True)
    assert f"/certificates/{draft.current.certificates[0].public_id}" in shown
    assert f"/posts/{draft.public_id}" in client.get("/posts").get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "seen"), [(HOSTILE, ""), (HOSTILE, "clear"), (HELD, "refer"), (HOSTILE, "no such")]
)
def test_what_is_stricter_than_was_shown_is_shown_before_it_is_stored(
    browser: Browser, author: Person, dump: Dump, text: str, seen: str
) -> None:
    client = browser(author)
    before = dump()
    sent = {"text": text, "submit_key": "k", "seen_outcome": seen, "note": "For the mayor."}
    answer = client.post("/posts", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert text in page
    assert "For the mayor." in page
    assert 'value="k"' in page
    assert dump() == before


def test_held_words_are_masked_in_every_table_and_in_the_page_that_follows(
    browser: Browser, author: Person, dump: Dump
) -> None:
    client = browser(author)
    sent = {"text": HELD, "submit_key": "k", "seen_outcome": "hold", "note": "536-22-8145"}
    answer = client.post("/posts", data=sent, follow_redirects=True)
    assert answer.status_code == 200
    assert "536-22-8145" not in answer.get_data(as_text=True)
    assert "536-22-8145" not in str(dump())


def test_a_held_number_is_quoted_in_no_card(browser: Browser, author: Person) -> None:
    live = browser(author).post("/posts/check", data={"text": HELD}, headers=LIVE)
    assert "536-22-8145" not in live.get_data(as_text=True)


def test_a_private_post_gets_advice_and_leaves_nothing(
    browser: Browser, author: Person, dump: Dump
) -> None:
    client = browser(author)
    before = dump()
    private = {"text": HOSTILE, "capacity": "personal", "submit_key": "k", "seen_outcome": "hold"}
    checked = client.post("/posts/check", data=private).get_data(as_text=True)
    assert "Advice only" in checked
    assert "Nothing of it is stored." in checked
    assert "data-primary" not in checked
    sent = client.post("/posts", data=private)
    assert sent.status_code == 422
    assert "Nothing of it was stored." in sent.get_data(as_text=True)
    assert dump() == before


def test_a_part_that_could_not_be_checked_goes_to_a_person(
    browser: Browser, author: Person, word_screener: object
) -> None:
    word_screener.broken = {"identifiers"}  # type: ignore[attr-defined]
    page = browser(author).post("/posts/check", data={"text": CLEAR}).get_data(as_text=True)
    assert "Needs a reviewer" in page
    assert "Ready to post" not in page


def test_my_posts_says_where_each_is_and_teaches_when_empty(
    browser: Browser, author: Person, new_draft: NewDraft
) -> None:
    client = browser(author)
    assert "/posts/new" in client.get("/posts").get_data(as_text=True)
    draft = new_draft(HOSTILE)
    listed = client.get("/posts").get_data(as_text=True)
    assert draft.public_id in listed
    assert HOSTILE in listed


def test_another_official_sees_no_post_of_mine(
    browser: Browser, new_draft: NewDraft, add_person: Callable[..., Person]
) -> None:
    draft = new_draft(HOSTILE)
    other = browser(add_person("otto", Role.OFFICIAL))
    for path in (f"/posts/{draft.public_id}", f"/posts/{draft.public_id}/revise"):
        assert other.get(path).status_code == 404
    taken = other.post("/posts/check", data={"text": CLEAR, "draft": draft.public_id})
    assert taken.status_code == 404
