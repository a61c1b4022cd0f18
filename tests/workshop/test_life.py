"""A policy is drafted, proposed, approved by another, in force from its day, rolled back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app import drafts, packs, record
from app.errors import (
    IllegalMove,
    NoReason,
    NotFound,
    OwnPolicy,
    PolicyFaulty,
    StalePolicy,
    TooLong,
)
from app.extensions import db
from app.tables import DraftState, Person, PolicyVersion, RecordEntry, VersionState
from models.findings import Post
from tests.workshop.conftest import RULE

HOSTILE = "They are liars and crooks."


def write(
    version: PolicyVersion, person: Person, name: str = "no-liars.yaml", text: Any = RULE
) -> None:
    packs.write_file(version, name, text, person, version.version)
    db.session.commit()


def propose(version: PolicyVersion, person: Person, **more: Any) -> None:
    given = {"reason": "Council adopted it.", "effective_at": None} | more
    packs.propose(version, person, seen_version=version.version, **given)
    db.session.commit()


def approve(version: PolicyVersion, person: Person) -> None:
    packs.approve(version, person, version.version)
    db.session.commit()


def live(keeper: Person, second: Person, text: Any = RULE, **more: Any) -> PolicyVersion:
    version = packs.begin(keeper)
    db.session.commit()
    write(version, keeper, text=text)
    propose(version, keeper, **more)
    approve(version, second)
    return version


def test_a_draft_holds_every_rule_that_is_in_force(draft: PolicyVersion) -> None:
    before, copied = packs.active_pack(), packs.loaded(draft)
    assert {rule.id for rule in copied.rules} == {rule.id for rule in before.rules}
    assert [rule.when for rule in copied.rules] == [rule.when for rule in before.rules]
    assert list(copied.queues) == list(before.queues)
    assert (copied.sources, copied.topics) == (before.sources, before.topics)
    assert copied.includes == ()


def test_a_policy_is_in_force_when_a_second_person_approved_it(
    draft: PolicyVersion, keeper: Person, second: Person, author: Person
) -> None:
    before = packs.active_pack()
    write(draft, keeper)
    propose(draft, keeper)
    assert packs.active_pack() == before
    approve(draft, second)
    assert packs.active_pack().ref == f"us-municipal@{before.version + 1}"
    assert packs.active_pack().rule("no-liars")
    assert (draft.state, draft.approver_id) == (VersionState.APPROVED, second.id)
    rhyme = drafts.submit(Post("Liar, liar, pants on fire!"), author, submit_key="k")
    assert rhyme.state is DraftState.ADVISED
    assert rhyme.current.screened.pack == draft.ref
    assert record.verify().ok


def test_nobody_approves_what_they_wrote_changed_or_proposed(
    draft: PolicyVersion, keeper: Person, second: Person
) -> None:
    write(draft, second)
    propose(draft, second)
    for person in (keeper, second):
        with pytest.raises(OwnPolicy):
            approve(draft, person)
        db.session.rollback()
    assert packs.in_force() is None


def test_a_version_waits_for_its_day(keeper: Person, second: Person, clock: Any) -> None:
    later = clock() + timedelta(days=3)
    version = live(keeper, second, effective_at=later)
    assert packs.in_force() is None
    clock.forward(days=3)
    assert packs.in_force() == version


def test_a_policy_is_rolled_back_in_one_step_and_the_past_stays(
    keeper: Person, second: Person, clock: Any
) -> None:
    first = live(keeper, second)
    clock.forward(hours=1)
    other = live(keeper, second, text=RULE.replace("advise", "clear"))
    clock.forward(hours=1)
    back = packs.roll_back(first, keeper, reason="It was wrong.")
    db.session.commit()
    assert packs.in_force() == back
    assert back.number == other.number + 1
    assert packs.active_pack().rule("no-liars").outcome == "advise"
    assert packs.find(other.public_id).files == other.files
    kinds = list(db.session.scalars(sa.select(RecordEntry.kind)))
    assert kinds[-1] == "policy.rolled-back"
    with pytest.raises(IllegalMove):
        packs.roll_back(back, keeper, reason="Again.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: no-liars\n", "has no `status`"),
        (RULE.replace("Liar, liar, pants on fire!", "Hello there."), "must meet the rule"),
        (RULE.replace("Polls open at seven.", "Pants on fire again."), "must pass"),
        (RULE.replace("pants on fire", "Democratic"), "may not test for a side"),
        (RULE.replace("no-liars", "other-name", 1), "Give both the same name"),
        ("{not yaml", "not YAML"),
    ],
)
def test_a_policy_with_faults_goes_no_further(
    draft: PolicyVersion, keeper: Person, text: str, said: str
) -> None:
    write(draft, keeper, text=text)
    with pytest.raises(PolicyFaulty) as refused:
        propose(draft, keeper)
    assert said in " ".join(f"{f.what} {f.remedy}" for f in refused.value.faults)
    assert all(fault.file in draft.files for fault in refused.value.faults)
    db.session.rollback()
    assert draft.state is VersionState.DRAFT


def test_rules_that_stood_are_tried_again_where_the_pack_moves_to_another_country(
    keeper: Person, second: Person
) -> None:
    named = RULE.replace("pants on fire", "Fine Gael")
    named = named.replace("Liar, liar, Fine Gael!", "Fine Gael said so.")
    live(keeper, second, text=named)
    version = packs.begin(keeper)
    head = version.files["pack.yaml"].replace("US local government", "Ireland")
    write(version, keeper, "pack.yaml", head)
    with pytest.raises(PolicyFaulty) as refused:
        propose(version, keeper)
    assert "no-liars.yaml" in {fault.file for fault in refused.value.faults}


def test_two_at_once_do_not_lose_each_others_changes(
    draft: PolicyVersion, keeper: Person, second: Person
) -> None:
    seen = draft.version
    packs.write_file(draft, "no-liars.yaml", RULE, keeper, seen)
    db.session.commit()
    with pytest.raises(StalePolicy):
        packs.write_file(draft, "no-liars.yaml", "other", second, seen)
    db.session.rollback()
    assert draft.files["no-liars.yaml"] == RULE


def test_what_is_in_force_may_not_be_undone_unseen(
    draft: PolicyVersion, keeper: Person, second: Person
) -> None:
    write(draft, keeper)
    propose(draft, keeper)
    live(keeper, second, text=RULE.replace("advise", "clear"))
    with pytest.raises(IllegalMove):
        approve(draft, second)


def test_a_proposal_may_be_sent_back_and_proposed_again(
    draft: PolicyVersion, keeper: Person, second: Person
) -> None:
    write(draft, keeper)
    propose(draft, keeper)
    with pytest.raises(IllegalMove):
        write(draft, keeper, text="x")
    db.session.rollback()
    packs.send_back(draft, second, reason="Name the council's vote.", seen_version=draft.version)
    db.session.commit()
    assert (draft.state, draft.said) == (VersionState.DRAFT, "Name the council's vote.")
    propose(draft, keeper)
    approve(draft, second)


def test_an_approved_version_is_never_changed(keeper: Person, second: Person) -> None:
    version = live(keeper, second)
    with pytest.raises(IllegalMove):
        packs.write_file(version, "no-liars.yaml", "x", keeper, version.version)
    db.session.rollback()
    for change in ("UPDATE policy_version SET files = '{}'", "DELETE FROM policy_version"):
        with pytest.raises(sa.exc.DatabaseError, match="never changed"):
            db.session.execute(sa.text(change), execution_options={"sqlite_begin": "IMMEDIATE"})
        db.session.rollback()


def test_a_discarded_draft_is_gone(draft: PolicyVersion, keeper: Person) -> None:
    packs.discard(draft, keeper, draft.version)
    db.session.commit()
    assert packs.versions() == []
    with pytest.raises(NotFound):
        packs.find(draft.public_id)


def test_what_cannot_be_kept_is_refused(draft: PolicyVersion, keeper: Person) -> None:
    with pytest.raises(TooLong):
        write(draft, keeper, text="x" * 70_000)
    db.session.rollback()
    with pytest.raises(IllegalMove):
        write(draft, keeper, name="pack.yaml", text=None)
    db.session.rollback()
    with pytest.raises(NoReason):
        propose(draft, keeper, reason=" ")
    write(draft, keeper)
    write(draft, keeper, text=None)
    assert "no-liars.yaml" not in draft.files
