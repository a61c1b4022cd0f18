"""Finding cases: which wait for a person, which is next, which they may see. Changes nothing."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app import clock
from app.errors import NotFound
from app.extensions import db
from app.tables import Case, CaseState, Draft, Person, Revision, Role, Screened, VerdictRow


def waiting(person: Person, queue: str | None = None) -> list[Case]:
    """Running cases of the person's queues, due soonest first, those held by colleagues too.

    Never what they wrote or last edited themselves.
    """
    queues = [name for name in person.queues if queue in {None, name}]
    query = _reviewable(person, queues).options(
        joinedload(Case.draft).joinedload(Draft.author),
        joinedload(Case.draft).joinedload(Draft.team),
        joinedload(Case.holder),
        joinedload(Case.revision).joinedload(Revision.screened).selectinload(Screened.findings),
        selectinload(Case.verdicts),
    )
    return list(db.session.scalars(query))


def free_case(person: Person) -> Case | None:
    """The case due soonest that nobody holds; on PostgreSQL one that nobody is taking just now."""
    free = sa.or_(Case.state == CaseState.OPEN, Case.held_until <= clock.now())
    query = _reviewable(person, person.queues).where(free).limit(1)
    return db.session.scalar(query.with_for_update(skip_locked=True, of=Case))


def visible_case(public_id: str, person: Person) -> Case:
    """The case, for those who may see it. Raises NotFound for all others alike."""
    case = db.session.scalar(sa.select(Case).where(Case.public_id == public_id))
    if case is None or not may_see_case(case, person):
        raise NotFound
    return case


def may_see_case(case: Case, person: Person) -> bool:
    """Reviewers of its queue, those who gave a verdict on it, and auditors."""
    if Role.AUDITOR in person.roles or case.queue in person.queues:
        return True
    return Role.REVIEWER in person.roles and any(
        given.reviewer_id == person.id for given in case.verdicts
    )


def similar(case: Case, person: Person, limit: int = 5) -> list[VerdictRow]:
    """Latest verdicts on other cases that met the same leading rule, from queues one may see."""
    rules = [reason["rule"] for reason in case.revision.screened.reasons[:1]]
    query = (
        sa.select(VerdictRow)
        .join(Case)
        .join(Screened, Screened.revision_id == Case.revision_id)
        .where(Case.id != case.id, Case.draft_id != case.draft_id, Case.queue == case.queue)
        .options(
            contains_eager(VerdictRow.case).joinedload(Case.revision).joinedload(Revision.screened),
            contains_eager(VerdictRow.case).selectinload(Case.verdicts),
            joinedload(VerdictRow.reviewer),
        )
        .order_by(VerdictRow.id.desc())
        .limit(200)
    )
    found = [
        given
        for given in db.session.scalars(query)
        if [r["rule"] for r in given.case.revision.screened.reasons[:1]] == rules
        and may_see_case(given.case, person)
    ]
    return found[:limit]


def _reviewable(person: Person, queues: Iterable[str]) -> sa.Select[Case]:
    return (
        sa.select(Case)
        .join(Case.draft)
        .join(Case.revision)
        .where(
            Case.state.in_([CaseState.OPEN, CaseState.CLAIMED]),
            Case.queue.in_(list(queues)),
            Draft.author_id != person.id,
            Revision.editor_id != person.id,
        )
        .order_by(Case.due_at, Case.id)
    )
