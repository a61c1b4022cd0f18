"""Every edit is a new revision: it voids what was approved and is screened anew."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app import drafts, queue
from app.certificates import Status, check_text
from app.errors import IllegalMove, NotFound, PersonalNotStored, StaleDraft
from app.extensions import db
from app.tables import CaseState, Draft, DraftState, Person, Verdict
from models.findings import Post

CLEAR = Post(text="The library opens at nine.")
OTHER = Post(text="The library opens at ten.")
HOSTILE = Post(text="They are liars and crooks.")


@pytest.fixture
def cleared(author: Person) -> Draft:
    draft = drafts.submit(CLEAR, author, submit_key="k")
    db.session.commit()
    return draft


@pytest.fixture
def referred(author: Person) -> Draft:
    draft = drafts.submit(HOSTILE, author, submit_key="k")
    db.session.commit()
    return draft


def _verdict(draft: Draft, verdict: Verdict, reviewer: Person) -> None:
    case = queue.claim(draft.cases[-1], reviewer, draft.cases[-1].version)
    queue.give_verdict(case, verdict, reviewer, reason="So.", seen_version=case.version)
    db.session.commit()


def test_an_edit_voids_the_certificate(cleared: Draft, author: Person) -> None:
    drafts.revise(cleared, OTHER, author, seen_version=cleared.version)
    db.session.commit()
    assert [check.status for check in check_text(CLEAR.text)] == [Status.VOIDED]
    assert [check.status for check in check_text(OTHER.text)] == [Status.VALID]


def test_both_revisions_are_kept(cleared: Draft, author: Person) -> None:
    drafts.revise(cleared, OTHER, author, seen_version=cleared.version)
    db.session.commit()
    assert [r.content["text"] for r in cleared.revisions] == [CLEAR.text, OTHER.text]
    assert cleared.current.number == 2


def test_an_edit_after_approval_is_screened_again(
    referred: Draft, author: Person, reviewer: Person
) -> None:
    _verdict(referred, Verdict.APPROVE, reviewer)
    worse = Post(text="They are liars and crooks, all of them.")
    drafts.revise(referred, worse, author, seen_version=referred.version)
    assert (referred.state, referred.cases[-1].state) == (DraftState.IN_REVIEW, CaseState.OPEN)


def test_an_edit_supersedes_the_running_case(referred: Draft, author: Person) -> None:
    drafts.revise(referred, CLEAR, author, seen_version=referred.version)
    assert (referred.state, referred.cases[0].state) == (
        DraftState.CLEARED,
        CaseState.SUPERSEDED,
    )


def test_a_returned_draft_goes_back_to_its_queue_even_when_it_now_reads_clear(
    referred: Draft, author: Person, reviewer: Person
) -> None:
    _verdict(referred, Verdict.RETURN, reviewer)
    drafts.revise(referred, CLEAR, author, seen_version=referred.version)
    assert (referred.state, referred.cases[-1].queue) == (DraftState.IN_REVIEW, "communications")
    # A second edit is no way round the person who asked for the first.
    drafts.revise(referred, OTHER, author, seen_version=referred.version)
    assert referred.state is DraftState.IN_REVIEW


def test_a_declined_draft_is_over(referred: Draft, author: Person, reviewer: Person) -> None:
    _verdict(referred, Verdict.DECLINE, reviewer)
    with pytest.raises(IllegalMove):
        drafts.revise(referred, CLEAR, author, seen_version=referred.version)


def test_a_stale_view_cannot_edit(cleared: Draft, author: Person) -> None:
    with pytest.raises(StaleDraft) as refusal:
        drafts.revise(cleared, OTHER, author, seen_version=cleared.version - 1)
    assert refusal.value.draft is cleared


def test_nobody_edits_what_another_wrote(cleared: Draft, reviewer: Person) -> None:
    with pytest.raises(NotFound):
        drafts.revise(cleared, OTHER, reviewer, seen_version=cleared.version)


def test_an_official_draft_does_not_become_a_personal_one(cleared: Draft, author: Person) -> None:
    personal = Post(text="My garden.", capacity="personal")
    with pytest.raises(PersonalNotStored):
        drafts.revise(cleared, personal, author, seen_version=cleared.version)


@pytest.mark.parametrize("statement", ["UPDATE revision SET note = 'x'", "DELETE FROM verdict"])
def test_the_database_refuses_to_change_revisions_and_verdicts(
    referred: Draft, reviewer: Person, statement: str
) -> None:
    _verdict(referred, Verdict.RETURN, reviewer)
    with pytest.raises(DBAPIError, match="never changed"), db.engine.begin() as connection:
        connection.execute(sa.text(statement))
