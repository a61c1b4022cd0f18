"""The only writer of record entries; also export and verify.

Each entry's hash covers the entry and the hash before it, so a changed, removed or slipped-in
entry breaks the chain. What a chain alone cannot show is a missing *end*: note the head hash that
`verify` prints somewhere else, and give it to `verify` later.
"""

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from app import clock
from app.content import canonical_json
from app.events import EVENT_FIELDS, EventKind
from app.extensions import db
from app.tables import Person, RecordEntry
from app.transactions import begin_writing

Query = TypeVar("Query", bound=sa.Select[*tuple[Any, ...]])
FIRST_HASH = "0" * 64
# Any fixed number: holders of this PostgreSQL advisory lock append one after the other.
_APPEND_LOCK = 0x436F756E746572
rows_at_once = 1_000

_COLUMNS = (
    RecordEntry.number,
    RecordEntry.at,
    RecordEntry.kind,
    RecordEntry.actor_id,
    RecordEntry.subject,
    RecordEntry.payload,
    RecordEntry.previous_hash,
    RecordEntry.hash,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the whole chain showed."""

    ok: bool
    count: int  # entries that hold, from the first on
    first_broken: int | None  # number of the first entry that does not
    why: str
    head: str  # hash of the last entry that holds
    since: str  # time of the first entry


def append(
    kind: EventKind, subject: str, actor: Person | None, payload: Mapping[str, Any]
) -> RecordEntry:
    """Write one entry; `actor` is None when the machine acted. Raises ValueError on wrong fields.

    Call it after the change it tells of, in the same transaction; see `app/transactions.py`.
    """
    if set(payload) != EVENT_FIELDS[kind]:
        raise ValueError(f"{kind} takes {sorted(EVENT_FIELDS[kind])}, not {sorted(payload)}")
    begin_writing()
    session = db.session
    session.flush()
    if db.engine.dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_APPEND_LOCK)))
    newest = sa.select(RecordEntry.number, RecordEntry.hash).order_by(RecordEntry.number.desc())
    last = session.execute(newest.limit(1)).first()
    values: dict[str, Any] = {
        "number": last.number + 1 if last else 1,
        "at": clock.rfc3339(clock.now()),
        "kind": kind.value,
        "actor_id": actor.id if actor else None,
        "subject": subject,
        "payload": canonical_json(dict(payload)),
        "previous_hash": last.hash if last else FIRST_HASH,
    }
    entry = RecordEntry(**values, hash=entry_hash(values))
    session.add(entry)
    session.flush()
    return entry


def entry_hash(values: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of every column but the hash itself."""
    hashed = {name: value for name, value in values.items() if name != "hash"}
    return hashlib.sha256(canonical_json(hashed).encode()).hexdigest()


def verify(expected_head: str = "") -> Verification:
    """Walk the chain from the first entry. With a head noted earlier, it must still be in it."""
    count, previous, since, seen = 0, FIRST_HASH, "", not expected_head
    with closing(_rows()) as rows:
        for row in rows:
            why = _what_is_wrong(row, count, previous)
            if why:
                return Verification(False, count, count + 1, why, previous, since)
            count, previous, since = row.number, row.hash, since or row.at
            seen = seen or row.hash == expected_head
    if not seen:
        why = "the noted head is not in the chain: entries were cut off its end"
        return Verification(False, count, count + 1, why, previous, since)
    return Verification(True, count, None, "", previous, since)


def export(first: datetime | None = None, until: datetime | None = None) -> Iterator[str]:
    """Entries from `first` up to, not including, `until`, one JSON object a line, as hashed."""
    for row in _rows(first, until):
        values = row._asdict()
        values["payload"] = json.loads(values["payload"])
        yield canonical_json(values) + "\n"


def timeline(subject: str) -> list[RecordEntry]:
    """All that happened to one subject, such as `draft:ID`, in order."""
    query = sa.select(RecordEntry).where(RecordEntry.subject == subject)
    return list(db.session.scalars(query.order_by(RecordEntry.number)))


def ledger(
    *,
    kind: str = "",
    actor: Person | None = None,
    subject: str = "",
    first: datetime | None = None,
    until: datetime | None = None,
    before_number: int | None = None,
    limit: int = 50,
) -> list[RecordEntry]:
    """A page of the record, newest first; `before_number` goes on where the last page ended."""
    query = _between(sa.select(RecordEntry), first, until)
    if kind:
        query = query.where(RecordEntry.kind == kind)
    if actor is not None:
        query = query.where(RecordEntry.actor_id == actor.id)
    if subject:
        query = query.where(RecordEntry.subject == subject)
    if before_number is not None:
        query = query.where(RecordEntry.number < before_number)
    return list(db.session.scalars(query.order_by(RecordEntry.number.desc()).limit(limit)))


def _what_is_wrong(row: Any, count: int, previous: str) -> str:
    if row.number != count + 1:
        return f"entry {count + 1} is missing"
    if row.previous_hash != previous:
        return "it does not follow from the entry before"
    if entry_hash(row._asdict()) != row.hash:
        return "its content does not match its hash"
    return ""


def _rows(
    first: datetime | None = None, until: datetime | None = None
) -> Generator[Any, None, None]:
    query = _between(sa.select(*_COLUMNS), first, until).order_by(RecordEntry.number)
    with db.session.execute(query.execution_options(yield_per=rows_at_once)) as rows:
        yield from rows


def _between(query: Query, first: datetime | None, until: datetime | None) -> Query:
    if first is not None:
        query = query.where(RecordEntry.at >= clock.rfc3339(first))
    if until is not None:
        query = query.where(RecordEntry.at < clock.rfc3339(until))
    return query
