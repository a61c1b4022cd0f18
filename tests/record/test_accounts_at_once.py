"""Two admins at once, on both databases: one of them always stays."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from app import people
from app.errors import LastAdmin, NotAccepted
from app.extensions import db
from app.tables import Person, Role


def test_two_admins_who_shut_each_other_out_at_once_leave_one(app: Flask, add_person: Any) -> None:
    ids = [add_person(name, Role.SYSTEM_ADMIN).id for name in ("adam", "eve")]
    db.session.rollback()

    def shut_out(person_id: int) -> str:
        with app.app_context():
            person = db.session.get_one(Person, person_id)
            try:
                people.set_active(person, False, by=person)
            except LastAdmin:
                return "stays"
            db.session.commit()
            return "gone"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(shut_out, ids)) == ["gone", "stays"]


def test_an_address_taken_at_the_same_moment_has_one_account(app: Flask) -> None:
    def add(number: int) -> str:
        with app.app_context():
            grants = [(Role.OFFICIAL, "")]
            name = f"Ada {number}"
            try:
                people.add(name, "ada@agency.example", "correct horse battery", grants)
            except NotAccepted:
                return "refused"
            db.session.commit()
            return "added"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(add, range(2))) == ["added", "refused"]
