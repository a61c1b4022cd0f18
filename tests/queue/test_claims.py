"""A claim is a short lease: one holder at a time, visible, renewable, running out by itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from app import queue, record
from app.errors import Forbidden, NotYourCase, OwnDraft, StaleCase
from app.extensions import db
from app.tables import Case, CaseState, Person, Role


def test_a_waiting_case_can_be_claimed(case: Case, reviewer: Person, clock: Any) -> None:
    queue.claim(case, reviewer, case.version)
    db.session.commit()
    assert case.held_by(clock()) is reviewer


def test_a_case_a_colleague_holds_cannot_be_claimed(
    case: Case, reviewer: Person, colleague: Person
) -> None:
    queue.claim(case, reviewer, case.version)
    with pytest.raises(StaleCase, match="ruth"):
        queue.claim(case, colleague, case.version)


def test_a_lease_that_ran_out_leaves_the_case_free(
    case: Case, reviewer: Person, colleague: Person, clock: Any
) -> None:
    queue.claim(case, reviewer, case.version)
    clock.forward(minutes=10)
    assert case.held_by(clock()) is None
    queue.claim(case, colleague, case.version)
    assert case.held_by(clock()) is colleague


def test_renewing_lengthens_the_lease_and_keeps_the_page_fresh(
    case: Case, reviewer: Person, clock: Any
) -> None:
    queue.claim(case, reviewer, case.version)
    seen = case.version
    clock.forward(minutes=9)
    queue.renew(case, reviewer)
    clock.forward(minutes=9)
    assert (case.held_by(clock()), case.version) == (reviewer, seen)


def test_only_the_holder_may_renew_or_release(
    case: Case, reviewer: Person, colleague: Person
) -> None:
    queue.claim(case, reviewer, case.version)
    with pytest.raises(NotYourCase):
        queue.renew(case, colleague)
    with pytest.raises(NotYourCase):
        queue.release(case, colleague, case.version)


def test_a_released_case_waits_again(case: Case, reviewer: Person) -> None:
    queue.claim(case, reviewer, case.version)
    queue.release(case, reviewer, case.version)
    assert (case.state, case.holder_id) == (CaseState.OPEN, None)


def test_a_stale_view_cannot_claim(case: Case, reviewer: Person) -> None:
    with pytest.raises(StaleCase) as refusal:
        queue.claim(case, reviewer, case.version - 1)
    assert refusal.value.case is case


def test_nobody_claims_what_they_wrote(case: Case, author: Person, add_person: Any) -> None:
    with pytest.raises(Forbidden):  # an official alone reviews nothing
        queue.claim(case, author, case.version)
    db.session.rollback()
    from app import people

    both = [(Role.OFFICIAL, ""), (Role.REVIEWER, "communications")]
    people.set_grants(author, both, by=None)
    with pytest.raises(OwnDraft):
        queue.claim(case, author, case.version)
    assert queue.waiting(author) == []
    assert queue.take_next(author) is None


def test_take_next_gives_the_case_that_is_due_soonest(
    new_case: Callable[[], Case], reviewer: Person, colleague: Person, clock: Any
) -> None:
    first = new_case()
    clock.forward(hours=1)
    second = new_case()
    assert queue.take_next(reviewer) is first
    assert queue.take_next(colleague) is second
    assert queue.take_next(reviewer) is None


def test_waiting_shows_only_ones_own_queues(case: Case, reviewer: Person, add_person: Any) -> None:
    lawyer = add_person("lena", queues=("legal",))
    assert queue.waiting(reviewer) == [case]
    assert queue.waiting(reviewer, "security") == []
    assert queue.waiting(lawyer) == []


@pytest.mark.parametrize("door", ["claim", "take_next"])
def test_of_two_reviewers_at_once_exactly_one_wins(
    app: Flask, case: Case, reviewer: Person, colleague: Person, door: str
) -> None:
    case_id, seen, people_ids = case.id, case.version, [reviewer.id, colleague.id]
    db.session.rollback()

    def try_it(person_id: int) -> str:
        with app.app_context():
            person = db.session.get_one(Person, person_id)
            if door == "take_next":
                taken = queue.take_next(person)
                db.session.commit()
                return "won" if taken else "lost"
            try:
                queue.claim(db.session.get_one(Case, case_id), person, seen)
            except StaleCase:
                return "lost"
            db.session.commit()
            return "won"

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(try_it, people_ids))
    assert sorted(results) == ["lost", "won"]
    assert record.verify().ok
