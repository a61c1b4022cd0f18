"""A person's word on one finding: it measures rules, and never people."""

from typing import Any

import pytest

from app import drafts, feedback, record
from app.errors import Forbidden, NotFound
from app.extensions import db
from app.tables import FindingRow, Person, Role, Word
from models.findings import Post


@pytest.fixture
def finding(author: Person) -> FindingRow:
    draft = drafts.submit(Post(text="They are liars and crooks."), author, submit_key="k")
    db.session.commit()
    return draft.current.screened.findings[0]


def test_the_authors_wrong_is_a_contest(finding: FindingRow, author: Person) -> None:
    feedback.give(finding, author, Word.WRONG, "A quotation.")
    (entry,) = record.ledger(kind="feedback.given")
    assert '"contest":true' in entry.payload
    assert "quotation" not in entry.payload


def test_a_reviewers_wrong_is_none(finding: FindingRow, reviewer: Person) -> None:
    feedback.give(finding, reviewer, Word.WRONG)
    assert '"contest":false' in record.ledger(kind="feedback.given")[0].payload


def test_a_second_word_replaces_the_first(finding: FindingRow, reviewer: Person) -> None:
    feedback.give(finding, reviewer, Word.WRONG)
    feedback.give(finding, reviewer, Word.RIGHT)
    db.session.commit()
    assert [said.word for said in finding.feedback] == [Word.RIGHT]
    assert len(record.ledger(kind="feedback.given")) == 2


def test_an_auditor_reads_and_says_nothing(finding: FindingRow, add_person: Any) -> None:
    auditor = add_person("olga", Role.AUDITOR)
    assert feedback.visible_finding(finding.public_id, auditor) is finding
    with pytest.raises(Forbidden):
        feedback.give(finding, auditor, Word.RIGHT)


def test_a_finding_does_not_exist_for_strangers(finding: FindingRow, add_person: Any) -> None:
    stranger = add_person("otto", Role.OFFICIAL)
    with pytest.raises(NotFound):
        feedback.visible_finding(finding.public_id, stranger)


def test_what_was_found_tells_which_rules_it_met(finding: FindingRow) -> None:
    assert "hostile-language" in finding.rules
