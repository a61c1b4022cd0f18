"""Fixtures: the app on a database of its own, people in roles, and a screener that reads words.

Tests that must hold on both databases live in folders whose own conftest asks for both.
"""

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask, session
from flask.testing import FlaskClient
from psycopg import sql

from app import access, create_app, people
from app.extensions import db
from app.migrations.upgrade import upgrade
from app.tables import Person, Role
from models.findings import NOT_SCREENED, SIGNALS, Finding, Post, Screening, Span

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/postgres")
PASSWORD = "correct horse battery"

# What the reader of words finds: the words, the signal, the kind, the score.
FOUND = (
    (r"liars and crooks", "tone.hostile", "", 0.97),
    (r"always works for everyone", "misinformation.unsupported", "", 0.97),
    (r"\d{3}-\d{2}-\d{4}", "confidential.personal", "us-ssn", 0.99),
)


@dataclass
class WordScreener:
    """Stands where `models.screener.Screener` stands; finds the words of FOUND in every part."""

    weights: str = "words-1"
    ready: bool = True
    why_not_ready: str = ""
    broken: set[str] = field(default_factory=set)

    def screen(self, post: Post) -> Screening:
        findings = [
            Finding(signal, Span(*found.span()), score, "words/1", "Its words say so.", kind, part)
            for part, words in post.parts()
            for pattern, signal, kind, score in FOUND
            for found in re.finditer(pattern, words)
        ]
        scores = dict.fromkeys(SIGNALS, 0.01)
        for finding in findings:
            scores[finding.signal] = max(scores[finding.signal], finding.score)
        missed = [
            Finding(NOT_SCREENED, Span(0, len(post.text)), 1.0, name, "It failed.", "failed")
            for name in sorted(self.broken)
        ]
        points = dict.fromkeys(SIGNALS, 0.5)
        return Screening(scores, points, tuple(findings), self.weights, tuple(missed))


@dataclass
class Clock:
    """A clock that moves when told to."""

    time: datetime = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def word_screener() -> WordScreener:
    return WordScreener()


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest version, to be copied."""
    file = tmp_path_factory.mktemp("template") / "empty.sqlite"
    app = create_app({"DATABASE_URL": f"sqlite:///{file}", "INSTANCE_PATH": str(file.parent)})
    with app.app_context():
        upgrade(db.engine)
        db.engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as why:
        pytest.skip(f"no PostgreSQL server answers: {why}")
    with connection:
        yield connection


@pytest.fixture(scope="session")
def migrated_postgres(
    postgres: psycopg.Connection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The name of an empty database at the newest version, to be copied."""
    name = f"countersign_test_{uuid.uuid4().hex[:12]}"
    create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    postgres.execute(create)
    folder = str(tmp_path_factory.mktemp("template"))
    app = create_app({"DATABASE_URL": _postgres_url(name), "INSTANCE_PATH": folder})
    with app.app_context():
        upgrade(db.engine)
        db.engine.dispose()
    yield name
    postgres.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _postgres_url(name: str) -> str:
    url = sa.make_url(POSTGRES).set(database=name)
    return url.render_as_string(hide_password=False)


@pytest.fixture
def database_url(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    if database_kind == "sqlite":
        file = tmp_path / "countersign.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    template = sql.Identifier(request.getfixturevalue("migrated_postgres"))
    server: psycopg.Connection = request.getfixturevalue("postgres")
    name = f"countersign_test_{uuid.uuid4().hex[:12]}"
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template)
    server.execute(copy)
    yield _postgres_url(name)
    server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def app(
    database_url: str, tmp_path: Path, clock: Clock, word_screener: WordScreener
) -> Iterator[Flask]:
    """No context is pushed: tests enter one of their own, so that requests get fresh sessions."""
    made = create_app(
        {
            "TESTING": True,
            "DATABASE_URL": database_url,
            "INSTANCE_PATH": str(tmp_path),
            "SCREENER": word_screener,
            "CLOCK": clock,
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
            "PASSWORD_HASHER": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
        }
    )
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


AddPerson = Callable[..., Person]


@pytest.fixture
def add_person(context: None) -> AddPerson:
    """`add_person("ada", official=True, queues=["legal"])`, committed."""

    def add(name: str, *roles: Role, queues: tuple[str, ...] = ()) -> Person:
        grants = [(role, "") for role in roles] + [(Role.REVIEWER, queue) for queue in queues]
        person = people.add(name, f"{name}@agency.example", PASSWORD, grants)
        db.session.commit()
        return person

    return add


@pytest.fixture
def author(add_person: AddPerson) -> Person:
    return add_person("ada", Role.OFFICIAL)


@pytest.fixture
def reviewer(add_person: AddPerson) -> Person:
    return add_person("ruth", queues=("communications", "security"))


@pytest.fixture
def colleague(add_person: AddPerson) -> Person:
    return add_person("carl", queues=("communications", "legal"))


Browser = Callable[[Person | None], FlaskClient]


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
