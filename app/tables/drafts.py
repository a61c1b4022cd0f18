"""A draft and its revisions. What a hold rule found is masked before it ever gets here."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime, new_public_id, stored_as
from app.tables.people import Person, Team

if TYPE_CHECKING:
    from app.tables.cases import Case
    from app.tables.certificates import Certificate
    from app.tables.findings import Screened
    from app.tables.sources import SourceCheck


class DraftState(StrEnum):
    """Where a draft stands, as its author sees it. Permanent names."""

    CLEARED = "cleared"  # certificate issued by rule, or after the author took note of advice
    ADVISED = "advised"  # the author may fix it, or take note and continue
    IN_REVIEW = "in-review"
    RETURNED = "returned"  # a reviewer wants changes
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Draft(Base):
    """What an official means to publish; its words live in revisions."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("author_id", "submit_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=new_public_id)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("team.id"))
    state: Mapped[DraftState] = mapped_column(stored_as(DraftState))
    version: Mapped[int] = mapped_column(default=1, comment="raised by each change, named by views")
    revision_number: Mapped[int] = mapped_column(default=1, comment="of the current revision")
    submit_key: Mapped[str] = mapped_column(
        sa.String(64), comment="from the form, so that a double submit makes one draft"
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    author: Mapped[Person] = relationship()
    team: Mapped[Team | None] = relationship()
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="draft", order_by="Revision.number"
    )
    cases: Mapped[list["Case"]] = relationship(back_populates="draft", order_by="Case.id")
    current: Mapped["Revision"] = relationship(
        primaryjoin="and_(Revision.draft_id == Draft.id, Revision.number == Draft.revision_number)",
        viewonly=True,
        uselist=False,
    )


class Revision(Base):
    """One immutable version of a draft's content; the database refuses to change it."""

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON, comment="the post, held words masked")
    content_hash: Mapped[str] = mapped_column(sa.String(80), comment="of the whole canonical post")
    text_hash: Mapped[str] = mapped_column(sa.String(80), index=True, comment="of the text alone")
    masked: Mapped[bool] = mapped_column(comment="whether words were masked before writing")
    note: Mapped[str] = mapped_column(sa.Text, default="", comment="the author's, to the reviewer")
    editor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    draft: Mapped[Draft] = relationship(back_populates="revisions")
    editor: Mapped[Person] = relationship()
    screened: Mapped["Screened"] = relationship(back_populates="revision")
    certificates: Mapped[list["Certificate"]] = relationship(
        back_populates="revision", order_by="Certificate.id"
    )
    source_checks: Mapped[list["SourceCheck"]] = relationship(
        back_populates="revision", order_by="SourceCheck.id"
    )
