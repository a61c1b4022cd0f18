"""The record is hash-chained and append-only, and says where it was tampered with."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app import record
from app.events import EVENT_FIELDS, EventKind
from app.extensions import db
from app.tables import Person, RecordEntry


def _append(name: str) -> None:
    record.append(EventKind.TEAM_ADDED, "team:1", None, {"name": name})


@pytest.fixture
def three_entries(context: None) -> None:
    for name in ("Parks", "Water", "Streets"):
        _append(name)
    db.session.commit()


def _without_triggers(statement: str) -> None:
    """Change the table as somebody with the run of the database could."""
    with db.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE record_entry DISABLE TRIGGER USER"))
        else:
            for name in ("no_update", "no_delete", "in_order"):
                connection.execute(sa.text(f"DROP TRIGGER record_entry_{name}"))
        connection.execute(sa.text(statement))


def test_an_untouched_record_holds(three_entries: None) -> None:
    found = record.verify()
    assert (found.ok, found.count, found.first_broken) == (True, 3, None)


def test_an_empty_record_holds(context: None) -> None:
    assert record.verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET kind = 'x' WHERE number = 2",
        "DELETE FROM record_entry WHERE number = 3",
        "DELETE FROM record_entry",
        "INSERT INTO record_entry SELECT number + 5, at, kind, actor_id, subject, payload,"
        " previous_hash, 'x' FROM record_entry WHERE number = 1",
        "INSERT INTO record_entry SELECT number + 3, at, kind, actor_id, subject, payload,"
        " previous_hash, 'x' FROM record_entry WHERE number = 1",
    ],
)
def test_the_database_itself_refuses_to_change_the_record(
    three_entries: None, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="only ever added"), db.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_the_database_refuses_to_replace_or_truncate(three_entries: None) -> None:
    statement = {
        "sqlite": "INSERT OR REPLACE INTO record_entry SELECT * FROM record_entry WHERE number = 2",
        "postgresql": "TRUNCATE record_entry",
    }[db.engine.dialect.name]
    with pytest.raises(DBAPIError, match="only ever added"), db.engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        # An entry is reworded.
        ('UPDATE record_entry SET payload = \'{"name":"x"}\' WHERE number = 2', 2),
        # Somebody else is made to have done it.
        ("UPDATE record_entry SET subject = 'team:2' WHERE number = 1", 1),
        # An entry is taken out of the middle.
        ("DELETE FROM record_entry WHERE number = 2", 2),
        # An entry is moved in time.
        ("UPDATE record_entry SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 3", 3),
    ],
)
def test_verify_names_the_first_entry_that_was_tampered_with(
    three_entries: None, statement: str, first_broken: int
) -> None:
    _without_triggers(statement)
    found = record.verify()
    assert (found.ok, found.first_broken) == (False, first_broken)


def test_a_head_noted_elsewhere_shows_that_the_end_was_cut_off(three_entries: None) -> None:
    head = record.verify().head
    db.session.rollback()
    _without_triggers("DELETE FROM record_entry WHERE number = 3")
    assert record.verify().ok
    found = record.verify(head)
    assert (found.ok, found.first_broken) == (False, 3)


def test_an_older_head_still_stands_in_a_longer_record(three_entries: None) -> None:
    head = record.verify().head
    _append("Library")
    assert record.verify(head).ok


def test_an_entry_without_its_fields_is_refused(context: None) -> None:
    with pytest.raises(ValueError, match=r"team\.added takes"):
        record.append(EventKind.TEAM_ADDED, "team:1", None, {"title": "Parks"})


def test_every_kind_of_event_has_its_fields() -> None:
    assert set(EVENT_FIELDS) == set(EventKind)


def test_a_rolled_back_change_leaves_no_entry(three_entries: None) -> None:
    _append("Library")
    db.session.rollback()
    assert record.verify().count == 3


def test_twenty_appends_at_once_keep_the_chain(app: Flask, context: None) -> None:
    def append_one(number: int) -> None:
        with app.app_context():
            _append(f"Team {number}")
            db.session.commit()

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(append_one, range(20)))
    found = record.verify()
    assert (found.ok, found.count) == (True, 20)


def test_an_export_holds_the_entries_of_its_window(three_entries: None, clock: Any) -> None:
    first = clock.time
    clock.forward(days=1)
    _append("Library")
    assert len(list(record.export())) == 4
    assert len(list(record.export(until=clock.time))) == 3
    assert len(list(record.export(first=clock.time))) == 1
    assert len(list(record.export(first=first))) == 4


def test_the_ledger_goes_on_where_the_last_page_ended(three_entries: None) -> None:
    page = record.ledger(limit=2)
    rest = record.ledger(limit=2, before_number=page[-1].number)
    assert [entry.number for entry in (*page, *rest)] == [3, 2, 1]


def test_the_ledger_can_be_narrowed(context: None, author: Person, clock: Any) -> None:
    clock.forward(days=1)
    _append("Parks")
    assert [e.kind for e in record.ledger(kind="team.added")] == ["team.added"]
    assert [e.kind for e in record.ledger(actor=author)] == ["person.added"]
    assert [e.kind for e in record.ledger(subject="team:1")] == ["team.added"]
    assert [e.kind for e in record.ledger(first=clock.time)] == ["team.added"]
    assert [e.kind for e in record.ledger(until=clock.time)] == ["person.added"]


def test_a_timeline_tells_of_one_subject_only(three_entries: None) -> None:
    record.append(EventKind.TEAM_ADDED, "team:2", None, {"name": "Other"})
    assert [entry.number for entry in record.timeline("team:2")] == [4]


def test_the_record_cannot_be_changed_through_the_session(three_entries: None) -> None:
    entry = db.session.get_one(RecordEntry, 1)
    record.begin_writing()
    entry.kind = "x"
    with pytest.raises(DBAPIError, match="only ever added"):
        db.session.flush()
