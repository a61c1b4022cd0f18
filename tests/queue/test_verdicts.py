"""Verdicts: always with a reason, never on a stale view, never on one's own draft."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app import drafts, people, queue, record
from app.caseload import similar
from app.certificates import Status, check_text
from app.errors import (
    DomainError,
    IllegalMove,
    MaskedWords,
    NoReason,
    NotFound,
    NotYourCase,
    OwnDraft,
    StaleCase,
)
from app.extensions import db
from app.tables import Case, CaseState, DraftState, Person, Role, Verdict
from models.findings import Post


@pytest.fixture
def claimed(case: Case, reviewer: Person) -> Case:
    queue.claim(case, reviewer, case.version)
    db.session.commit()
    return case


@pytest.mark.parametrize(
    ("verdict", "case_state", "draft_state"),
    [
        # The post may go out: the author gets a certificate.
        (Verdict.APPROVE, CaseState.APPROVED, DraftState.APPROVED),
        # Changes are wanted: the author may edit and send it again.
        (Verdict.RETURN, CaseState.RETURNED, DraftState.RETURNED),
        # It may not go out: this draft is over.
        (Verdict.DECLINE, CaseState.DECLINED, DraftState.DECLINED),
        # Others must look: it waits in their queue.
        (Verdict.ESCALATE, CaseState.OPEN, DraftState.IN_REVIEW),
    ],
)
def test_a_verdict_closes_the_case_and_tells_the_draft(
    claimed: Case,
    reviewer: Person,
    verdict: Verdict,
    case_state: CaseState,
    draft_state: DraftState,
) -> None:
    queue.give_verdict(
        claimed,
        verdict,
        reviewer,
        reason="Because.",
        seen_version=claimed.version,
        to_queue="legal",
    )
    db.session.commit()
    assert (claimed.state, claimed.draft.state) == (case_state, draft_state)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_verdict_without_a_reason_is_refused(
    claimed: Case, reviewer: Person, reason: str
) -> None:
    with pytest.raises(NoReason):
        queue.give_verdict(
            claimed, Verdict.APPROVE, reviewer, reason=reason, seen_version=claimed.version
        )


def test_only_an_approval_brings_a_certificate(claimed: Case, reviewer: Person) -> None:
    assert check_text("They are liars and crooks.") == []
    queue.give_verdict(
        claimed, Verdict.APPROVE, reviewer, reason="A quotation.", seen_version=claimed.version
    )
    assert [c.status for c in check_text("They are liars and crooks.")] == [Status.VALID]


def test_a_case_claimed_by_another_cannot_be_closed(claimed: Case, colleague: Person) -> None:
    with pytest.raises(NotYourCase):
        queue.give_verdict(
            claimed, Verdict.APPROVE, colleague, reason="Fine.", seen_version=claimed.version
        )


def test_a_case_that_nobody_holds_cannot_be_closed(case: Case, reviewer: Person) -> None:
    with pytest.raises(IllegalMove):
        queue.give_verdict(
            case, Verdict.APPROVE, reviewer, reason="Fine.", seen_version=case.version
        )


def test_a_stale_view_cannot_give_a_verdict(
    claimed: Case, author: Person, reviewer: Person
) -> None:
    seen = claimed.version
    drafts.withdraw(claimed.draft, author, claimed.draft.version)
    with pytest.raises(StaleCase):
        queue.give_verdict(claimed, Verdict.APPROVE, reviewer, reason="Fine.", seen_version=seen)


def test_a_verdict_is_final(claimed: Case, reviewer: Person) -> None:
    queue.give_verdict(
        claimed, Verdict.DECLINE, reviewer, reason="No.", seen_version=claimed.version
    )
    with pytest.raises(IllegalMove):
        queue.give_verdict(
            claimed, Verdict.APPROVE, reviewer, reason="Yes.", seen_version=claimed.version
        )


def test_a_lease_that_ran_out_but_nobody_took_still_lets_its_holder_finish(
    claimed: Case, reviewer: Person, clock: Callable[[], object]
) -> None:
    clock.forward(hours=2)  # type: ignore[attr-defined]
    queue.give_verdict(
        claimed, Verdict.RETURN, reviewer, reason="Soften it.", seen_version=claimed.version
    )
    assert claimed.state is CaseState.RETURNED


def test_nobody_gives_a_verdict_on_what_they_wrote(
    claimed: Case, author: Person, reviewer: Person
) -> None:
    both = [(Role.OFFICIAL, ""), (Role.REVIEWER, "communications")]
    people.set_grants(author, both, by=None)
    with pytest.raises(OwnDraft):
        queue.give_verdict(
            claimed, Verdict.APPROVE, author, reason="Mine.", seen_version=claimed.version
        )


@pytest.mark.parametrize("to_queue", [None, "", "communications", "nowhere"])
def test_escalating_needs_another_queue(
    claimed: Case, reviewer: Person, to_queue: str | None
) -> None:
    with pytest.raises(IllegalMove):
        queue.give_verdict(
            claimed,
            Verdict.ESCALATE,
            reviewer,
            reason="Law.",
            seen_version=claimed.version,
            to_queue=to_queue,
        )


def test_who_escalated_may_still_see_the_case(
    claimed: Case, reviewer: Person, colleague: Person, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("sven", queues=("records",))
    queue.give_verdict(
        claimed,
        Verdict.ESCALATE,
        reviewer,
        reason="Law.",
        seen_version=claimed.version,
        to_queue="legal",
    )
    assert queue.visible_case(claimed.public_id, reviewer) is claimed
    assert queue.visible_case(claimed.public_id, colleague) is claimed
    with pytest.raises(NotFound):
        queue.visible_case(claimed.public_id, stranger)


def test_a_masked_post_cannot_be_approved(author: Person, reviewer: Person) -> None:
    draft = drafts.submit(Post(text="SSN 078-05-1120"), author, submit_key="s")
    case = queue.claim(draft.cases[0], reviewer, draft.cases[0].version)
    with pytest.raises(MaskedWords):
        queue.give_verdict(
            case, Verdict.APPROVE, reviewer, reason="Fine.", seen_version=case.version
        )


def test_of_two_verdicts_at_once_exactly_one_counts(
    app: Flask, claimed: Case, reviewer: Person
) -> None:
    case_id, seen, reviewer_id = claimed.id, claimed.version, reviewer.id
    db.session.rollback()

    def give(verdict: Verdict) -> str:
        with app.app_context():
            person = db.session.get_one(Person, reviewer_id)
            case = db.session.get_one(Case, case_id)
            try:
                queue.give_verdict(case, verdict, person, reason="So.", seen_version=seen)
            except DomainError as refusal:
                return type(refusal).__name__
            db.session.commit()
            return "given"

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(give, [Verdict.APPROVE, Verdict.DECLINE]))
    assert sorted(results) == ["StaleCase", "given"]
    assert record.verify().ok


def test_similar_cases_show_what_was_said_of_the_same_rule(
    new_case: Callable[[], Case], claimed: Case, reviewer: Person
) -> None:
    given = queue.give_verdict(
        claimed, Verdict.RETURN, reviewer, reason="Soften it.", seen_version=claimed.version
    )
    assert similar(new_case(), reviewer) == [given]
