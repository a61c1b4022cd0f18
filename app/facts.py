"""The agency's verified facts: the only door to them, and the record of each change.

The list is a file beside the database (`models/facts/store.py`). Callers commit the record's entry
after the list was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from flask import current_app

from app import clock, record
from app.content import sha256_of
from app.errors import IllegalMove, NotFound
from app.events import EventKind
from app.tables import Person
from models.facts.fact import Fact, Line
from models.facts.store import FactStore, shared_facts
from models.meaning import shared_meaning

least_words = 3  # of a statement: fewer say nothing that could be compared
longest = {"statement": 500, "source": 1000, "owner": 200}  # characters


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody lists."""

    statement: str
    source: str
    owner: str
    valid_from: date
    review_by: date | None = None


def path() -> Path:
    return Path(current_app.instance_path) / "facts.sqlite"


def store() -> FactStore:
    return shared_facts(path())


def lines() -> list[Line]:
    """Every fact over time, those that changed last first."""
    found = list(store().known().lines.values())
    return sorted(found, key=lambda line: line.facts[-1].valid_from, reverse=True)


def find(fact_id: str) -> Fact:
    """Raises NotFound."""
    found = next((fact for fact in store().known().facts if fact.id == fact_id), None)
    if found is None:
        raise NotFound
    return found


def add(given: Sequence[Given], person: Person | None) -> list[Fact]:
    """Lists facts: all of them, or none. `person` is None at the command line."""
    facts = []
    for one in given:
        name = uuid4().hex[:12]
        facts.append(_fact(name, name, one))
    _put(facts)
    for fact in facts:
        _record(EventKind.FACT_ADDED, fact, person, {"words_hash": sha256_of(fact.statement)})
    return facts


def replace_with(fact_id: str, given: Given, person: Person | None) -> Fact:
    """From `given.valid_from` on, this stands in its place: drafts that repeat the old are told.

    Raises NotFound, or IllegalMove where it was replaced or ended already, or begins no later.
    """
    old = find(fact_id)
    if _newest(old).id != old.id or old.ended or given.valid_from <= old.valid_from:
        raise IllegalMove
    new = _fact(uuid4().hex[:12], old.line, given)
    _put([new])
    told = {"replaces": old.id, "words_hash": sha256_of(new.statement)}
    _record(EventKind.FACT_REPLACED, new, person, told)
    return new


def end(fact_id: str, person: Person | None) -> Fact:
    """Nothing is compared with this fact any more. Raises NotFound or IllegalMove."""
    fact = find(fact_id)
    if _newest(fact).id != fact.id or fact.ended:
        raise IllegalMove
    ended = replace(fact, ended=clock.now().date())
    _put([ended])
    _record(EventKind.FACT_ENDED, ended, person, {})
    return ended


def _newest(fact: Fact) -> Fact:
    return store().known().lines[fact.line].facts[-1]


def _fact(name: str, line: str, given: Given) -> Fact:
    return Fact(
        id=name,
        line=line,
        statement=" ".join(given.statement.split()),
        source=" ".join(given.source.split()),
        owner=" ".join(given.owner.split()),
        valid_from=given.valid_from,
        review_by=given.review_by,
    )


def _put(facts: Sequence[Fact]) -> None:
    FactStore.made(path()).put(facts, shared_meaning())


def _record(kind: EventKind, fact: Fact, person: Person | None, told: dict[str, str]) -> None:
    record.append(kind, f"fact:{fact.id}", person, {"fact": fact.id, **told})
