"""A reviewer's word on the source of one claim: the only door to it.

What a source is worth to the rules is the policy's to say (`policies/sources.py`); whether it says
what the post says, only a person can tell.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from app import clock, record
from app.caseload import may_see_case
from app.content import post_from_json
from app.errors import Forbidden, NotFound, Unreadable
from app.events import EventKind
from app.evidence import screening_of
from app.extensions import db
from app.packs import active_pack
from app.tables import Case, Person, Revision, Role, SourceCheck, SourceWord
from app.transactions import begin_writing
from models.findings import Span
from policies import links, weighing
from policies.weighing import Claim


def claims_of(revision: Revision) -> tuple[Claim, ...]:
    """The check-worthy sentences of a stored revision, each with what it rests on."""
    post = post_from_json(revision.content)
    return weighing.claims(active_pack().sources, screening_of(revision.screened), post)


def checks_of(revision: Revision, claims: Sequence[Claim]) -> Mapping[Span, list[SourceCheck]]:
    """What reviewers said of its claims; of an older revision too, if claim and source stayed."""
    wanted = {(c.words, c.source): c.span for c in claims if c.source}
    found: dict[Span, dict[int, SourceCheck]] = {}
    for older in revision.draft.revisions:
        if older.number > revision.number or not older.source_checks:
            continue
        said = {(c.span.start, c.span.end): (c.words, c.source) for c in claims_of(older)}
        for check in older.source_checks:
            span = wanted.get(said.get((check.start, check.end), ("", "")))
            if span is not None:
                found.setdefault(span, {})[check.person_id] = check
    return {span: list(by_person.values()) for span, by_person in found.items()}


def link_at(revision: Revision, span: Span) -> str:
    """The link of the source of the claim that stands there. Raises Unreadable."""
    for claim in claims_of(revision):
        link = next(links.links_in(claim.source), None)
        if claim.span == span and link is not None:
            return link.address
    raise Unreadable


def mark(case: Case, span: Span, person: Person, word: SourceWord) -> SourceCheck:
    """Say that a source holds or is in doubt. Never of one's own post; raises Forbidden then.

    Raises NotFound for somebody who may not see the case, Unreadable where there is no such claim.
    """
    if not may_see_case(case, person):
        raise NotFound
    revision = case.revision
    if Role.REVIEWER not in person.roles or person.id in (case.draft.author_id, revision.editor_id):
        raise Forbidden
    if not any(claim.span == span and claim.source for claim in claims_of(revision)):
        raise Unreadable
    begin_writing()
    check = db.session.scalar(
        sa.select(SourceCheck).where(
            SourceCheck.revision_id == revision.id,
            SourceCheck.start == span.start,
            SourceCheck.end == span.end,
            SourceCheck.person_id == person.id,
        )
    )
    if check is None:
        check = SourceCheck(revision=revision, start=span.start, end=span.end, person_id=person.id)
        db.session.add(check)
    check.word, check.at = word, clock.now()
    told = {
        "case": case.public_id,
        "revision": revision.number,
        "start": span.start,
        "end": span.end,
        "word": word.value,
    }
    record.append(EventKind.SOURCE_MARKED, f"draft:{case.draft.public_id}", person, told)
    return check
