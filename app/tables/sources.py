"""A reviewer's word on what one sentence of a revision rests on."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime, stored_as
from app.tables.drafts import Revision
from app.tables.people import Person


class SourceWord(StrEnum):
    """Whether the source says what the sentence says. Permanent names."""

    VERIFIED = "verified"
    DOUBTED = "doubted"


class SourceCheck(Base):
    """One person's word on one claim and its source; a second word replaces the first."""

    __tablename__ = "source_check"
    __table_args__ = (sa.UniqueConstraint("revision_id", "start", "end", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    start: Mapped[int] = mapped_column(comment="of the sentence, in code points of the stored text")
    end: Mapped[int]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    word: Mapped[SourceWord] = mapped_column(stored_as(SourceWord))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[Revision] = relationship(back_populates="source_checks")
    person: Mapped[Person] = relationship()
