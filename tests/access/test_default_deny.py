"""Who may reach what: everything is refused that is not allowed in so many words."""

from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_login import current_user

from app import access, people
from app.access import PUBLIC_ENDPOINTS, ROLE_CAPABILITIES, Capability, capabilities
from app.extensions import db
from app.tables import Person, Role

JSON = {"Accept": "application/json"}


def _open_door(app: Flask) -> None:
    """Routes for these tests alone; the real ones are the views' own."""

    @access.requires(Capability.REVIEW_CASE)
    def for_reviewers() -> str:
        return f"Good morning, {current_user.name}{request.form.get('', '')}"

    def forgotten() -> str:
        return "nobody said who may read this"

    def let_in(public_id: str) -> str:
        access.sign_in(people.find(public_id))
        return "in"

    app.add_url_rule("/for-reviewers", view_func=for_reviewers, methods=["GET", "POST"])
    app.add_url_rule("/forgotten", "forgotten", forgotten)
    app.add_url_rule("/let-in/<public_id>", "certificates.check", let_in)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    # The public name is taken by the real view where it exists; then it is replaced here.
    app.view_functions.pop("certificates.check", None)
    _open_door(app)
    return app.test_client()


@pytest.fixture
def reviewer_id(app: Flask) -> str:
    with app.app_context():
        grants = [(Role.REVIEWER, "legal")]
        person = people.add("Ruth", "ruth@agency.example", "correct horse battery", grants)
        db.session.commit()
        return person.public_id


@pytest.fixture
def official_id(app: Flask) -> str:
    with app.app_context():
        grants = [(Role.OFFICIAL, "")]
        person = people.add("Ada", "ada@agency.example", "correct horse battery", grants)
        db.session.commit()
        return person.public_id


def _get(client: FlaskClient, path: str, expected: int) -> Any:
    answer = client.get(path, headers=JSON)
    assert answer.status_code == expected, answer.text
    return answer


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    unmarked = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC_ENDPOINTS
        and not getattr(app.view_functions[rule.endpoint], "needs", ())
    ]
    assert unmarked == [], "wear @requires(Capability.…), or stand in access.PUBLIC_ENDPOINTS"


def test_every_role_has_its_line_in_the_table() -> None:
    assert set(ROLE_CAPABILITIES) == set(Role)


def test_every_capability_is_somebodys() -> None:
    assert frozenset().union(*ROLE_CAPABILITIES.values()) == set(Capability)


@pytest.mark.parametrize(
    ("role", "never"),
    [
        # Auditors read all and change nothing,
        (
            Role.AUDITOR,
            {
                Capability.WRITE_DRAFT,
                Capability.REVIEW_CASE,
                Capability.GIVE_FEEDBACK,
                Capability.CHANGE_POLICY,
                Capability.MANAGE_PEOPLE,
            },
        ),
        # who lets people in does not read what they write,
        (
            Role.SYSTEM_ADMIN,
            {Capability.READ_DRAFT, Capability.READ_CASE, Capability.READ_RECORD},
        ),
        # nor does who writes the rules,
        (Role.POLICY_ADMIN, {Capability.READ_DRAFT, Capability.REVIEW_CASE}),
        # and an official reviews nothing.
        (Role.OFFICIAL, {Capability.REVIEW_CASE, Capability.READ_CASE, Capability.READ_RECORD}),
        # A reviewer writes no drafts by that role alone.
        (Role.REVIEWER, {Capability.WRITE_DRAFT, Capability.READ_RECORD}),
    ],
)
def test_no_role_grows_beyond_its_office(role: Role, never: set[Capability]) -> None:
    assert ROLE_CAPABILITIES[role].isdisjoint(never)


def test_nobody_signed_in_may_do_nothing(app: Flask) -> None:
    with app.test_request_context():
        assert capabilities(current_user) == frozenset()


def test_a_forgotten_route_is_not_there(client: FlaskClient, reviewer_id: str) -> None:
    _get(client, "/forgotten", 404)
    _get(client, f"/let-in/{reviewer_id}", 200)
    _get(client, "/forgotten", 404)


def test_a_page_opens_for_who_has_the_role(client: FlaskClient, reviewer_id: str) -> None:
    _get(client, f"/let-in/{reviewer_id}", 200)
    assert _get(client, "/for-reviewers", 200).text == "Good morning, Ruth"


def test_a_page_refuses_who_has_another_role(client: FlaskClient, official_id: str) -> None:
    _get(client, f"/let-in/{official_id}", 200)
    assert _get(client, "/for-reviewers", 403).json["error"] == "Forbidden"


def test_a_changed_password_ends_every_older_session(
    app: Flask, client: FlaskClient, reviewer_id: str
) -> None:
    _get(client, f"/let-in/{reviewer_id}", 200)
    with app.app_context():
        person = people.find(reviewer_id)
        people.change_password(person, "correct horse battery", "another long password")
        db.session.commit()
    _get(client, "/for-reviewers", 401)


def test_a_shut_account_is_out_at_once(app: Flask, client: FlaskClient, reviewer_id: str) -> None:
    _get(client, f"/let-in/{reviewer_id}", 200)
    with app.app_context():
        person = people.find(reviewer_id)
        people.set_active(person, False, by=person)
        db.session.commit()
    _get(client, "/for-reviewers", 401)


def test_a_session_ends_after_its_hours_whatever_happens(
    client: FlaskClient, reviewer_id: str, clock: Any
) -> None:
    _get(client, f"/let-in/{reviewer_id}", 200)
    clock.forward(hours=11)
    _get(client, "/for-reviewers", 200)
    clock.forward(hours=2)
    _get(client, "/for-reviewers", 401)


def test_the_session_cookie_is_out_of_reach_of_scripts(
    client: FlaskClient, reviewer_id: str
) -> None:
    cookie = _get(client, f"/let-in/{reviewer_id}", 200).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("path", ["/for-reviewers", "/nowhere", "/forgotten"])
def test_every_answer_tells_the_browser_what_to_refuse(client: FlaskClient, path: str) -> None:
    headers = client.get(path, headers=JSON).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_over_https_the_browser_is_told_to_stay_there(client: FlaskClient) -> None:
    plain, secure = (
        client.get("/x", headers=JSON),
        client.get("/x", headers=JSON, base_url="https://a"),
    )
    assert "Strict-Transport-Security" not in plain.headers
    assert "Strict-Transport-Security" in secure.headers


def test_pages_of_the_signed_in_are_not_kept_by_the_browser(
    client: FlaskClient, reviewer_id: str
) -> None:
    _get(client, f"/let-in/{reviewer_id}", 200)
    assert _get(client, "/for-reviewers", 200).headers["Cache-Control"] == "no-store"


def test_an_id_that_no_database_could_hold_is_not_found(client: FlaskClient) -> None:
    _get(client, "/for-reviewers?page=%00", 404)
    _get(client, "/let-in/%00", 404)


@pytest.mark.parametrize(
    ("characters", "expected"),
    [(1_200_000, 200), (5_000_000, 413)],  # a hundred thousand of four bytes each; too much
)
def test_a_request_beyond_all_measure_gets_a_plain_answer(
    client: FlaskClient, reviewer_id: str, characters: int, expected: int
) -> None:
    _get(client, f"/let-in/{reviewer_id}", 200)
    answer = client.post("/for-reviewers", data={"text": "x" * characters}, headers=JSON)
    assert answer.status_code == expected


def test_a_part_of_a_page_says_sign_in_rather_than_showing_another_page(
    client: FlaskClient,
) -> None:
    answer = client.get("/for-reviewers", headers={**JSON, "HX-Request": "true"})
    assert answer.status_code == 401


def test_may_reads_a_persons_roles(app: Flask, official_id: str) -> None:
    with app.app_context():
        person: Person = people.find(official_id)
        assert access.may(person, Capability.WRITE_DRAFT)
        assert not access.may(person, Capability.MANAGE_PEOPLE)


def test_a_form_of_another_session_says_so(
    app: Flask, reviewer_id: str, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    _get(client, f"/let-in/{reviewer_id}", 200)
    answer = client.post("/for-reviewers", headers=JSON)
    assert (answer.status_code, answer.json and answer.json["error"]) == (400, "FormExpired")


def test_an_ended_session_is_told_before_a_missing_token(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/for-reviewers", headers=JSON).status_code == 401


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/posts/abc?tab=2", "/posts/abc?tab=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("\\\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\nb", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_to_no_other_site(asked: str, goes_to: str) -> None:
    assert access.local_path(asked) == goes_to
