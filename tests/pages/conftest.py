"""A browser for each person and one of every kind of object, on the real app."""

from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, session
from flask.testing import FlaskClient

from app import access, drafts, people
from app.extensions import db
from app.tables import Base, Case, Draft, Person, Role
from models.findings import Post

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]
Dump = Callable[[], dict[str, list[tuple[object, ...]]]]


class Client(FlaskClient):
    """Its requests share nothing with the test around them: no session, no signed-in person."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        # Read to the end there and then: a streamed answer needs the context it began in.
        return Context().run(super().open, *args, **{"buffered": True, **kwargs})


@pytest.fixture
def browser(app: Flask) -> Browser:
    """`browser(person)`: somebody signed in; `browser(None)`: nobody."""

    def opened(person: Person | None) -> FlaskClient:
        client = Client(app, app.response_class)
        if person is None:
            return client
        # The session is made by the service itself, in a request of its own.
        with app.test_request_context(environ_base={"HTTP_USER_AGENT": "test"}):
            access.sign_in(people.find(person.public_id))
            kept = dict(session)
        client.environ_base["HTTP_USER_AGENT"] = "test"
        with client.session_transaction() as cookie:
            cookie.update(kept)
        return client

    return opened


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
