"""The agency's policy: which version is in force, and every move of a version.

draft -> proposed -> approved, by a second person; an approved one is in force from its day on,
until a later one is. Before the first is approved, the shipped pack named by `PACK` is in force.
Each function is the one door for its move: it refuses a stale view (`seen_version`), checks the
move and writes the record entry. None commits.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import current_app, g, has_request_context
from sqlalchemy.exc import SQLAlchemyError

from app import clock, policy_files, record
from app.content import check_words, text_hash
from app.errors import (
    IllegalMove,
    NoReason,
    NotFound,
    OwnPolicy,
    PolicyFaulty,
    StalePolicy,
    Unreadable,
)
from app.events import EventKind
from app.extensions import db
from app.policy_checks import faults_of
from app.tables import Person, PolicyVersion, VersionState
from app.transactions import begin_writing, lock
from policies.loading import PACK_FILE
from policies.pack import Pack, load_pack

longest_file = 64 * 1024
most_files = 400


def active_pack() -> Pack:
    """The pack in force. Raises PackInvalid with file and line where it cannot be read."""
    if has_request_context() and "active_pack" in g:  # asked many times for one page
        held: Pack = g.active_pack
        return held
    version = in_force()
    pack = loaded(version) if version else _shipped(current_app.config["PACK"])
    if has_request_context():
        g.active_pack = pack
    return pack


def pack_without_database() -> Pack:
    """The pack in force, for commands that also run where no database was ever made."""
    try:
        return active_pack()
    except SQLAlchemyError:
        db.session.rollback()
        return _shipped(current_app.config["PACK"])


def in_force(at: datetime | None = None) -> PolicyVersion | None:
    """The version in force at a time, now by default; None while the shipped one is."""
    query = (
        sa.select(PolicyVersion)
        .where(
            PolicyVersion.pack == pack_name(),
            PolicyVersion.state == VersionState.APPROVED,
            PolicyVersion.effective_at <= (at or clock.now()),
        )
        .order_by(PolicyVersion.effective_at.desc(), PolicyVersion.number.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def pack_name() -> str:
    return _shipped(current_app.config["PACK"]).name


def versions() -> list[PolicyVersion]:
    """All but those discarded, the latest first."""
    query = sa.select(PolicyVersion).where(
        PolicyVersion.pack == pack_name(), PolicyVersion.state != VersionState.DISCARDED
    )
    return list(db.session.scalars(query.order_by(PolicyVersion.id.desc())))


def find(public_id: str) -> PolicyVersion:
    """Raises NotFound."""
    query = sa.select(PolicyVersion).where(PolicyVersion.public_id == public_id)
    version = db.session.scalar(query)
    if version is None or version.state is VersionState.DISCARDED:
        raise NotFound
    return version


def loaded(version: PolicyVersion) -> Pack:
    """Raises PackInvalid with every fault."""
    return policy_files.loaded(version.pack, version.files)


def files_in_force() -> dict[str, str]:
    """Of the version in force, or of the shipped pack with all that it includes."""
    version = in_force()
    if version:
        return dict(version.files)
    name = current_app.config["PACK"]
    return policy_files.standing_alone(_shipped(name), policy_files.folder_of(name))


def begin(person: Person) -> PolicyVersion:
    """A draft that starts from what is in force."""
    files, based_on = files_in_force(), active_pack().ref
    begin_writing()
    version = PolicyVersion(
        pack=pack_name(),
        state=VersionState.DRAFT,
        files=files,
        based_on=based_on,
        author_id=person.id,
        editor_id=person.id,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    _record(EventKind.POLICY_DRAFTED, version, person, {"based_on": based_on})
    return version


def write_file(
    version: PolicyVersion, name: str, text: str | None, person: Person, seen_version: int
) -> PolicyVersion:
    """Changes, adds or, with None, takes out one file. Raises StalePolicy, IllegalMove, Unreadable.

    What is written may have faults: they are shown, and keep it from being proposed.
    """
    if text is not None:
        check_words(text, longest=longest_file)
    _take(version, seen_version, VersionState.DRAFT)
    if text is None and name == PACK_FILE:
        raise IllegalMove
    files = {key: value for key, value in version.files.items() if key != name}
    if text is not None:
        files[name] = text
    if len(files) > most_files:
        raise Unreadable
    version.files = files
    version.editor_id = person.id
    _touch(version)
    told = {"file": name, "files_hash": policy_files.hash_of(files)}
    _record(EventKind.POLICY_CHANGED, version, person, told)
    return version


def propose(
    version: PolicyVersion,
    person: Person,
    *,
    reason: str,
    effective_at: datetime | None,
    seen_version: int,
) -> PolicyVersion:
    """Asks for a second person's approval. `effective_at` None: from when it is approved.

    Raises NoReason, PolicyFaulty, StalePolicy or IllegalMove.
    """
    _check_reason(reason)
    _check_faults(version)
    _take(version, seen_version, VersionState.DRAFT)
    version.state, version.reason, version.said = VersionState.PROPOSED, reason.strip(), ""
    version.effective_at, version.editor_id = effective_at, person.id
    _touch(version)
    told = {
        "files_hash": policy_files.hash_of(version.files),
        "reason_hash": text_hash(version.reason),
        "effective_at": clock.rfc3339(effective_at) if effective_at else "",
    }
    _record(EventKind.POLICY_PROPOSED, version, person, told)
    return version


def send_back(
    version: PolicyVersion, person: Person, *, reason: str, seen_version: int
) -> PolicyVersion:
    """A proposed version becomes a draft again. Raises NoReason, StalePolicy or IllegalMove."""
    _check_reason(reason)
    _take(version, seen_version, VersionState.PROPOSED)
    version.state, version.said = VersionState.DRAFT, reason.strip()
    version.effective_at = None
    _touch(version)
    told = {"reason_hash": text_hash(version.said)}
    _record(EventKind.POLICY_SENT_BACK, version, person, told)
    return version


def approve(version: PolicyVersion, person: Person, seen_version: int) -> PolicyVersion:
    """It gets its number, and is in force from its day on.

    Raises OwnPolicy, PolicyFaulty, StalePolicy, or IllegalMove where what is in force has changed
    since it was begun: then approving it would undo that change unseen.
    """
    _check_faults(version)
    _take(version, seen_version, VersionState.PROPOSED)
    if person.id in (version.author_id, version.editor_id):
        raise OwnPolicy
    if version.based_on != active_pack().ref:
        raise IllegalMove
    _put_in_force(version, person, version.effective_at)
    told = {
        "pack": version.ref,
        "files_hash": policy_files.hash_of(version.files),
        "effective_at": clock.rfc3339(version.effective_at) if version.effective_at else "",
    }
    _record(EventKind.POLICY_APPROVED, version, person, told)
    return version


def roll_back(to: PolicyVersion, person: Person, *, reason: str) -> PolicyVersion:
    """An earlier version is in force again, at once, as a new version with the same files.

    One person is enough: two had approved it. Raises NoReason, IllegalMove or PolicyFaulty.
    """
    _check_reason(reason)
    _check_faults(to)
    begin_writing()
    current = in_force()
    if to.state is not VersionState.APPROVED or current is None or current.id == to.id:
        raise IllegalMove
    version = PolicyVersion(
        pack=to.pack,
        state=VersionState.PROPOSED,
        files=dict(to.files),
        based_on=current.ref,
        reason=reason.strip(),
        author_id=to.author_id,
        editor_id=person.id,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    _put_in_force(version, person, None)
    told = {
        "pack": version.ref,
        "to": to.ref,
        "files_hash": policy_files.hash_of(version.files),
        "reason_hash": text_hash(version.reason),
    }
    _record(EventKind.POLICY_ROLLED_BACK, version, person, told)
    return version


def discard(version: PolicyVersion, person: Person, seen_version: int) -> None:
    """Nobody goes on with this draft. Raises StalePolicy or IllegalMove."""
    _take(version, seen_version, VersionState.DRAFT)
    version.state = VersionState.DISCARDED
    _touch(version)
    _record(EventKind.POLICY_DISCARDED, version, person, {})


def _put_in_force(version: PolicyVersion, person: Person, at: datetime | None) -> None:
    highest = db.session.scalar(
        sa.select(sa.func.max(PolicyVersion.number)).where(PolicyVersion.pack == version.pack)
    )
    shipped = _shipped(current_app.config["PACK"]).version
    version.number = max(highest or 0, shipped) + 1
    version.files = policy_files.with_number(version.files, version.number)
    version.state, version.approver_id = VersionState.APPROVED, person.id
    version.approved_at = clock.now()
    version.effective_at = max(at or clock.now(), clock.now())
    _touch(version)
    db.session.flush()


def _check_faults(version: PolicyVersion) -> None:
    faults = faults_of(version, files_in_force())
    if faults:
        raise PolicyFaulty(faults)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReason
    check_words(reason)


def _take(version: PolicyVersion, seen_version: int, state: VersionState) -> None:
    lock(version)
    if version.version != seen_version:
        raise StalePolicy(version)
    if version.state is not state:
        raise IllegalMove


def _touch(version: PolicyVersion) -> None:
    version.version += 1
    version.changed_at = clock.now()
    if has_request_context():
        g.pop("active_pack", None)


@cache
def _shipped(name: str) -> Pack:
    return load_pack(name)


def _record(kind: EventKind, version: PolicyVersion, person: Person, told: dict[str, Any]) -> None:
    record.append(kind, f"policy:{version.public_id}", person, told)


__all__: Sequence[str] = (
    "active_pack",
    "approve",
    "begin",
    "discard",
    "files_in_force",
    "find",
    "in_force",
    "loaded",
    "pack_without_database",
    "propose",
    "roll_back",
    "send_back",
    "versions",
    "write_file",
)
