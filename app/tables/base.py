"""What every table shares: naming of constraints, UTC times, ids that tell nothing.

Nothing here knows of requests, people or rules.
"""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

public_id_bytes = 12  # 96 random bits: not to be guessed, short enough to read out


class Base(DeclarativeBase):
    """The declarative base; constraint names are fixed so that migrations can name them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Takes and gives aware UTC times only. SQLite keeps no zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stored_as(kind: type[StrEnum]) -> sa.Enum:
    """An enum kept as its plain value, so that the database reads without our code."""

    def values(members: Any) -> list[str]:
        return [member.value for member in members]

    return sa.Enum(kind, native_enum=False, length=32, values_callable=values)


def new_public_id() -> str:
    """A url-safe id; ids in addresses are never sequential, so none can be guessed from another."""
    return secrets.token_urlsafe(public_id_bytes)
