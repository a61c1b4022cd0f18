"""The agency's verified facts in one SQLite file, with the vector of each statement."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np

from models.facts.fact import Fact, Line
from models.facts.words import content
from models.meaning import WIDTH, Meaning, Vector
from models.whole_file import FileUnreadable, LastRead, WholeFile

VERSION = 1
_COLUMNS = [column.name for column in fields(Fact)]
_DAYS = ("valid_from", "review_by", "ended")
_SCHEMA = f"""
create table fact ({", ".join(f"{c} text" for c in _COLUMNS)}, vector blob not null);
create unique index fact_id on fact (id);
create index fact_line on fact (line);
pragma user_version = {VERSION};
"""


class FactsUnreadable(FileUnreadable):
    """The file is no list of facts, or is damaged. The text says what to do."""

    what = "a list of verified facts"
    remedy = "Move it away and import the facts again."


@dataclass(frozen=True, slots=True)
class Known:
    """All facts as the file has them now. `vectors` and `words` have one entry a fact."""

    facts: tuple[Fact, ...]
    vectors: Vector
    lines: dict[str, Line]
    words: tuple[frozenset[str], ...] = field(init=False)  # that carry meaning
    rows: dict[str, int] = field(init=False)  # of each fact, by its id

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(content(f.statement) for f in self.facts))
        object.__setattr__(self, "rows", {f.id: row for row, f in enumerate(self.facts)})


class FactStore:
    """One file. Any number of processes read it while one writes; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = WholeFile(path, _SCHEMA, FactsUnreadable)
        self._known = LastRead(self._file, Known((), np.zeros((0, WIDTH), dtype=np.float32), {}))

    @classmethod
    def made(cls, path: Path) -> Self:
        """The list in this file, which is made where there is none. Raises FactsUnreadable."""
        found = cls(path)
        found._file.make()
        return found

    def put(self, facts: Iterable[Fact], meaning: Meaning) -> None:
        """Adds facts and replaces those of the same id: all of them, or none."""
        given = list(facts)
        vectors = meaning.vectors([fact.statement for fact in given])
        places = ", ".join("?" * (len(_COLUMNS) + 1))
        rows = [
            (*_values(fact), vector.astype(np.float16).tobytes())
            for fact, vector in zip(given, vectors, strict=True)
        ]
        with self._file.writing() as connection:
            connection.executemany("delete from fact where id = ?", [(f.id,) for f in given])
            connection.executemany(f"insert into fact values ({places})", rows)  # noqa: S608

    def known(self) -> Known:
        """Read again only after the file was written to. Raises FactsUnreadable."""
        return self._known.get(lambda _: self._read())

    def _read(self) -> Known:
        names = ", ".join(_COLUMNS)
        query = f"select {names}, vector from fact order by valid_from, rowid"  # noqa: S608
        with self._file.reading() as connection:
            rows = connection.execute(query).fetchall()
        facts = tuple(_fact(row[:-1]) for row in rows)
        held = np.frombuffer(b"".join(row[-1] for row in rows), dtype=np.float16)
        lines: dict[str, list[Fact]] = {}
        for fact in facts:
            lines.setdefault(fact.line, []).append(fact)
        return Known(
            facts,
            held.reshape(-1, WIDTH).astype(np.float32),
            {name: Line(tuple(some)) for name, some in lines.items()},
        )


@cache
def shared_facts(path: Path) -> FactStore:
    """One for the whole process: screening and pages read the file once."""
    return FactStore(path)


def _values(fact: Fact) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in astuple(fact))


def _fact(row: Sequence[str]) -> Fact:
    held: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    days = {name: date.fromisoformat(held[name]) if held[name] else None for name in _DAYS}
    return Fact(**{**held, **days})
