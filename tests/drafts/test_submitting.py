"""From submit to its outcome; what can be sent, by whom, and only once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app import drafts, record, screening
from app.errors import (
    DomainError,
    EmptyPost,
    IllegalMove,
    NotFound,
    PersonalNotStored,
    StaleDraft,
    TooLong,
    Unreadable,
)
from app.evidence import decision_of, screening_of
from app.extensions import db
from app.packs import active_pack
from app.tables import CaseState, Draft, DraftState, Person, Role
from models.findings import Media, Post
from policies.engine import decide

CLEAR = Post(text="The library opens at nine.")
ADVISED = Post(text="This always works for everyone.")
HOSTILE = Post(text="They are liars and crooks.")


@pytest.mark.parametrize(
    ("post", "state", "cases", "certificates"),
    [
        # Nothing followed: it may go out now.
        (CLEAR, DraftState.CLEARED, 0, 1),
        # Advice: its author decides, so no certificate yet.
        (ADVISED, DraftState.ADVISED, 0, 0),
        # A person must look.
        (HOSTILE, DraftState.IN_REVIEW, 1, 0),
        # What may not be kept: the masked draft goes to security.
        (Post(text="His number is 078-05-1120."), DraftState.IN_REVIEW, 1, 0),
    ],
)
def test_the_outcome_decides_where_a_draft_goes(
    author: Person, post: Post, state: DraftState, cases: int, certificates: int
) -> None:
    draft = drafts.submit(post, author, submit_key="k")
    db.session.commit()
    assert draft.state is state
    assert len(draft.cases) == cases
    assert len(draft.current.certificates) == certificates


def test_a_draft_that_could_not_be_screened_is_referred(author: Person, word_screener: Any) -> None:
    word_screener.broken.add("identifiers/1")
    draft = drafts.submit(CLEAR, author, submit_key="k")
    assert (draft.state, draft.cases[0].queue) == (DraftState.IN_REVIEW, "security")


def test_a_double_submit_makes_one_draft(author: Person) -> None:
    first = drafts.submit(HOSTILE, author, submit_key="same")
    db.session.commit()
    assert drafts.submit(HOSTILE, author, submit_key="same") is first


def test_a_double_submit_at_the_same_moment_makes_one_draft(app: Flask, author: Person) -> None:
    author_id = author.id
    db.session.rollback()

    def send(_: int) -> str:
        with app.app_context():
            person = db.session.get_one(Person, author_id)
            draft = drafts.submit(HOSTILE, person, submit_key="same")
            db.session.commit()
            return draft.public_id

    with ThreadPoolExecutor(4) as threads:
        ids = set(threads.map(send, range(4)))
    assert len(ids) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 1
    assert record.verify().ok


def test_a_personal_post_is_not_stored(author: Person) -> None:
    with pytest.raises(PersonalNotStored):
        drafts.submit(Post(text="My garden.", capacity="personal"), author, submit_key="k")
    assert drafts.mine(author) == []


@pytest.mark.parametrize(
    ("post", "refusal"),
    [
        (Post(text=""), EmptyPost),
        (Post(text=" \n\t "), EmptyPost),
        (Post(text="x" * 100_000), TooLong),
        (Post(text="nul \x00 inside"), Unreadable),
        (Post(text="half \ud83d a face"), Unreadable),
        (Post(text="fine", links=("bad\x00link",)), Unreadable),
        (Post(text="fine", media=(Media("a.png", "x" * 5_000),)), TooLong),
        (Post(text="fine", sources=("s",) * 101), TooLong),
        (Post(text="fine", capacity="royal"), Unreadable),
    ],
)
def test_what_cannot_be_kept_gets_a_clear_answer(
    author: Person, post: Post, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        drafts.submit(post, author, submit_key="k")
    assert drafts.mine(author) == []


@pytest.mark.parametrize(
    "text",
    [
        "\u202eright to left\u202c",
        "zero\u200bwidth\ufeff",
        "<script>alert(1)</script> {{ 7*7 }} '; DROP TABLE draft; --",
        "\x07\x1b[31m control characters",
        "\n---\n".join(f"Post {n} of a long thread." for n in range(50)),
        "e\u0301 and \U0001f600 with \r\n two line ends \r",
    ],
)
def test_strange_text_is_kept_as_its_author_typed_it(author: Person, text: str) -> None:
    draft = drafts.submit(Post(text=text), author, submit_key="k")
    db.session.commit()
    db.session.expire_all()
    assert draft.current.content["text"] == text


def test_a_stored_decision_can_be_made_again_without_any_model(author: Person) -> None:
    seen = screening.preview(HOSTILE, author)
    draft = drafts.submit(HOSTILE, author, submit_key="k", seen=seen)
    db.session.commit()
    db.session.expire_all()
    stored = draft.current.screened
    assert screening_of(stored) == seen.screening
    assert decision_of(stored) == seen.decision
    assert decide(active_pack(), screening_of(stored), HOSTILE) == seen.decision


def test_a_preview_of_other_words_counts_for_nothing(author: Person) -> None:
    draft = drafts.submit(HOSTILE, author, submit_key="k", seen=screening.preview(CLEAR, author))
    assert draft.state is DraftState.IN_REVIEW


def test_taking_note_of_advice_brings_the_certificate(author: Person) -> None:
    draft = drafts.submit(ADVISED, author, submit_key="k")
    drafts.acknowledge(draft, author, draft.version)
    assert (draft.state, len(draft.current.certificates)) == (DraftState.CLEARED, 1)


@pytest.mark.parametrize("post", [CLEAR, HOSTILE])
def test_there_is_nothing_to_take_note_of_without_advice(author: Person, post: Post) -> None:
    draft = drafts.submit(post, author, submit_key="k")
    with pytest.raises(IllegalMove):
        drafts.acknowledge(draft, author, draft.version)


def test_withdrawing_closes_the_case(author: Person) -> None:
    draft = drafts.submit(HOSTILE, author, submit_key="k")
    drafts.withdraw(draft, author, draft.version)
    assert (draft.state, draft.cases[0].state) == (DraftState.WITHDRAWN, CaseState.WITHDRAWN)
    with pytest.raises(IllegalMove):
        drafts.withdraw(draft, author, draft.version)


def test_a_stale_view_of_a_draft_changes_nothing(author: Person) -> None:
    draft = drafts.submit(ADVISED, author, submit_key="k")
    with pytest.raises(StaleDraft):
        drafts.acknowledge(draft, author, draft.version - 1)


def test_a_draft_is_seen_by_its_author_its_reviewers_and_auditors(
    author: Person, reviewer: Person, add_person: Any
) -> None:
    draft = drafts.submit(HOSTILE, author, submit_key="k")
    auditor = add_person("olga", Role.AUDITOR)
    for person in (author, reviewer, auditor):
        assert drafts.visible_draft(draft.public_id, person) is draft


def test_a_draft_does_not_exist_for_anybody_else(
    author: Person, add_person: Any, reviewer: Person
) -> None:
    hidden = drafts.submit(CLEAR, author, submit_key="c")
    shown = drafts.submit(HOSTILE, author, submit_key="k")
    others = [
        add_person("otto", Role.OFFICIAL),
        add_person("adam", Role.SYSTEM_ADMIN, Role.POLICY_ADMIN),
        add_person("lena", queues=("legal",)),
    ]
    for person in others:
        with pytest.raises(NotFound):
            drafts.visible_draft(shown.public_id, person)
    with pytest.raises(NotFound):  # a cleared draft was never referred to a reviewer
        drafts.visible_draft(hidden.public_id, reviewer)
