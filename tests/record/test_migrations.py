"""Migrations give exactly the tables the code knows, once, however many start at once."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask

from app import create_app, readiness
from app.extensions import db
from app.migrations.upgrade import is_current, upgrade
from app.tables import Base


def test_the_migrated_database_is_the_one_the_code_knows(context: None) -> None:
    with db.engine.connect() as connection:
        migrated = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(migrated, Base.metadata) == []


def test_migrating_again_changes_nothing(context: None) -> None:
    upgrade(db.engine)
    with db.engine.connect() as connection:
        assert is_current(connection)


@pytest.fixture
def empty_app(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest, word_screener: Any
) -> Flask:
    """An app on a database that was never migrated."""
    if database_kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    else:
        url = request.getfixturevalue("database_url")
    given = {"DATABASE_URL": url, "INSTANCE_PATH": str(tmp_path), "SCREENER": word_screener}
    app = create_app(given)
    if database_kind == "postgresql":
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
    return app


def _shut(app: Flask) -> None:
    """In a context of its own: what a session still holds would not be closed."""
    with app.app_context():
        db.engine.dispose()


def test_two_processes_that_start_at_once_migrate_once(empty_app: Flask) -> None:
    def start(_: int) -> None:
        with empty_app.app_context():
            upgrade(db.engine)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(start, range(2)))
    with empty_app.app_context():
        assert readiness.why_not_ready() == []
    _shut(empty_app)


def test_a_database_that_was_never_migrated_is_not_ready(empty_app: Flask) -> None:
    with empty_app.app_context():
        (why,) = readiness.why_not_ready()
    _shut(empty_app)
    assert "flask db-upgrade" in why


def test_missing_weights_are_not_ready(app: Flask, word_screener: Any) -> None:
    word_screener.ready, word_screener.why_not_ready = False, "There are no weights: make build."
    with app.app_context():
        assert readiness.why_not_ready() == ["There are no weights: make build."]


def test_a_pack_that_cannot_be_read_is_not_ready(app: Flask, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pack.yaml").write_text("name: broken\n")
    app.config["PACK"] = str(broken)
    with app.app_context():
        (why,) = readiness.why_not_ready()
    assert "flask packs check" in why
    shutil.rmtree(broken)
