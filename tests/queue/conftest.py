"""Every test of this folder that needs a database holds on both; a waiting case to work on."""

from collections.abc import Callable

import pytest
from flask import Flask

from app import drafts
from app.extensions import db
from app.tables import Case, Person
from models.findings import Post


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


NewCase = Callable[..., Case]


@pytest.fixture
def new_case(author: Person) -> NewCase:
    """`new_case()`: another hostile draft of the author, waiting in communications."""
    count = 0

    def make(text: str = "They are liars and crooks.") -> Case:
        nonlocal count
        count += 1
        draft = drafts.submit(Post(text=text), author, submit_key=f"key-{count}")
        db.session.commit()
        return draft.cases[-1]

    return make


@pytest.fixture
def case(new_case: NewCase) -> Case:
    return new_case()


@pytest.fixture
def other_context(app: Flask) -> Callable[[], object]:
    """A second browser: its own context, so its own session with the database."""
    return app.app_context
