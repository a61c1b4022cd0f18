"""`flask record`, `flask people` and `flask setup-link`, as somebody at a terminal meets them."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import people
from app.extensions import db
from app.tables import Role


@pytest.fixture
def database_kind() -> str:
    return "sqlite"  # the commands are the same on both


def test_the_setup_link_is_printed_until_there_is_an_admin(app: Flask) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(args=["setup-link", "--base", "https://posts.city.example/"])
    assert first.output.startswith("https://posts.city.example/setup/")
    token = first.output.splitlines()[0].rpartition("/")[2]
    with app.app_context():
        people.accept_invitation(token, "Adam", "adam@city.example", "correct horse battery")
        db.session.commit()
    again = runner.invoke(args=["setup-link"])
    assert (again.exit_code, "system admin already" in again.output) == (1, True)
    assert runner.invoke(args=["setup-link", "--quiet"]).output == ""


def test_people_can_be_added_and_granted_roles(app: Flask) -> None:
    runner = app.test_cli_runner()
    add = ["people", "add", "ada@city.example", "--name", "Ada", "--role", "official"]
    added = runner.invoke(args=[*add, "--password", "correct horse battery"])
    assert added.exit_code == 0, added.output
    granted = runner.invoke(args=["people", "grant", "ada@city.example", "reviewer:legal"])
    assert granted.exit_code == 0, granted.output
    with app.app_context():
        person = people.authenticate("ada@city.example", "correct horse battery")
        assert person is not None
        assert (person.roles, person.queues) == ({Role.REVIEWER}, ("legal",))


@pytest.mark.parametrize(
    "args",
    [
        ["people", "grant", "nobody@city.example", "official"],
        ["people", "grant", "ada@city.example", "emperor"],
        ["people", "add", "x", "--name", "X", "--role", "official", "--password", "p" * 3],
    ],
)
def test_what_cannot_be_done_is_said_plainly(app: Flask, args: list[str]) -> None:
    answer = app.test_cli_runner().invoke(args=args)
    assert answer.exit_code != 0
    assert "Traceback" not in answer.output


def _add_teams(app: Flask) -> None:
    with app.app_context():
        for name in ("Parks", "Water"):
            people.add_team(name, by=None)
        db.session.commit()


def test_verify_says_that_the_record_holds(app: Flask) -> None:
    _add_teams(app)
    answer = app.test_cli_runner().invoke(args=["record", "verify"])
    assert (answer.exit_code, "The record holds: 2 entries" in answer.output) == (0, True)


def test_verify_fails_and_names_the_first_broken_entry(app: Flask) -> None:
    _add_teams(app)
    with app.app_context():
        begin = db.engine.execution_options(sqlite_begin="IMMEDIATE").begin()
        with begin as connection:
            connection.execute(sa.text("DROP TRIGGER record_entry_no_update"))
            connection.execute(sa.text("UPDATE record_entry SET kind = 'x' WHERE number = 2"))
    answer = app.test_cli_runner().invoke(args=["record", "verify"])
    assert (answer.exit_code, "broken at entry 2" in answer.output) == (1, True)


def test_export_writes_json_lines_and_says_so_in_the_record(app: Flask, tmp_path: Path) -> None:
    _add_teams(app)
    file = tmp_path / "record.jsonl"
    export = ["record", "export", "--from", "2026-01-01", "--to", "2027-01-01", str(file)]
    answer = app.test_cli_runner().invoke(args=export)
    assert answer.exit_code == 0, answer.output
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["payload"]["name"] for line in lines] == ["Parks", "Water"]
    verified = app.test_cli_runner().invoke(args=["record", "verify"])
    assert "3 entries" in verified.output


def test_an_export_of_no_known_time_is_refused(app: Flask, tmp_path: Path) -> None:
    export = ["record", "export", "--from", "yesterday", str(tmp_path / "f")]
    assert app.test_cli_runner().invoke(args=export).exit_code == 2
