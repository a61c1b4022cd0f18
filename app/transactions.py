"""How writers take turns, on both databases.

SQLite lets one writer in at a time, and a reader that wants to become a writer may find that the
ground moved. So every door that changes something calls `begin_writing` first: on SQLite that
takes the write lock before anything is read that the change rests on. PostgreSQL needs no such
lock: doors there compare the version in the UPDATE itself.

The order of locks is the same everywhere, so that two doors never wait for each other: first the
draft, then its case, then the record. After the first record entry a door touches no further rows
but those it holds already, or new ones.
"""

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.extensions import db
from app.tables import Base

busy_milliseconds = 15_000
_IMMEDIATE = {"sqlite_begin": "IMMEDIATE"}


def begin_writing() -> None:
    """Take the right to write, once a transaction. Objects read before are read again."""
    session = db.session
    if db.engine.dialect.name != "sqlite" or _is_writing(session):
        return
    if session.in_transaction():
        session.rollback()
    session.connection(execution_options=_IMMEDIATE)


def lock(row: Base) -> None:
    """Take the right to write, and hold this row, read anew, until the transaction ends."""
    begin_writing()
    db.session.flush()  # refresh() would drop what the same request changed before
    db.session.refresh(row, with_for_update=True)


def _is_writing(session: Session) -> bool:
    if not session.in_transaction():
        return False
    return session.connection().get_execution_options().get("sqlite_begin") == "IMMEDIATE"


def _refuse_unannounced(session: Session, *_: object) -> None:
    if session.get_bind().dialect.name == "sqlite" and not _is_writing(session):
        raise RuntimeError("begin_writing() must come before any change")


def _refuse_unannounced_statement(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        _refuse_unannounced(state.session)


def _open_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is below
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={busy_milliseconds}",  # first: the others may have to wait as well
        "journal_mode=WAL",
        "synchronous=FULL",  # a verdict that was answered survives a power cut
        "foreign_keys=ON",
        "recursive_triggers=ON",  # REPLACE then meets the triggers that refuse DELETE
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def prepare_engine(engine: sa.Engine, sessions: Any) -> None:
    """Bind the turn-taking above to one app's engine and sessions."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(sessions, "before_flush", _refuse_unannounced)
        event.listen(sessions, "do_orm_execute", _refuse_unannounced_statement)
