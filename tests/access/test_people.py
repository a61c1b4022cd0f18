"""Accounts: one-time links, passwords, roles; nobody is locked out for good."""

from typing import Any, Literal

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from app import people, record
from app.errors import LastAdmin, LinkSpent, NotAccepted, NotFound
from app.extensions import db
from app.tables import Invitation, Person, Role

ADMIN = [(Role.SYSTEM_ADMIN, "")]
OFFICIAL = [(Role.OFFICIAL, "")]
PASSWORD = "correct horse battery"


@pytest.fixture
def admin(add_person: Any) -> Person:
    person: Person = add_person("adam", Role.SYSTEM_ADMIN)
    return person


def test_the_setup_link_makes_the_first_admin_once(context: None) -> None:
    token = people.create_setup_link()
    person = people.accept_invitation(token, "Adam", "Adam@Agency.Example", PASSWORD)
    assert (person.email, person.roles) == ("adam@agency.example", {Role.SYSTEM_ADMIN})
    with pytest.raises(LinkSpent):
        people.accept_invitation(token, "Eve", "eve@agency.example", PASSWORD)


def test_an_earlier_setup_link_is_worth_nothing_once_there_is_an_admin(context: None) -> None:
    first, second = people.create_setup_link(), people.create_setup_link()
    people.accept_invitation(second, "Adam", "adam@agency.example", PASSWORD)
    with pytest.raises(LinkSpent):
        people.accept_invitation(first, "Eve", "eve@agency.example", PASSWORD)


def test_there_is_no_setup_link_once_there_is_an_admin(admin: Person) -> None:
    with pytest.raises(NotAccepted):
        people.create_setup_link()


def test_a_link_runs_out(context: None, clock: Any) -> None:
    token = people.create_setup_link()
    clock.forward(hours=24)
    with pytest.raises(LinkSpent):
        people.invitation(token)


def test_looking_at_a_link_does_not_use_it_up(context: None) -> None:
    token = people.create_setup_link()
    people.invitation(token)
    assert people.invitation(token).used_at is None


def test_the_database_does_not_hold_the_link_itself(context: None) -> None:
    token = people.create_setup_link()
    stored = db.session.scalars(sa.select(Invitation.token_hash)).one()
    assert token not in stored


def test_an_invitation_is_for_the_address_invited(admin: Person) -> None:
    token = people.invite("new@agency.example", OFFICIAL, by=admin)
    person = people.accept_invitation(token, "New", "other@agency.example", PASSWORD)
    assert (person.email, person.roles) == ("new@agency.example", {Role.OFFICIAL})


def test_the_right_password_opens_and_no_other(admin: Person) -> None:
    assert people.authenticate(" ADAM@agency.example ", PASSWORD) is admin
    assert people.authenticate("adam@agency.example", PASSWORD + "x") is None


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("nobody@agency.example", PASSWORD),
        ("", ""),
        ("nul\x00@agency.example", PASSWORD),
        ("half\ud83d@agency.example", PASSWORD),
        ("adam@agency.example", "half \ud83d a face"),
    ],
)
def test_strange_credentials_are_simply_wrong(admin: Person, email: str, password: str) -> None:
    assert people.authenticate(email, password) is None


class CountingHasher(PasswordHasher):
    """Verifies in earnest, and counts."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.verified += 1
        return super().verify(hash, password)


@pytest.mark.parametrize("email", ["adam@agency.example", "nobody@agency.example"])
def test_an_unknown_address_costs_as_much_work_as_a_known_one(
    app: Flask, admin: Person, email: str
) -> None:
    hasher = CountingHasher(time_cost=1, memory_cost=8, parallelism=1)
    app.config["PASSWORD_HASHER"] = hasher
    assert people.authenticate(email, "not the password") is None
    assert hasher.verified == 1


def test_a_shut_account_opens_to_no_password(admin: Person, add_person: Any) -> None:
    official = add_person("ada", Role.OFFICIAL)
    people.set_active(official, False, by=admin)
    assert people.authenticate(official.email, PASSWORD) is None
    people.set_active(official, True, by=admin)
    assert people.authenticate(official.email, PASSWORD) is official


@pytest.mark.parametrize(
    "password", ["short", "aaaaaaaaaaaaaaaa", "ada@agency.example", "x" * 1_001]
)
def test_a_weak_password_is_refused(context: None, password: str) -> None:
    with pytest.raises(NotAccepted):
        people.add("Ada", "ada@agency.example", password, OFFICIAL)


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@agency.example", "a b@agency.example"])
def test_what_is_no_address_is_refused(context: None, email: str) -> None:
    with pytest.raises(NotAccepted):
        people.add("Ada", email, PASSWORD, OFFICIAL)


def test_an_address_has_one_account(admin: Person) -> None:
    with pytest.raises(NotAccepted):
        people.add("Other", "ADAM@agency.example", PASSWORD, OFFICIAL)


@pytest.mark.parametrize(
    "grants",
    [
        [],
        [(Role.REVIEWER, "")],  # of which queue?
        [(Role.REVIEWER, "nowhere")],
        [(Role.OFFICIAL, "legal")],
    ],
)
def test_roles_that_make_no_sense_are_refused(context: None, grants: list[Any]) -> None:
    with pytest.raises(NotAccepted):
        people.add("Ada", "ada@agency.example", PASSWORD, grants)


def test_the_last_admin_can_neither_leave_nor_be_shut_out(admin: Person) -> None:
    with pytest.raises(LastAdmin):
        people.set_grants(admin, OFFICIAL, by=admin)
    with pytest.raises(LastAdmin):
        people.set_active(admin, False, by=admin)


def test_roles_can_be_changed_and_the_record_says_so(admin: Person, add_person: Any) -> None:
    person = add_person("ruth", queues=("legal",))
    people.set_grants(person, [(Role.REVIEWER, "security"), (Role.OFFICIAL, "")], by=admin)
    assert (person.queues, person.roles) == (("security",), {Role.REVIEWER, Role.OFFICIAL})
    told = record.timeline(f"person:{person.public_id}")[-1]
    assert (told.kind, told.actor_id) == ("person.grants-changed", admin.id)


def test_changing_the_password_needs_the_present_one(admin: Person) -> None:
    with pytest.raises(NotAccepted):
        people.change_password(admin, "wrong password here", "another long password")
    people.change_password(admin, PASSWORD, "another long password")
    assert people.authenticate(admin.email, "another long password") is admin


def test_an_invitation_waits_until_it_is_used(admin: Person) -> None:
    token = people.invite("new@agency.example", OFFICIAL, by=admin)
    assert [link.email for link in people.open_invitations()] == ["new@agency.example"]
    people.accept_invitation(token, "New", "", PASSWORD)
    assert people.open_invitations() == []
    with pytest.raises(NotAccepted):
        people.invite("new@agency.example", OFFICIAL, by=admin)


def test_a_person_can_change_teams(admin: Person) -> None:
    parks = people.add_team("Parks", by=admin)
    people.set_team(admin, parks, by=admin)
    db.session.commit()
    assert (admin.team, people.teams(), people.everybody()) == (parks, [parks], [admin])
    people.set_team(admin, None, by=admin)
    db.session.commit()
    assert admin.team is None


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_name_has_some_length(context: None, name: str) -> None:
    with pytest.raises(NotAccepted):
        people.add(name, "ada@agency.example", PASSWORD, OFFICIAL)


def test_a_password_that_cannot_be_encoded_is_refused(context: None) -> None:
    with pytest.raises(NotAccepted):
        people.add("Ada", "ada@agency.example", "half \ud83d a face", OFFICIAL)


def test_nobody_of_that_id_is_not_found(context: None) -> None:
    with pytest.raises(NotFound):
        people.find("nobody")


def test_a_team_has_one_name(admin: Person) -> None:
    people.add_team("Parks", by=admin)
    with pytest.raises(NotAccepted):
        people.add_team(" Parks ", by=admin)
