"""Known claims in one file, found by what they mean and by their words.

SQLite holds the claims, their vectors, and a full-text index over their words (FTS5, whose rank is
BM25: Robertson and Zaragoza 2009). An import is one transaction: a process that is killed leaves
the file as it was. Every vector is compared, which is exact; `docs/claims.md` says where that ends.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.claims.claim import Claim
from models.meaning import WIDTH, Meaning, Passage
from models.whole_file import FileUnreadable, WholeFile

VERSION = 1
CANDIDATES = 50  # of each kind that are looked at together
TERMS = 24  # words of a text that are looked up; more of them find no more, and take longer
# What a point of BM25 is worth beside the cosine of two vectors; chosen on the training queries of
# CheckThat! 2020 and 2022 (`bench/claims.py`).
WORDS_WEIGHT = 0.012
_COLUMNS = [field.name for field in fields(Claim)]
_WORD = re.compile(r"[^\W_]{2,}")
_COMMON = frozenset(  # too common to look up
    re.findall(
        r"\w+",
        """the and for are was were been that this with from they have has had not but you your our
        their his her its who what when where will would can could should all any more most some
        than then there here just only also into out about over after before because says said say
        is it in on at to of or as by be an we he she so if do does did no up us my me https http
        www com""",
    )
)
_SCHEMA = f"""
create table claim ({", ".join(f"{c} text" for c in _COLUMNS)}, vector blob not null);
create unique index claim_id on claim (id);
create virtual table words using fts5 (
    claim, title, content='claim', tokenize='porter unicode61 remove_diacritics 2'
);
pragma user_version = {VERSION};
"""


class IndexUnreadable(FileUnreadable):
    """The file is no index of claims, or is damaged. The text says what to do."""

    what = "an index of claims"
    remedy = "Move it away and import the claims again."


@dataclass(frozen=True, slots=True)
class Report:
    """What an import changed."""

    added: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that a passage comes near to."""

    claim: Claim
    passage: Passage
    closeness: float  # cosine of the two
    shared: float  # share of the claim's words that the passage has too
    rank: float  # what claims are ordered by


class ClaimIndex:
    """One file. Any number of processes read it while one writes; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = WholeFile(path, _SCHEMA, IndexUnreadable)
        self._lock = Lock()
        self._state: tuple[int, int, int] | None = None
        self._rows: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._vectors: NDArray[np.float32] = np.zeros((0, WIDTH), dtype=np.float32)

    @classmethod
    def made(cls, path: Path) -> Self:
        """The index in this file, which is made where there is none. Raises IndexUnreadable."""
        found = cls(path)
        found._file.make()
        return found

    def __contains__(self, claim_id: str) -> bool:
        if not self.path.exists():
            return False
        with self._file.reading() as connection:
            query = "select 1 from claim where id = ?"
            return connection.execute(query, (claim_id,)).fetchone() is not None

    def __len__(self) -> int:
        if not self.path.exists():
            return 0
        with self._file.reading() as connection:
            return int(connection.execute("select count(*) from claim").fetchone()[0])

    def claims(self) -> Iterator[Claim]:
        """Every claim, by id."""
        if not self.path.exists():
            return
        with self._file.reading() as connection:
            for row in connection.execute(f"select {', '.join(_COLUMNS)} from claim order by id"):  # noqa: S608
                yield _claim(row)

    def update(
        self,
        claims: Iterable[Claim],
        meaning: Meaning,
        done: Callable[[int], object] = lambda count: None,
    ) -> Report:
        """Adds claims and replaces those of the same id: all, or none where it is cut short.

        The last of several with one id counts. `done` hears of every claim that has been read.
        """
        given = {claim.id: claim for claim in claims}
        known = {claim.id: claim for claim in self.claims() if claim.id in given}
        changed = [claim for claim in given.values() if known.get(claim.id) != claim]
        done(len(given) - len(changed))
        rows = []
        for claim in changed:
            (vector,) = meaning.vectors([claim.claim])
            rows.append((*_values(claim).values(), vector.astype(np.float16).tobytes()))
            done(1)
        self._write([claim.id for claim in changed], rows)
        updated = sum(claim.id in known for claim in changed)
        return Report(len(changed) - updated, updated, len(given) - len(changed))

    def remove(self, claim_id: str) -> None:
        """Takes the claim of this id out, if there is one."""
        self._write([claim_id], [])

    def newest(self, start: int, count: int) -> list[Claim]:
        """So many claims, those that were written last first."""
        if not self.path.exists():
            return []
        query = f"select {', '.join(_COLUMNS)} from claim order by rowid desc limit ? offset ?"  # noqa: S608
        with self._file.reading() as connection:
            return [_claim(row) for row in connection.execute(query, (count, start))]

    def _write(self, gone: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Takes claims out and puts rows in, in one transaction."""
        names = ", ".join([*_COLUMNS, "vector"])
        places = ", ".join("?" * (len(_COLUMNS) + 1))
        with self._file.writing() as connection:
            ids = [(claim_id,) for claim_id in gone]
            connection.executemany(
                "insert into words (words, rowid, claim, title)"
                " select 'delete', rowid, claim, title from claim where id = ?",
                ids,
            )
            connection.executemany("delete from claim where id = ?", ids)
            connection.executemany(f"insert into claim ({names}) values ({places})", rows)  # noqa: S608
            connection.executemany(
                "insert into words (rowid, claim, title)"
                " select rowid, claim, title from claim where id = ?",
                [(row[0],) for row in rows],
            )

    def near(self, text: str, passages: Sequence[Passage], top: int = 5) -> list[Found]:
        """The claims that the passages of a text come nearest to, best first."""
        if not passages:
            return []
        rows, vectors = self._refresh()
        if not len(rows):
            return []
        looked = np.stack([p.vector for p in passages])
        fits = looked @ vectors.T  # passages, claims
        best = fits.max(axis=0)
        count = min(CANDIDATES, len(rows))
        chosen = set(np.argpartition(-best, count - 1)[:count].tolist())
        with self._file.reading() as connection:
            scores = {
                place: -rank
                for row, rank in _by_words(connection, text)
                # A claim that was written since the vectors were read is met the next time.
                if (place := int(np.searchsorted(rows, row))) < len(rows) and rows[place] == row
            }
            chosen |= scores.keys()
            ranked = sorted(
                chosen, key=lambda i: (-(best[i] + WORDS_WEIGHT * scores.get(i, 0.0)), rows[i])
            )[:top]
            held = _read(connection, [int(rows[i]) for i in ranked])
        words = set(_words(text))
        return [
            Found(
                claim=held[int(rows[i])],
                passage=passages[int(fits[:, i].argmax())],
                closeness=float(best[i]),
                shared=_shared(held[int(rows[i])], words),
                rank=float(best[i] + WORDS_WEIGHT * scores.get(i, 0.0)),
            )
            for i in ranked
            if int(rows[i]) in held
        ]

    def shares(self, text: str, least: float) -> bool:
        """True where a refuted claim has at least this share of its words in the text."""
        if not self.path.exists():
            return False
        words = set(_words(text))
        with self._file.reading() as connection:
            rows = [row for row, _ in _by_words(connection, text)]
            held = _read(connection, rows) if rows else {}
        return any(c.is_refuted and _shared(c, words) >= least for c in held.values())

    def _refresh(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and vectors as the file has them now; read again only after it was written to."""
        state = self._file.state
        if state is None:  # Nobody has imported anything yet, or it was moved away.
            return self._rows[:0], self._vectors[:0]
        with self._lock:
            if state != self._state:
                with self._file.reading() as connection:
                    query = "select rowid, vector from claim order by rowid"
                    found = connection.execute(query).fetchall()
                self._rows = np.array([row for row, _ in found], dtype=np.int64)
                held = np.frombuffer(b"".join(v for _, v in found), dtype=np.float16)
                self._vectors = held.reshape(-1, WIDTH).astype(np.float32)
                self._state = state
            return self._rows, self._vectors


@cache
def shared_index(path: Path) -> ClaimIndex:
    """One for the whole process: its vectors are read once, for screening and for pages."""
    return ClaimIndex(path)


def _values(claim: Claim) -> dict[str, str]:
    return {name: "" if v is None else str(v) for name, v in asdict(claim).items()}


def _claim(row: Sequence[str]) -> Claim:
    held: Mapping[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    days = {n: date.fromisoformat(held[n]) if held[n] else None for n in ("checked", "stale_from")}
    return Claim(**{**held, **days})


def _read(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, Claim]:
    marks = ", ".join("?" * len(rows))
    query = f"select rowid, {', '.join(_COLUMNS)} from claim where rowid in ({marks})"  # noqa: S608
    return {row: _claim(rest) for row, *rest in connection.execute(query, rows)}


def _by_words(connection: sqlite3.Connection, text: str) -> list[tuple[int, float]]:
    """(row, BM25 below 0, best first) of the claims that share words with the text."""
    terms = sorted(dict.fromkeys(_words(text)), key=_worth)[:TERMS]
    if not terms:
        return []
    asked = " OR ".join(f'"{term}"' for term in terms)
    query = "select rowid, rank from words where words match ? order by rank limit ?"
    return connection.execute(query, (asked, CANDIDATES)).fetchall()


def _worth(word: str) -> tuple[bool, int]:
    """Figures first, then long words: both are rarer, and tell claims apart."""
    return not word.isdigit(), -len(word)


def _words(text: str) -> list[str]:
    return [w for w in _WORD.findall(text.lower()) if w not in _COMMON]


def _shared(claim: Claim, words: set[str]) -> float:
    own = set(_words(claim.claim))
    return len(own & words) / len(own) if own else 0.0
