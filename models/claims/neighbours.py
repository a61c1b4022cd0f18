"""Which claims of an index come nearest in meaning: the graph for most, one by one for the rest.

Claims that were written since the graph was built are compared one by one, and removed ones are
passed over, so each change counts at once. When too much has changed since, one process builds
the graph anew, and all others look on as before until it is there.
"""

import fcntl
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

import numpy as np

from models.claims import graph
from models.claims.graph import Built, Graph, Rows, Vectors
from models.meaning import WIDTH
from models.whole_file import FileUnreadable, Stamp, WholeFile, stamp

_log = logging.getLogger(__name__)

# Up to so many, comparing all takes no longer than the graph (`docs/claims.md`), and is exact.
EXACT_MOST = 10_000
WORTH_ADDING = 1_000  # new claims after which an import puts them into the graph
_GONE_MOST = 0.1  # of a graph's claims: past that it is built from nothing
_BLOCK = 5_000
BUILDER = "claims-graph"  # the thread


@dataclass(frozen=True, slots=True)
class _Due:
    onto: Graph | None  # None: from nothing
    start: int  # rows after this one are put in
    built: Built


class Neighbours:
    """Of one file. Safe to share between threads and processes."""

    def __init__(self, file: WholeFile, *, exact: bool = False) -> None:
        self._file = file
        self._exact = exact
        self._path = graph_of(file.path)
        self._lock = Lock()
        self._seen: tuple[Stamp, Stamp] = (None, None)
        self._graph: Graph | None = None
        self._gone: Rows = np.zeros(0, dtype=np.int64)  # in the graph, no longer in the file
        self._rows: Rows = np.zeros(0, dtype=np.int64)  # in the file, not in the graph
        self._vectors: Vectors = np.zeros((0, WIDTH), dtype=np.float32)

    def nearest(self, looked: Vectors, most: int) -> Rows:
        """At most so many rows, those that come nearest to any of the vectors, nearest first."""
        with self._lock:
            self._refresh()
            held, gone, rows, vectors = self._graph, self._gone, self._rows, self._vectors
        found = [_compared(looked, rows, vectors, most)]
        if held:
            found.append(_walked(looked, held, gone, most))
        near: dict[int, float] = {}
        for row, closeness in (pair for pairs in found for pair in pairs):
            near[row] = max(near.get(row, -1.0), closeness)
        chosen = sorted(near, key=lambda row: (-near[row], row))[:most]
        return np.array(chosen, dtype=np.int64)

    def settle(self, done: Callable[[int], object] = lambda count: None) -> bool:
        """After an import: brings the graph up to date where that is worth it; waits for its turn.

        False where there was nothing to do. `done` hears of every claim that was put in.
        """
        if not self._due(WORTH_ADDING):
            return False
        with self._turn(waits=True):
            return self._build(WORTH_ADDING, done)

    def _refresh(self) -> None:
        """Reads again what was written since. Holds the lock."""
        seen = (self._file.state, stamp(self._path))
        if seen == self._seen:
            return
        if self._file.state is None:  # Nobody has imported anything yet, or it was moved away.
            self._graph, self._gone, self._rows = None, self._gone[:0], self._rows[:0]
            self._vectors = self._vectors[:0]
            self._seen = seen
            return
        with self._file.reading() as connection:
            connection.execute("begin")
            held = None if self._exact else self._opened(connection)
            start = held.built.highest if held else 0
            self._gone = _gone(connection, held)
            found = connection.execute(
                "select rowid, vector from claim where rowid > ? order by rowid", (start,)
            ).fetchall()
        self._graph, self._seen = held, seen
        self._rows, self._vectors = _unpacked(found)
        changed = len(self._rows) > EXACT_MOST or _many(self._gone, held)
        if changed and not self._exact:
            Thread(target=self._build_aside, name=BUILDER, daemon=True).start()

    def _opened(self, connection: sqlite3.Connection) -> Graph | None:
        """The graph, if it was built from this very file: not from one before it, nor from one
        whose later writes a restored copy lacks."""
        held = self._graph
        if held is None or self._seen[1] != stamp(self._path):
            held = Graph.opened(self._path)
        return held if held and held.built.write in writes(connection) else None

    def _build_aside(self) -> None:
        """In a thread, while looks go on; what another process is at, is left to it."""
        try:
            with self._turn(waits=False):
                self._build(EXACT_MOST)
        except BlockingIOError:
            pass
        except (OSError, FileUnreadable) as fault:
            _log.warning("The graph beside %s could not be built: %s", self._file.path, fault)

    def _due(self, new: int) -> "_Due | None":
        """What must be built: where the index is large, and more than `new` claims are not in the
        graph, or many of its own are gone."""
        with self._file.reading() as connection:
            connection.execute("begin")
            known = writes(connection)
            held = Graph.opened(self._path)
            if held and (held.built.write not in known or _many(_gone(connection, held), held)):
                held = None
            start = held.built.highest if held else 0
            (count,) = connection.execute("select count(*) from claim").fetchone()
            query = "select count(*) from claim where rowid > ?"
            (waiting,) = connection.execute(query, (start,)).fetchone()
            if not known or count <= EXACT_MOST or waiting <= (new if held else 0):
                return None
            write, highest = list(known.items())[-1]
            return _Due(held, start, Built(write, highest, _size(held) + waiting))

    def _build(self, new: int, done: Callable[[int], object] = lambda count: None) -> bool:
        due = self._due(new)  # another process may just have built it
        if due is None:
            return False
        with self._file.reading() as connection:
            # At one go: whoever reads long keeps others from writing.
            query = "select rowid, vector from claim where rowid > ? and rowid <= ? order by rowid"
            found = connection.execute(query, (due.start, due.built.highest)).fetchall()
        blocks = (_unpacked(found[at : at + _BLOCK]) for at in range(0, len(found), _BLOCK))
        graph.write(self._path, due.built, blocks, due.onto, done)
        return True

    @contextmanager
    def _turn(self, *, waits: bool) -> Iterator[None]:
        """Raises BlockingIOError where another process has its turn and this one does not wait."""
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            yield


def graph_of(path: Path) -> Path:
    return path.with_suffix(".hnsw")


def writes(connection: sqlite3.Connection) -> dict[str, int]:
    """A name of every write, and the highest row there ever was after it; the last one last."""
    known = "select 1 from sqlite_master where name = 'written'"
    if connection.execute(known).fetchone() is None:
        return {}  # a file of before there was such a table: a graph begins with its next write
    return dict(connection.execute("select name, highest from written order by rowid").fetchall())


def _compared(looked: Vectors, rows: Rows, vectors: Vectors, most: int) -> list[tuple[int, float]]:
    if not len(rows):
        return []
    best = (vectors @ looked.T).max(axis=1)
    count = min(most, len(rows))
    chosen = np.argpartition(-best, count - 1)[:count]
    return list(zip(rows[chosen].tolist(), best[chosen].tolist(), strict=True))


def _walked(looked: Vectors, held: Graph, gone: Rows, most: int) -> list[tuple[int, float]]:
    """From the graph, without what is gone: wider where that leaves too few."""
    count = most
    while True:
        rows, closeness = held.search(looked, count)
        lives = ~np.isin(rows, gone)
        if count >= len(held.rows) or lives.sum(axis=1).min() >= most:
            return list(zip(rows[lives].tolist(), closeness[lives].tolist(), strict=True))
        count *= 4


def _gone(connection: sqlite3.Connection, held: Graph | None) -> Rows:
    if held is None:
        return np.zeros(0, dtype=np.int64)
    query = "select rowid from claim where rowid <= ?"
    live = [row for (row,) in connection.execute(query, (held.built.highest,))]
    return np.setdiff1d(held.rows, np.array(live, dtype=np.int64), assume_unique=True)


def _many(gone: Rows, held: Graph | None) -> bool:
    return len(gone) > _GONE_MOST * _size(held)


def _unpacked(found: list[tuple[int, bytes]]) -> tuple[Rows, Vectors]:
    rows = np.array([row for row, _ in found], dtype=np.int64)
    halves = np.frombuffer(b"".join(vector for _, vector in found), dtype=np.float16)
    return rows, halves.reshape(-1, WIDTH).astype(np.float32)


def _size(held: Graph | None) -> int:
    return len(held.rows) if held else 0
