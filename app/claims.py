"""The agency's index of known false claims: the only door to it, for pages and for `flask claims`.

The index is a file beside the database (`models/claims/index.py`). Callers commit the record's
entry after the index was written: what fails before leaves neither.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from flask import current_app

from app import record
from app.errors import NotFound
from app.events import EventKind
from app.extensions import db
from app.tables import Person
from models.claims.claim import Claim
from models.claims.detector import STARTER
from models.claims.index import ClaimIndex, Found, Report, shared_index
from models.meaning import shared_meaning

IN_FORCE = "default"
at_once = 50  # claims of a page


def path_of(index: str = IN_FORCE) -> Path:
    """The file of an index. Drafts meet the one IN_FORCE."""
    return Path(current_app.instance_path) / "claims" / f"{index}.sqlite"


def own() -> ClaimIndex:
    return shared_index(path_of())


def starter_count() -> int:
    return len(shared_index(STARTER))


def look_up(text: str, top: int = 10) -> list[tuple[Found, bool]]:
    """The claims nearest to a text, best first, each with whether it is the agency's own."""
    passages = shared_meaning().passages(text)
    found = [(one, True) for one in own().near(text, passages, top)]
    found += [(one, False) for one in shared_index(STARTER).near(text, passages, top)]
    return sorted(found, key=lambda pair: -pair[0].rank)[:top]


def add(claim: Claim, *, by: Person) -> Claim:
    """Puts one claim of the team into the index; drafts meet it from now on."""
    named = replace(claim, id=f"own-{uuid4().hex}")
    _record(EventKind.CLAIM_ADDED, by, {"claim": named.id, "words_hash": _hash(named.claim)})
    ClaimIndex.made(path_of()).update([named], shared_meaning())
    return named


def remove(claim_id: str, *, by: Person) -> None:
    """Takes one claim out of the index. Raises NotFound where there is none of this id."""
    if claim_id not in own():
        raise NotFound
    _record(EventKind.CLAIM_REMOVED, by, {"claim": claim_id})
    own().remove(claim_id)


def bring_in(
    index: str,
    claims: Sequence[Claim],
    content: bytes,
    refused: int,
    done: Callable[[int], object],
) -> Report:
    """Imports the claims of a file, and notes it in the record if drafts will meet them."""
    report = ClaimIndex.made(path_of(index)).update(claims, shared_meaning(), done)
    if index == IN_FORCE and report.added + report.updated and has_record():
        counts = {"added": report.added, "updated": report.updated, "refused": refused}
        found = {"file_hash": hashlib.sha256(content).hexdigest(), **counts}
        _record(EventKind.CLAIMS_IMPORTED, None, found)
    return report


def has_record() -> bool:
    """False on a machine that has no database yet: then there is nothing to tell the record."""
    return sa.inspect(db.engine).has_table("record_entry")


def _record(kind: EventKind, by: Person | None, payload: dict[str, object]) -> None:
    record.append(kind, f"claims:{IN_FORCE}", by, payload)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
