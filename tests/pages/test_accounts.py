"""Coming in: the first link, an invitation, a password; and what expired forms keep."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import people
from app.extensions import db
from app.tables import Person, Role

PASSWORD = "four words in a row"


def text_of(answer: Any, expected: int) -> str:
    assert answer.status_code == expected
    return str(answer.get_data(as_text=True))


def test_the_first_link_makes_the_system_admin_once(context: None, browser: Any) -> None:
    token = people.create_setup_link()
    db.session.commit()
    address = f"/setup/{token}"
    client = browser(None)
    form = {"name": "Sam", "email": "sam@agency.example", "password": PASSWORD}
    assert "first account" in text_of(client.get(address), 200)
    assert "easy to guess" in text_of(
        client.post(address, data={**form, "password": "a" * 20}), 422
    )
    assert client.post(address, data=form).status_code == 302
    assert "Invite somebody" in text_of(client.get("/people"), 200)
    assert text_of(browser(None).get(address), 404)


def test_an_invitation_is_shown_once_and_lets_one_person_in(browser: Any, admin: Person) -> None:
    client: FlaskClient = browser(admin)
    form = {"email": "rita@agency.example", "roles": ["reviewer:legal", "official"], "team": ""}
    page = text_of(client.post("/people/invite", data=form), 200)
    link = page.split("readonly>")[1].split("</textarea>")[0]
    address = link.removeprefix("http://localhost")
    guest = browser(None)
    assert guest.post(address, data={"name": "Rita", "password": PASSWORD}).status_code == 302
    assert "Write a post" in text_of(guest.get("/posts"), 200)
    assert "Rita" in text_of(client.get("/people"), 200)
    assert link not in text_of(client.get("/people"), 200)


def test_an_invitation_without_roles_is_refused_in_words(browser: Any, admin: Person) -> None:
    answer = browser(admin).post("/people/invite", data={"email": "x@agency.example", "team": ""})
    assert "Choose at least one role" in text_of(answer, 422)


def test_roles_and_team_of_a_person_change(browser: Any, admin: Person, author: Person) -> None:
    client: FlaskClient = browser(admin)
    client.post("/teams", data={"name": "City hall"})
    db.session.rollback()
    team = people.teams()[0].public_id
    address = f"/people/{author.public_id}"
    form = {"roles": ["official", "reviewer:records"], "team": team}
    assert client.post(address, data=form).status_code == 302
    db.session.rollback()
    assert people.find(author.public_id).queues == ("records",)
    assert "City hall" in text_of(client.get("/people"), 200)


def test_a_shut_account_cannot_come_back(browser: Any, admin: Person, author: Person) -> None:
    writer, client = browser(author), browser(admin)
    done = client.post(f"/people/{author.public_id}/active", data={"active": "no"})
    assert done.status_code == 302
    assert writer.get("/posts").status_code == 302


def test_the_last_admin_stays(browser: Any, admin: Person) -> None:
    form = {"roles": ["official"], "team": ""}
    answer = browser(admin).post(f"/people/{admin.public_id}", data=form)
    assert "last system admin" in text_of(answer, 409)


def test_a_wrong_password_does_not_tell_whether_the_address_is_known(
    browser: Any, author: Person
) -> None:
    client = browser(None)
    pages = [
        text_of(client.post("/sign-in", data={"email": email, "password": "wrong"}), 422)
        for email in (author.email, "nobody@agency.example")
    ]
    assert all("do not fit together" in page for page in pages)


def test_a_password_is_changed_with_the_old_one(browser: Any, author: Person) -> None:
    client: FlaskClient = browser(author)
    wrong = {"old": "not this one", "new": PASSWORD}
    assert "not right" in text_of(client.post("/account/password", data=wrong), 422)
    right = {"old": "correct horse battery", "new": PASSWORD}
    assert client.post("/account/password", data=right).status_code == 302
    assert "Your password is changed" in text_of(client.get("/account"), 200)


@pytest.mark.parametrize(
    ("roles", "queues", "start"),
    [
        ((Role.OFFICIAL,), (), "/posts"),
        ((), ("legal",), "/queue"),
        ((Role.AUDITOR,), (), "/record"),
        ((Role.SYSTEM_ADMIN,), (), "/people"),
        ((Role.POLICY_ADMIN,), (), "/policy"),
    ],
)
def test_the_start_page_is_where_the_work_is(
    browser: Any, add_person: Callable[..., Person], roles: Any, queues: Any, start: str
) -> None:
    assert browser(add_person("pat", *roles, queues=queues)).get("/").location == start


def test_an_expired_form_keeps_the_words(app: Flask, browser: Any, author: Person) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    form = {"text": "Words that took an hour.", "csrf_token": "old"}
    page = text_of(browser(author).post("/posts", data=form), 400)
    assert "Words that took an hour." in page


def test_signing_out_tells_the_browser_to_let_go_of_kept_words(
    browser: Any, author: Person
) -> None:
    client: FlaskClient = browser(author)
    client.post("/sign-out")
    assert 'name="countersign-saved" content="*"' in text_of(client.get("/sign-in"), 200)


def test_a_live_check_after_the_session_ended_says_so_with_401(browser: Any) -> None:
    answer = browser(None).post("/posts/check", data={"text": "a"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
