"""1. Write, revise and find drafts: the doors through which an author changes anything.

What a hold rule found is masked before the first write; the words themselves are never passed on.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from app import certificates, clock, queue, record, screening
from app.caseload import may_see_case
from app.content import check_words, content_hash, post_to_json, text_hash
from app.errors import IllegalMove, NotFound, PersonalNotStored, StaleDraft
from app.events import EventKind
from app.extensions import db
from app.moves import Move
from app.notes import masked_words
from app.screening import Preview, preview
from app.tables import CaseState, Draft, DraftState, Person, Revision, Role, Screened
from app.transactions import begin_writing, lock
from models.findings import Post

# A declined or withdrawn draft is over; its author starts a new one.
REVISABLE = frozenset(set(DraftState) - {DraftState.DECLINED, DraftState.WITHDRAWN})
WITHDRAWABLE = REVISABLE
submit_key_characters = 64


def submit(
    post: Post, author: Person, *, submit_key: str, seen: Preview | None = None, note: str = ""
) -> Draft:
    """Store, screen and route a new draft, once for each `submit_key` of its author.

    Raises PersonalNotStored, EmptyPost, TooLong or Unreadable; nothing is stored then.
    """
    _check_capacity(post)
    check_words(submit_key, longest=submit_key_characters)
    seen = _preview_of(post, seen, author)
    kept_note = masked_words(note, seen.secrets)
    author_id, team_id = author.id, author.team_id
    begin_writing()
    query = sa.select(Draft).where(Draft.author_id == author_id, Draft.submit_key == submit_key)
    earlier = db.session.scalar(query)
    if earlier is not None:
        return earlier
    draft = Draft(
        author_id=author_id,
        team_id=team_id,
        submit_key=submit_key,
        state=DraftState.IN_REVIEW,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        # The same form was sent twice at once, and the other one was first.
        return db.session.scalars(query).one()
    revision = _add_revision(draft, 1, seen, kept_note, author)
    _record(EventKind.DRAFT_SUBMITTED, draft, author, _told(revision))
    screening.screen(revision, seen)
    db.session.flush()
    return draft


def revise(
    draft: Draft,
    post: Post,
    editor: Person,
    *,
    seen_version: int,
    seen: Preview | None = None,
    note: str = "",
) -> Draft:
    """A new revision: certificates are voided, a running case is superseded, all is screened anew.

    Once a reviewer returned the draft, a person looks again, in the same queue.
    Raises PersonalNotStored, EmptyPost, TooLong, Unreadable, NotFound, StaleDraft or IllegalMove.
    """
    _check_capacity(post)
    seen = _preview_of(post, seen, editor)
    kept_note = masked_words(note, seen.secrets)
    _take(draft, editor, seen_version, REVISABLE)
    back_to = _returned_from(draft)
    queue.close_for(draft, Move.SUPERSEDE, editor)
    certificates.void(draft, "edited")
    revision = _add_revision(draft, draft.revision_number + 1, seen, kept_note, editor)
    draft.revision_number = revision.number
    _touch(draft)
    _record(EventKind.DRAFT_REVISED, draft, editor, _told(revision))
    screening.screen(revision, seen, back_to=back_to)
    db.session.flush()
    db.session.expire(draft, ["current"])
    return draft


def acknowledge(draft: Draft, author: Person, seen_version: int) -> Draft:
    """The author took note of the advice and goes on: a certificate is issued."""
    _take(draft, author, seen_version, frozenset({DraftState.ADVISED}))
    draft.state = DraftState.CLEARED
    _touch(draft)
    revision = draft.current
    rules = [reason["rule"] for reason in revision.screened.reasons]
    told = {"revision": revision.number, "rules": rules}
    _record(EventKind.DRAFT_ACKNOWLEDGED, draft, author, told)
    certificates.issue(revision, certificates.How.ACKNOWLEDGED, author)
    return draft


def withdraw(draft: Draft, author: Person, seen_version: int) -> Draft:
    """The author does not want to publish it after all."""
    _take(draft, author, seen_version, WITHDRAWABLE)
    told = {"revision": draft.revision_number, "from_state": draft.state.value}
    queue.close_for(draft, Move.WITHDRAW, author)
    certificates.void(draft, "withdrawn")
    draft.state = DraftState.WITHDRAWN
    _touch(draft)
    _record(EventKind.DRAFT_WITHDRAWN, draft, author, told)
    return draft


def mine(author: Person) -> list[Draft]:
    """The drafts this person wrote, last changed first."""
    query = sa.select(Draft).where(Draft.author_id == author.id).order_by(Draft.changed_at.desc())
    with_rows = query.options(
        joinedload(Draft.current).joinedload(Revision.screened).selectinload(Screened.findings),
        selectinload(Draft.cases),
    )
    return list(db.session.scalars(with_rows))


def visible_draft(public_id: str, person: Person) -> Draft:
    """The draft, for those who may see it. Raises NotFound for all others alike.

    Its author, reviewers of a case of it, and auditors.
    """
    draft = db.session.scalar(sa.select(Draft).where(Draft.public_id == public_id))
    if draft is None or not may_see_draft(draft, person):
        raise NotFound
    return draft


def may_see_draft(draft: Draft, person: Person) -> bool:
    """Of the drafts one wrote, having been an official once is enough: they are one's own words."""
    if draft.author_id == person.id or Role.AUDITOR in person.roles:
        return True
    return any(may_see_case(case, person) for case in draft.cases)


def _check_capacity(post: Post) -> None:
    if post.capacity == "personal":
        raise PersonalNotStored


def _preview_of(post: Post, seen: Preview | None, author: Person) -> Preview:
    # A preview of other words, or under an older pack, is worth nothing here.
    return seen if seen is not None and seen.post == post else preview(post, author)


def _take(draft: Draft, person: Person, seen_version: int, states: frozenset[DraftState]) -> None:
    lock(draft)
    if draft.author_id != person.id:
        raise NotFound
    if draft.version != seen_version:
        raise StaleDraft(draft)
    if draft.state not in states:
        raise IllegalMove


def _add_revision(draft: Draft, number: int, seen: Preview, note: str, editor: Person) -> Revision:
    post = seen.masked
    content = post_to_json(post)
    revision = Revision(
        draft=draft,
        number=number,
        content=content,
        content_hash=content_hash(post),
        text_hash=text_hash(post.text),
        masked=post != seen.post,
        note=note,
        editor_id=editor.id,
        created_at=clock.now(),
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _returned_from(draft: Draft) -> str:
    """The queue of the reviewer whose return is not yet settled by an approval; else empty."""
    for case in reversed(draft.cases):
        if case.state is CaseState.APPROVED:
            break
        if case.state is CaseState.RETURNED:
            return case.queue
    return ""


def _touch(draft: Draft) -> None:
    draft.version += 1
    draft.changed_at = clock.now()


def _told(revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.number,
        "content_hash": revision.content_hash,
        "capacity": revision.content["capacity"],
        "platforms": revision.content["platforms"],
    }


def _record(kind: EventKind, draft: Draft, actor: Person, told: dict[str, Any]) -> None:
    record.append(kind, f"draft:{draft.public_id}", actor, told)
