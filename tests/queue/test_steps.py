"""Rules may ask for several approvals, one after the other, and allow less time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import drafts, queue
from app.certificates import Status, check_text
from app.errors import ApprovedAlready
from app.extensions import db
from app.tables import Case, CaseState, DraftState, Person, Verdict
from models.findings import Post

TEXT = "They are liars and crooks."
PACK = """\
name: steps
version: 1
title: Steps
owner: The clerk
jurisdiction: US
effective_from: 2026-01-01
review_by: 2027-01-01
queues: {security: Secrets., communications: Wording., legal: The law.}
"""
RULE = """\
id: hostile
status: active
source: {cite: State Code 1, url: https://example.gov/code}
outcome: refer
queue: communications
approvals: [legal]
hours: 2
when: {signal: tone.hostile}
because: This may insult.
advice: Leave it out.
known_false_alarms: [None.]
examples: {meets: [a], passes: [b]}
"""


@pytest.fixture
def case(app: Flask, author: Person, tmp_path: Path) -> Case:
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK)
    (folder / "hostile.yaml").write_text(RULE)
    app.config["PACK"] = str(folder)
    draft = drafts.submit(Post(TEXT), author, submit_key="k")
    db.session.commit()
    return draft.cases[-1]


def approve(case: Case, person: Person) -> None:
    queue.claim(case, person, case.version)
    queue.give_verdict(case, Verdict.APPROVE, person, reason="It is so.", seen_version=case.version)
    db.session.commit()


def test_a_case_is_approved_when_every_queue_that_is_asked_has_approved(
    case: Case, reviewer: Person, add_person: Any
) -> None:
    lawyer = add_person("lea", queues=("legal",))
    assert (case.queue, case.steps) == ("communications", ["legal"])
    approve(case, reviewer)
    assert (case.state, case.queue, case.steps) == (CaseState.OPEN, "legal", [])
    assert case.draft.state is DraftState.IN_REVIEW
    assert check_text(TEXT) == []
    assert [v.to_queue for v in case.verdicts] == ["legal"]
    approve(case, lawyer)
    assert case.state is CaseState.APPROVED
    assert case.draft.state is DraftState.APPROVED
    assert [check.status for check in check_text(TEXT)] == [Status.VALID]


def test_nobody_approves_twice(case: Case, add_person: Any) -> None:
    both = add_person("bo", queues=("communications", "legal"))
    approve(case, both)
    with pytest.raises(ApprovedAlready):
        approve(case, both)
    db.session.rollback()
    assert case.state is not CaseState.APPROVED


def test_the_second_may_return_what_the_first_approved(
    case: Case, reviewer: Person, add_person: Any
) -> None:
    lawyer = add_person("lea", queues=("legal",))
    approve(case, reviewer)
    queue.claim(case, lawyer, case.version)
    queue.give_verdict(
        case, Verdict.RETURN, lawyer, reason="The law says no.", seen_version=case.version
    )
    assert case.state is CaseState.RETURNED
    assert check_text(TEXT) == []


def test_a_case_handed_to_the_next_queue_by_hand_is_not_asked_there_twice(
    case: Case, reviewer: Person, add_person: Any
) -> None:
    lawyer = add_person("lea", queues=("legal",))
    queue.claim(case, reviewer, case.version)
    queue.give_verdict(
        case,
        Verdict.ESCALATE,
        reviewer,
        reason="For you.",
        seen_version=case.version,
        to_queue="legal",
    )
    assert (case.queue, case.steps) == ("legal", [])
    approve(case, lawyer)
    assert case.state is CaseState.APPROVED


def test_a_rule_may_allow_less_time(case: Case) -> None:
    assert case.due_at - case.opened_at == timedelta(hours=2)
