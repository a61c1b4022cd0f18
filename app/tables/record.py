"""One entry of the append-only record. Triggers in the database refuse any other use of it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base
from app.tables.people import Person


class RecordEntry(Base):
    """Written by `app/record.py` alone; the hash covers every other column and the entry before."""

    __tablename__ = "record_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(
        sa.String(27), index=True, comment="RFC 3339 in UTC to the microsecond, as hashed"
    )
    kind: Mapped[str] = mapped_column(sa.String(40), index=True)
    actor_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id"), index=True, comment="empty when the machine acted"
    )
    subject: Mapped[str] = mapped_column(
        sa.String(80), index=True, comment="draft:ID, person:ID, team:ID or record"
    )
    payload: Mapped[str] = mapped_column(sa.Text, comment="canonical JSON; never draft text")
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    actor: Mapped[Person | None] = relationship(viewonly=True)
