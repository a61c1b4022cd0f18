"""The system admin lets people in, says what they may do, and can undo all of it."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from flask.testing import FlaskClient

from app import people, record
from app.extensions import db
from app.tables import Person, Role, Team

Browser = Callable[[Person | None], FlaskClient]


def _person(name: str) -> Person:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(sa.select(Person).where(Person.name == name)).one()


def test_the_list_names_everybody_and_what_they_may_do(
    browser: Browser, admin: Person, reviewer: Person
) -> None:
    page = browser(admin).get("/people").get_data(as_text=True)
    assert "ruth@agency.example" in page
    assert "Security" in page


def test_an_invitation_is_shown_once_and_lets_one_person_in(
    browser: Browser, admin: Person
) -> None:
    client = browser(admin)
    typed = {"email": "New@Agency.example", "roles": ["official", "reviewer:legal"]}
    page = client.post("/people/invite", data=typed).get_data(as_text=True)
    found = re.search(r"http://localhost(/setup/[\w-]+)", page)
    assert found is not None
    link = found.group(1)
    listed = client.get("/people").get_data(as_text=True)
    assert "new@agency.example" in listed
    assert link not in listed
    assert browser(None).get(link).status_code == 200
    person = people.accept_invitation(link.rpartition("/")[2], "Nora", "", "a long enough word")
    db.session.commit()
    assert person.roles == {Role.OFFICIAL, Role.REVIEWER}
    assert browser(None).get(link).status_code == 404


def test_a_refused_invitation_keeps_what_was_typed(
    browser: Browser, admin: Person, reviewer: Person
) -> None:
    for typed, words in (
        ({"email": "nonsense", "roles": "official"}, "not an e-mail address"),
        ({"email": "ruth@agency.example", "roles": "official"}, "account with this address"),
        ({"email": "new@agency.example"}, "at least one role"),
        ({"email": "", "roles": "official"}, "Type their email address"),
    ):
        answer = browser(admin).post("/people/invite", data=typed)
        assert answer.status_code == 422, typed
        page = answer.get_data(as_text=True)
        assert words in page
        assert typed["email"] in page


def test_a_role_that_does_not_exist_is_refused(
    browser: Browser, admin: Person, reviewer: Person
) -> None:
    for roles in ("emperor", "reviewer", "reviewer:nowhere", "official:legal"):
        typed = {"email": "new@agency.example", "roles": roles}
        assert browser(admin).post("/people/invite", data=typed).status_code == 422, roles
        address = f"/people/{reviewer.public_id}"
        assert browser(admin).post(address, data={"roles": roles}).status_code == 422, roles


def test_roles_and_team_are_changed_and_recorded(
    browser: Browser, admin: Person, reviewer: Person
) -> None:
    client = browser(admin)
    client.post("/teams", data={"name": "City Hall"})
    db.session.rollback()
    team = db.session.scalars(sa.select(Team)).one()
    typed = {"roles": ["auditor", "reviewer:legal"], "team": team.public_id}
    assert client.post(f"/people/{reviewer.public_id}", data=typed).status_code == 302
    person = _person("ruth")
    assert person.queues == ("legal",)
    assert Role.AUDITOR in person.roles
    assert person.team is not None
    assert person.team.name == "City Hall"
    kinds = [entry.kind for entry in record.timeline(f"person:{person.public_id}")]
    assert kinds[-2:] == ["person.grants-changed", "person.team-changed"]


def test_saving_without_a_change_records_nothing(
    browser: Browser, admin: Person, reviewer: Person
) -> None:
    typed = {"roles": ["reviewer:communications", "reviewer:security"], "team": ""}
    before = len(record.timeline(f"person:{reviewer.public_id}"))
    browser(admin).post(f"/people/{reviewer.public_id}", data=typed)
    db.session.rollback()
    assert len(record.timeline(f"person:{reviewer.public_id}")) == before


def test_a_shut_account_is_signed_out_and_can_be_opened_again(
    browser: Browser, admin: Person, reviewer: Person
) -> None:
    theirs, address = browser(reviewer), f"/people/{reviewer.public_id}/active"
    assert theirs.get("/queue").status_code == 200
    browser(admin).post(address, data={"active": "no"})
    assert "/sign-in" in theirs.get("/queue").headers["Location"]
    browser(admin).post(address, data={"active": "yes"})
    assert _person("ruth").active


def test_the_last_admin_cannot_lock_everybody_out(browser: Browser, admin: Person) -> None:
    client, address = browser(admin), f"/people/{admin.public_id}"
    assert client.post(f"{address}/active", data={"active": "no"}).status_code == 409
    assert client.post(address, data={"roles": ["official"]}).status_code == 409
    assert _person("sam").active


def test_a_hostile_name_is_shown_as_text(
    browser: Browser, admin: Person, add_person: Callable[..., Person]
) -> None:
    evil = "<script>alert(1)</script>"
    people.add(evil, "evil@agency.example", "correct horse battery", [(Role.OFFICIAL, "")])
    people.add_team(f"{evil} team", by=admin)
    db.session.commit()
    client = browser(admin)
    for address in ("/people", f"/people/{_person(evil).public_id}", "/teams"):
        assert "<script>alert" not in client.get(address).get_data(as_text=True)


def test_a_team_needs_a_name_of_its_own(browser: Browser, admin: Person) -> None:
    client = browser(admin)
    assert client.post("/teams", data={"name": "City Hall"}).status_code == 302
    assert client.post("/teams", data={"name": "City Hall"}).status_code == 422
    assert client.post("/teams", data={"name": "  "}).status_code == 422
