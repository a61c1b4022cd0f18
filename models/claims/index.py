"""Known claims in one file, found by what they mean and by their words.

SQLite holds the claims, their vectors, and a full-text index over their words (`words.py`). An
import is one transaction: a process that is killed leaves the file as it was. `neighbours.py` finds
which claims come near in meaning, `ranking.py` says in what order they are shown.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from models.claims import ranking, words
from models.claims.claim import Claim
from models.claims.neighbours import Neighbours
from models.meaning import Meaning, Passage, Vector
from models.whole_file import FileUnreadable, WholeFile

VERSION = 1
_AT_ONCE = 256  # claims that wait for the encoder
CANDIDATES = 50  # of each kind that are looked at together
_USUAL, _UNKNOWN_USUAL = 10, 0.35  # what it is in the starter list, where there are fewer claims
_LIKELY, _ROUGHLY = 40, 0.012  # claims that are ranked with care, by cosine and points of BM25
_COLUMNS = [column.name for column in fields(Claim)]
# Rows are never used twice, so that what was built from older ones cannot take one for another.
_WRITTEN = "create table if not exists written (name text not null, highest integer not null)"
_HIGHEST = """select coalesce(max(highest), 0) from (
    select max(highest) as highest from written union all select max(rowid) from claim)"""
_SCHEMA = f"""
create table claim ({", ".join(f"{c} text" for c in _COLUMNS)}, vector blob not null);
create unique index claim_id on claim (id);
create virtual table words using fts5 (
    claim, title, content='claim', tokenize='porter unicode61 remove_diacritics 2'
);
{_WRITTEN};
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
    # How much nearer than the _USUAL-th claim of the index: in a large one, many come near.
    margin: float
    vector: Vector = field(repr=False, compare=False)  # of the claim


Held = tuple[Claim, Vector]


class ClaimIndex:
    """One file. Any number of processes read it while one writes; safe to share between threads."""

    def __init__(self, path: Path, *, exact: bool = False) -> None:
        """`exact` compares all claims, however many; to measure what the graph misses."""
        self.path = path
        self._file = WholeFile(path, _SCHEMA, IndexUnreadable)
        self._neighbours = Neighbours(self._file, exact=exact)
        self._counts: tuple[object, dict[str, int]] = (None, {})

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
        # The encoder takes one core for each text (`encoder.py`), and an import may take them all.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for at in range(0, len(changed), _AT_ONCE):
                some = changed[at : at + _AT_ONCE]
                read = pool.map(lambda claim: meaning.vectors([claim.claim])[0], some)
                for claim, vector in zip(some, read, strict=True):
                    rows.append((*_values(claim).values(), vector.astype(np.float16).tobytes()))
                    done(1)
        self._write([claim.id for claim in changed], rows)
        self._neighbours.settle()
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
        names = ", ".join(["rowid", *_COLUMNS, "vector"])
        places = ", ".join("?" * (len(_COLUMNS) + 2))
        with self._file.writing() as connection:
            connection.execute(_WRITTEN)  # files of before it lack it
            (highest,) = connection.execute(_HIGHEST).fetchone()
            numbered = [(row, *rest) for row, rest in enumerate(rows, start=highest + 1)]
            ids = [(claim_id,) for claim_id in gone]
            connection.executemany(
                "insert into words (words, rowid, claim, title)"
                " select 'delete', rowid, claim, title from claim where id = ?",
                ids,
            )
            connection.executemany("delete from claim where id = ?", ids)
            connection.executemany(f"insert into claim ({names}) values ({places})", numbered)  # noqa: S608
            connection.execute(
                "insert into words (rowid, claim, title)"
                " select rowid, claim, title from claim where rowid > ?",
                (highest,),
            )
            last = (uuid4().hex, highest + len(rows))
            connection.execute("insert into written (name, highest) values (?, ?)", last)

    def near(self, text: str, passages: Sequence[Passage], top: int = 5) -> list[Found]:
        """The claims that the passages of a text come nearest to, best first."""
        if not passages or not self.path.exists():
            return []
        looked = np.stack([p.vector for p in passages])
        held, bm25, counts = self._candidates(text, looked)
        if not held:
            return []
        own = set(words.words_of(text))
        fits = np.stack([vector for _, vector in held.values()]) @ looked.T  # claims, passages
        usual = _usual(fits.max(axis=1))
        held, fits = _likely(held, fits, bm25, max(_LIKELY, top))
        best = fits.max(axis=1)
        order = ranking.ranks(features(text, held, fits, bm25, counts))
        found = [
            Found(
                claim=claim,
                passage=passages[int(fits[i].argmax())],
                closeness=float(best[i]),
                shared=words.share_of(claim.claim, own),
                rank=float(order[i]),
                margin=float(best[i]) - usual,
                vector=vector,
            )
            for i, (claim, vector) in enumerate(held.values())
        ]
        return sorted(found, key=lambda f: (-f.rank, f.claim.id))[:top]

    def _candidates(
        self, text: str, looked: Vector
    ) -> tuple[Mapping[int, Held], Mapping[int, float], Mapping[str, int]]:
        """Claims near in meaning or in words, by row; their BM25; in how many claims a word is."""
        rows = self._neighbours.nearest(looked, CANDIDATES)
        counts = self._known_counts()
        with self._file.reading() as connection:
            bm25 = words.search(connection, text, counts, CANDIDATES)
            return _read(connection, [*{*rows.tolist(), *bm25}]), bm25, counts

    def candidates(
        self, text: str, passages: Sequence[Passage]
    ) -> tuple[list[str], list[list[float]]]:
        """Ids of all candidates with their features: what the ranking is fitted on."""
        looked = np.stack([p.vector for p in passages])
        held, bm25, counts = self._candidates(text, looked)
        fits = np.stack([vector for _, vector in held.values()]) @ looked.T
        ids = [claim.id for claim, _ in held.values()]
        return ids, features(text, held, fits, bm25, counts)

    def shares(self, text: str, least: float) -> bool:
        """True where a refuted claim has at least this share of its words in the text."""
        if not self.path.exists():
            return False
        own = set(words.words_of(text))
        with self._file.reading() as connection:
            rows = words.search(connection, text, self._known_counts(), CANDIDATES)
            held = _read(connection, [*rows])
        return any(
            claim.is_refuted and words.share_of(claim.claim, own) >= least
            for claim, _ in held.values()
        )

    def _known_counts(self) -> dict[str, int]:
        """In how many claims a word is, as far as it was asked since the file was written to."""
        state = self._file.state
        if self._counts[0] != state:
            self._counts = (state, {})
        return self._counts[1]


@cache
def shared_index(path: Path) -> ClaimIndex:
    """One for the whole process: its vectors are read once, for screening and for pages."""
    return ClaimIndex(path)


def features(
    text: str,
    held: Mapping[int, Held],
    fits: NDArray[np.float32],
    bm25: Mapping[int, float],
    counts: Mapping[str, int],
) -> list[list[float]]:
    """What `ranking.py` weighs, a row for each candidate; `fits` (candidates, passages)."""
    asked = ranking.Asked(text, counts)
    return [
        asked.features(claim, float(fit.max()), float(fit[0]), bm25.get(row, 0.0))
        for (row, (claim, _)), fit in zip(held.items(), fits, strict=True)
    ]


def _likely(
    held: Mapping[int, Held], fits: NDArray[np.float32], bm25: Mapping[int, float], most: int
) -> tuple[Mapping[int, Held], NDArray[np.float32]]:
    """The candidates that are worth a closer look, with their rows of `fits`."""
    rows = list(held)
    rough = fits.max(axis=1) + _ROUGHLY * np.array([bm25.get(row, 0.0) for row in rows])
    chosen = np.argsort(-rough)[:most]
    return {rows[i]: held[rows[i]] for i in chosen}, fits[chosen]


def _usual(closeness: NDArray[np.float32]) -> float:
    """How near claims come that the text does not speak of."""
    if len(closeness) < _USUAL:
        return _UNKNOWN_USUAL
    return float(np.sort(closeness)[-_USUAL])


def _values(claim: Claim) -> dict[str, str]:
    return {name: "" if v is None else str(v) for name, v in asdict(claim).items()}


def _claim(row: Sequence[str]) -> Claim:
    held: Mapping[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    days = {n: date.fromisoformat(held[n]) if held[n] else None for n in ("checked", "stale_from")}
    return Claim(**{**held, **days})


def _read(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, Held]:
    """Claims and their vectors by row; rows that are gone are left out."""
    marks = ", ".join("?" * len(rows))
    query = f"select rowid, vector, {', '.join(_COLUMNS)} from claim where rowid in ({marks})"  # noqa: S608
    return {
        row: (_claim(rest), np.frombuffer(vector, dtype=np.float16).astype(np.float32))
        for row, vector, *rest in connection.execute(query, rows)
    }
