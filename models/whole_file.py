"""A SQLite file of this project's own: made once, opened for each use, changed whole or not at all.

Readers learn from `state` whether anybody wrote since. What SQLite cannot read is told in the words
of whoever keeps the file.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar
from uuid import uuid4

Stamp = tuple[int, int, int] | None
Value = TypeVar("Value")


class FileUnreadable(Exception):
    """The file is damaged, or something else. The text says what to do."""

    what = "a file of ours"
    remedy = "Move it away."


class WholeFile:
    """One file of a known schema. Any number of processes read it while one writes."""

    def __init__(self, path: Path, schema: str, unreadable: type[FileUnreadable]) -> None:
        """The last statement of `schema` sets `user_version`."""
        self.path = path
        self._schema = schema
        self._unreadable = unreadable

    def make(self) -> bool:
        """False where it is there already. Raises FileUnreadable."""
        if self.path.exists():
            return False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Made aside and put in its place whole: whoever finds the file finds its tables in it.
        aside = self.path.with_name(f".{self.path.name}.{uuid4().hex}")
        try:
            with WholeFile(aside, self._schema, self._unreadable).writing() as connection:
                for statement in self._schema.split(";\n"):
                    connection.execute(statement)
            os.link(aside, self.path)
        except FileExistsError:  # Another process was first.
            return False
        finally:
            aside.unlink(missing_ok=True)
        return True

    @property
    def state(self) -> Stamp:
        """What differs after every write; None where there is no file."""
        return stamp(self.path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Raises FileUnreadable."""
        try:
            with closing(
                sqlite3.connect(self.path, timeout=30, isolation_level=None)
            ) as connection:
                yield connection
        except sqlite3.DatabaseError as fault:
            said = self._unreadable
            raise said(
                f"{self.path} cannot be read as {said.what} ({fault}). {said.remedy}"
            ) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that is written counts, or nothing where it is cut short. Raises FileUnreadable."""
        with self.reading() as connection:
            connection.execute("begin immediate")
            yield connection
            connection.execute("commit")


class LastRead(Generic[Value]):
    """What was made of a file, kept until somebody writes to it. Safe to share between threads."""

    def __init__(self, file: WholeFile, nothing: Value) -> None:
        """`nothing` is what there is while there is no file."""
        self._file = file
        self._nothing = self._value = nothing
        self._state: Stamp = None
        self._lock = Lock()

    def get(self, read: Callable[[Value], Value]) -> Value:
        """`read` gets what was read before, and makes the new of it. Raises what it raises."""
        state = self._file.state
        if state is None:  # Nobody has written anything yet, or it was moved away.
            return self._nothing
        with self._lock:
            if state != self._state:
                self._value, self._state = read(self._value), state
            return self._value


def stamp(path: Path) -> Stamp:
    """What differs after a file was written to or replaced; None where there is none."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
