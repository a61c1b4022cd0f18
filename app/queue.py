"""3. Cases: open, claim, renew, release, give_verdict. The table of legal moves is `moves.py`.

Each function is the one door for its move: it refuses a stale view (`seen_version`), checks the
move, changes the case and writes the record entry. None commits. Finding cases: `caseload.py`.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app import certificates, clock, record
from app.caseload import free_case, visible_case, waiting
from app.content import text_hash
from app.errors import (
    ApprovedAlready,
    Forbidden,
    IllegalMove,
    MaskedWords,
    NoReason,
    NotYourCase,
    OwnDraft,
    StaleCase,
)
from app.events import EventKind
from app.extensions import db
from app.moves import Move, after
from app.notes import masked_words
from app.packs import active_pack
from app.tables import Case, CaseState, Draft, DraftState, Person, Revision, Verdict, VerdictRow
from app.transactions import begin_writing, lock
from policies.engine import Decision

__all__ = [
    "claim",
    "give_verdict",
    "open_case",
    "release",
    "renew",
    "take_next",
    "visible_case",
    "waiting",
]

_DRAFT_STATES = {
    Verdict.APPROVE: DraftState.APPROVED,
    Verdict.RETURN: DraftState.RETURNED,
    Verdict.DECLINE: DraftState.DECLINED,
    Verdict.ESCALATE: DraftState.IN_REVIEW,
}


def open_case(revision: Revision, queue: str, decision: Decision) -> Case:
    """Put a revision into a queue; the clock starts, as the rules that were met allow."""
    opened_at = clock.now()
    due_at = opened_at + timedelta(hours=decision.hours or current_app.config["CASE_HOURS"])
    case = Case(
        draft=revision.draft,
        revision=revision,
        queue=queue,
        steps=[step for step in decision.approvals if step != queue],
        opened_at=opened_at,
        due_at=due_at,
    )
    db.session.add(case)
    db.session.flush()
    told = {"revision": revision.number, "queue": queue, "due_at": clock.rfc3339(due_at)}
    _record(EventKind.CASE_OPENED, case, None, told)
    return case


def take_next(person: Person) -> Case | None:
    """Claim the free case that is due soonest; None when nothing waits for this person."""
    begin_writing()
    case = free_case(person)
    return None if case is None else claim(case, person, case.version)


def claim(case: Case, person: Person, seen_version: int) -> Case:
    """Take a lease. Raises StaleCase, OwnDraft, Forbidden or IllegalMove.

    A case a colleague holds is StaleCase however new the view is: they were first.
    """
    lock(case)
    _check_reviewer(case, person)
    _check_seen(case, seen_version)
    holder = case.held_by(clock.now())
    if holder is not None and holder.id != person.id:
        raise StaleCase(case, happened=_("%(name)s holds this case.", name=holder.name))
    case.state = after(case, Move.CLAIM)
    case.holder_id, case.held_until = person.id, _lease_end()
    case.version += 1
    told = {"queue": case.queue, "held_until": clock.rfc3339(case.held_until)}
    _record(EventKind.CASE_CLAIMED, case, person, told)
    return case


def renew(case: Case, person: Person) -> Case:
    """Lengthen the lease of its holder, also one that ran out and nobody took.

    The version stays: a page that renews in the background must not make itself stale.
    """
    lock(case)
    _check_holder(case, person, Move.RENEW)
    case.held_until = _lease_end()
    return case


def release(case: Case, person: Person, seen_version: int) -> Case:
    """Give the case back to its queue."""
    lock(case)
    _check_seen(case, seen_version)
    _check_holder(case, person, Move.RELEASE)
    _move(case, Move.RELEASE)
    _record(EventKind.CASE_RELEASED, case, person, {"queue": case.queue})
    return case


def give_verdict(
    case: Case,
    verdict: Verdict,
    reviewer: Person,
    *,
    reason: str,
    notes: Sequence[dict[str, Any]] = (),
    seen_version: int,
    to_queue: str | None = None,
) -> VerdictRow:
    """Close the case, or hand it to another queue, with its reason.

    Where rules ask for several approvals, each hands it to the next queue; the last one closes it.
    Raises NoReason, ApprovedAlready, StaleCase, OwnDraft, NotYourCase, MaskedWords, Forbidden or
    IllegalMove.
    """
    if not reason.strip():
        raise NoReason
    reason = masked_words(reason.strip())
    kept_notes = [_kept_note(note) for note in notes]
    draft = case.draft
    lock(draft)
    lock(case)
    _check_reviewer(case, reviewer)
    _check_seen(case, seen_version)
    _check_holder(case, reviewer, Move(verdict.value))
    if verdict is Verdict.APPROVE and case.revision.masked:
        raise MaskedWords
    from_queue = case.queue
    goes_on = verdict is Verdict.APPROVE and bool(case.steps)
    if verdict is Verdict.APPROVE:
        _check_first_approval(case, reviewer)
    if verdict is Verdict.ESCALATE:
        case.queue = _other_queue(from_queue, to_queue)
        # Who gets it by hand is not asked again by rule; whoever handed it on still is.
        case.steps = [step for step in case.steps if step != case.queue]
    elif goes_on:
        case.queue, *case.steps = case.steps
    _move(case, Move.PASS_ON if goes_on else Move(verdict.value))
    draft.state = DraftState.IN_REVIEW if goes_on else _DRAFT_STATES[verdict]
    _touch(draft)
    given = VerdictRow(
        case=case,
        reviewer_id=reviewer.id,
        verdict=verdict,
        reason=reason,
        notes=kept_notes,
        from_queue=from_queue,
        to_queue=case.queue if goes_on or verdict is Verdict.ESCALATE else "",
        at=clock.now(),
    )
    db.session.add(given)
    told = {
        "revision": case.revision.number,
        "verdict": verdict.value,
        "reason_hash": text_hash(reason),
        "notes": len(kept_notes),
        "from_queue": from_queue,
        "to_queue": given.to_queue,
    }
    _record(EventKind.VERDICT_GIVEN, case, reviewer, told)
    if verdict is Verdict.APPROVE and not goes_on:
        certificates.issue(case.revision, certificates.How.APPROVED, reviewer)
    return given


def close_for(draft: Draft, move: Move, actor: Person) -> None:
    """Close the draft's running cases because its author edited or withdrew it; draft locked."""
    for case in draft.cases:
        if case.state not in {CaseState.OPEN, CaseState.CLAIMED}:
            continue
        lock(case)
        _move(case, move)
        if move is Move.SUPERSEDE:
            told = {"by_revision": draft.revision_number + 1}
            _record(EventKind.CASE_SUPERSEDED, case, actor, told)
        else:
            _record(EventKind.CASE_WITHDRAWN, case, actor, {})


def _move(case: Case, move: Move) -> None:
    case.state = after(case, move)
    case.holder_id = case.held_until = None
    case.version += 1
    if case.state is not CaseState.OPEN:
        case.closed_at = clock.now()


def _touch(draft: Draft) -> None:
    draft.version += 1
    draft.changed_at = clock.now()


def _check_reviewer(case: Case, person: Person) -> None:
    if case.queue not in person.queues:
        raise Forbidden
    if person.id in {case.draft.author_id, case.revision.editor_id}:
        raise OwnDraft


def _check_first_approval(case: Case, person: Person) -> None:
    """Where several must approve, they are several people."""
    given = (v for v in case.verdicts if v.verdict is Verdict.APPROVE)
    if any(one.reviewer_id == person.id for one in given):
        raise ApprovedAlready


def _check_seen(case: Case, seen_version: int) -> None:
    if case.version != seen_version:
        raise StaleCase(case)


def _check_holder(case: Case, person: Person, move: Move) -> None:
    after(case, move)
    if case.holder_id != person.id:
        raise NotYourCase


def _kept_note(note: dict[str, Any]) -> dict[str, Any]:
    return {
        "part": str(note["part"])[:64],
        "start": int(note["start"]),
        "end": int(note["end"]),
        "note": masked_words(str(note["note"])),
    }


def _other_queue(queue: str, to_queue: str | None) -> str:
    if not to_queue or to_queue == queue or to_queue not in active_pack().queues:
        raise IllegalMove(
            _("Choose another queue to hand this case to."), next_step=_("Then send it again.")
        )
    return to_queue


def _lease_end() -> Any:
    return clock.now() + timedelta(minutes=current_app.config["CLAIM_MINUTES"])


def _record(kind: EventKind, case: Case, actor: Person | None, told: dict[str, Any]) -> None:
    subject = f"draft:{case.draft.public_id}"
    record.append(kind, subject, actor, {"case": case.public_id, **told})
