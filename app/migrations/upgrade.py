"""Applies the migrations, in one transaction and one process at a time."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

# Any fixed number, other than the record's: who holds this PostgreSQL lock migrates.
_MIGRATION_LOCK = 0x4D69677261746573


def upgrade(engine: sa.Engine) -> None:
    """Bring the database to the newest version; waits where another process is doing so."""
    # Naming the way SQLite begins is harmless elsewhere; there, the write lock comes first.
    with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        command.upgrade(_config(connection), "head")


def is_current(connection: sa.Connection) -> bool:
    """Whether the database is at the newest version."""
    newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest


def _config(connection: sa.Connection) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
