"""Every refusal is a plain page: what happened, what was kept, what to do; JSON for programs."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db, limiter
from app.tables import Case, Person

Browser = Callable[[Person | None], FlaskClient]
JSON = {"Accept": "application/json"}


def test_an_unknown_address_is_a_page(browser: Browser, reviewer: Person) -> None:
    answer = browser(reviewer).get("/nowhere")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "no such page here" in page
    assert "start page" in page


def test_a_role_that_is_missing_is_said(browser: Browser, reviewer: Person) -> None:
    answer = browser(reviewer).get("/people")
    assert answer.status_code == 403
    assert "Your roles do not allow that." in answer.get_data(as_text=True)


def test_an_address_that_takes_no_post_says_so(browser: Browser, reviewer: Person) -> None:
    assert browser(reviewer).post("/policy").status_code == 405


def test_a_move_that_leads_nowhere_is_a_409(browser: Browser, case: Case, reviewer: Person) -> None:
    assert browser(reviewer).post(f"/cases/{case.public_id}/renew").status_code == 409


def test_too_much_at_once_is_a_413(app: Flask, browser: Browser, reviewer: Person) -> None:
    answer = browser(None).post("/check", data={"text": "x" * (5 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "4 megabytes" in answer.get_data(as_text=True)


def test_too_many_tries_are_a_429(app: Flask, browser: Browser) -> None:
    app.config["SIGN_IN_LIMIT"] = "2 per minute"
    limiter.enabled = True
    try:
        client = browser(None)
        typed = {"email": "ada@agency.example", "password": "wrong"}
        codes = [client.post("/sign-in", data=typed).status_code for _ in range(3)]
    finally:
        limiter.enabled = False
    assert codes[-1] == 429


def test_a_form_of_an_ended_session_gives_the_words_back(
    app: Flask, browser: Browser, author: Person
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    typed = {"text": "What I wrote <b>for an hour</b>.", "submit_key": "k"}
    answer = browser(author).post("/posts", data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "session that has ended" in page
    assert "What I wrote &lt;b&gt;for an hour&lt;/b&gt;." in page


def test_a_verdict_of_an_ended_session_gives_the_reason_back(
    app: Flask, browser: Browser, case: Case, reviewer: Person
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    typed = {"verdict": "return", "reason": "It insults people.", "seen_version": 1}
    answer = browser(reviewer).post(f"/cases/{case.public_id}/verdict", data=typed)
    assert answer.status_code == 400
    assert "It insults people." in answer.get_data(as_text=True)


@pytest.mark.parametrize("who", ["nobody", "somebody"])
def test_a_broken_database_is_a_plain_500(
    app: Flask, browser: Browser, reviewer: Person, who: str
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = browser(reviewer if who == "somebody" else None)
    with app.app_context():
        db.session.rollback()
        for table in ("certificate_part", "review_case"):
            db.session.connection().exec_driver_sql("PRAGMA foreign_keys=OFF")
            db.session.execute(sa.text(f'DROP TABLE "{table}"'))
        db.session.commit()
    answer = (
        client.get("/queue") if who == "somebody" else client.post("/check", data={"text": "a"})
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Something broke on our side" in page
    assert "certificate_part" not in page
    assert "review_case" not in page


def test_when_even_the_table_of_people_is_gone_the_page_still_is_plain(
    app: Flask, browser: Browser, reviewer: Person
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = browser(reviewer)
    with app.app_context():
        db.session.rollback()
        db.session.execute(sa.text("ALTER TABLE person RENAME TO persons"))
        db.session.commit()
    answer = client.get("/queue")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.get_data(as_text=True)


def test_programs_get_json(browser: Browser, reviewer: Person) -> None:
    answer = browser(reviewer).get("/people", headers=JSON)
    assert answer.status_code == 403
    assert answer.get_json()["happened"] == "Your roles do not allow that."


def test_the_address_of_an_error_page_is_shown_to_nobody_as_markup(
    browser: Browser, reviewer: Person
) -> None:
    page = browser(reviewer).get("/<script>alert(1)</script>").get_data(as_text=True)
    assert "<script>alert" not in page
