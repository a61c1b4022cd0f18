"""A person's word on one finding: right or wrong. The author's `wrong` is a contest.

It measures rules, never people: nothing adds up words by author.
"""

import sqlalchemy as sa

from app import clock, record
from app.drafts import may_see_draft
from app.errors import Forbidden, NotFound
from app.events import EventKind
from app.extensions import db
from app.notes import masked_words
from app.tables import Feedback, FindingRow, Person, Revision, Role, Screened, Word
from app.transactions import begin_writing


def visible_finding(public_id: str, person: Person) -> FindingRow:
    """The finding, for those who may see its draft. Raises NotFound."""
    query = sa.select(FindingRow).join(Screened).join(Revision)
    finding = db.session.scalar(query.where(FindingRow.public_id == public_id))
    if finding is None or not may_see_draft(finding.screened.revision.draft, person):
        raise NotFound
    return finding


def give(finding: FindingRow, person: Person, word: Word, note: str = "") -> Feedback:
    """Say right or wrong; saying it again replaces it. Auditors change nothing, so not this."""
    note = masked_words(note)
    draft = finding.screened.revision.draft
    is_author = draft.author_id == person.id
    if not is_author and Role.REVIEWER not in person.roles:
        raise Forbidden
    begin_writing()
    query = sa.select(Feedback).where(
        Feedback.finding_id == finding.id, Feedback.person_id == person.id
    )
    said = db.session.scalar(query)
    if said is None:
        said = Feedback(finding_id=finding.id, person_id=person.id)
        db.session.add(said)
    said.word, said.note, said.at = word, note, clock.now()
    told = {
        "finding": finding.public_id,
        "signal": finding.signal,
        "rules": finding.rules,
        "word": word.value,
        "contest": is_author and word is Word.WRONG,
    }
    record.append(EventKind.FEEDBACK_GIVEN, f"draft:{draft.public_id}", person, told)
    return said
