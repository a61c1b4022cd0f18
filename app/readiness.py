"""Whether this process can do its work: database at the newest version, pack and weights read."""

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db, screener
from app.migrations.upgrade import is_current
from app.packs import pack_without_database
from policies.pack import PackInvalid


def why_not_ready() -> list[str]:
    """One plain sentence for each thing that is missing; empty when all is well."""
    return [why for why in (_database(), _pack(), why_unscreened()) if why]


def why_unscreened() -> str:
    """Why every draft is referred as not screened; empty when drafts are screened."""
    held = screener.get()
    return "" if held.ready else held.why_not_ready


def _database() -> str:
    try:
        with db.engine.connect() as connection:
            connection.execute(sa.select(1))
            if not is_current(connection):
                return "The database is not at the newest version: run `flask db-upgrade`."
    except SQLAlchemyError as error:
        return f"The database does not answer ({type(error).__name__})."
    return ""


def _pack() -> str:
    try:
        pack_without_database()
    except (PackInvalid, OSError) as error:
        return f"The policy pack cannot be read ({type(error).__name__}): run `flask packs check`."
    return ""
