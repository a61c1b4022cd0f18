"""Versions of the agency's policy: their files, who wrote, proposed and approved them, and when."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime, new_public_id, stored_as
from app.tables.people import Person


class VersionState(StrEnum):
    """What was done to a version. Permanent names.

    Which approved one is in force, waits for its day, or was replaced, follows from the time.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISCARDED = "discarded"


class PolicyVersion(Base):
    """One version of a pack. Once it is approved, the database refuses to change its files."""

    __tablename__ = "policy_version"
    __table_args__ = (
        sa.UniqueConstraint("pack", "number"),
        sa.Index("ix_policy_version_in_force", "pack", "state", "effective_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=new_public_id)
    pack: Mapped[str] = mapped_column(sa.String(60))
    number: Mapped[int | None] = mapped_column(comment="given when it is approved; pack@number")
    state: Mapped[VersionState] = mapped_column(stored_as(VersionState))
    version: Mapped[int] = mapped_column(default=1, comment="raised by each change, named by views")
    files: Mapped[dict[str, str]] = mapped_column(sa.JSON, comment="name of a file -> its text")
    based_on: Mapped[str] = mapped_column(sa.String(80), comment="pack@number it began from")
    reason: Mapped[str] = mapped_column(sa.Text, default="", comment="why it is proposed")
    said: Mapped[str] = mapped_column(sa.Text, default="", comment="why it was sent back")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    editor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), comment="changed it last")
    approver_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    effective_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="in force from then")
    author: Mapped[Person] = relationship(foreign_keys=author_id)
    editor: Mapped[Person] = relationship(foreign_keys=editor_id)
    approver: Mapped[Person | None] = relationship(foreign_keys=approver_id)

    @property
    def ref(self) -> str:
        """How decisions name it; a version without a number is not yet named anywhere."""
        return f"{self.pack}@{self.number}" if self.number else f"{self.pack}, draft"
