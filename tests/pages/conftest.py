"""A browser for each person and one of every kind of object, on the real app."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import drafts
from app.extensions import db
from app.tables import Base, Case, Draft, Person, Role
from models.findings import Post

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]
Dump = Callable[[], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def new_draft(author: Person) -> NewDraft:
    """`new_draft("words")`: submitted by the author and committed."""
    count = 0

    def make(text: str = "They are liars and crooks.", **pieces: object) -> Draft:
        nonlocal count
        count += 1
        post = Post(text=text, **pieces)  # type: ignore[arg-type]
        draft = drafts.submit(post, author, submit_key=f"key-{count}", note="For the mayor.")
        db.session.commit()
        return draft

    return make


@pytest.fixture
def case(new_draft: NewDraft) -> Case:
    """A hostile post of the author, waiting in communications."""
    return new_draft().cases[-1]


@pytest.fixture
def auditor(add_person: Callable[..., Person]) -> Person:
    return add_person("audrey", Role.AUDITOR)


@pytest.fixture
def admin(add_person: Callable[..., Person]) -> Person:
    return add_person("sam", Role.SYSTEM_ADMIN)


@pytest.fixture
def policy_admin(add_person: Callable[..., Person]) -> Person:
    return add_person("pia", Role.POLICY_ADMIN)


@pytest.fixture
def dump(context: None) -> Dump:
    """Every row of every table, to see whether anything changed."""

    def rows() -> dict[str, list[tuple[object, ...]]]:
        db.session.rollback()
        return {
            table.name: [tuple(row) for row in db.session.execute(sa.select(table)).all()]
            for table in Base.metadata.sorted_tables
        }

    return rows
