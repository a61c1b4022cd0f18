"""A referred revision in a queue, and the verdicts people gave on it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime, new_public_id, stored_as
from app.tables.drafts import Draft, Revision
from app.tables.people import Person


class CaseState(StrEnum):
    """Where a case stands. Permanent names; the legal moves are in `app/queue.py`."""

    OPEN = "open"
    CLAIMED = "claimed"  # while the lease runs; one that ran out reads as open
    APPROVED = "approved"
    RETURNED = "returned"
    DECLINED = "declined"
    SUPERSEDED = "superseded"  # the author made a new revision
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What a person says of a case."""

    APPROVE = "approve"
    RETURN = "return"
    DECLINE = "decline"
    ESCALATE = "escalate"  # hand on to another queue


class Case(Base):
    """One referral. A new revision opens a new case and supersedes this one."""

    __tablename__ = "review_case"
    __table_args__ = (sa.Index("ix_review_case_waiting", "state", "queue", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=new_public_id)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"))
    queue: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[CaseState] = mapped_column(stored_as(CaseState), default=CaseState.OPEN)
    version: Mapped[int] = mapped_column(default=1, comment="raised by every move; a view names it")
    steps: Mapped[list[str]] = mapped_column(
        sa.JSON,
        default=list,
        server_default="[]",
        comment="queues that must approve after this",
    )
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the lease")
    draft: Mapped[Draft] = relationship(back_populates="cases")
    revision: Mapped[Revision] = relationship()
    holder: Mapped[Person | None] = relationship()
    verdicts: Mapped[list["VerdictRow"]] = relationship(
        back_populates="case", order_by="VerdictRow.id"
    )

    def held_by(self, at: datetime) -> Person | None:
        """Who holds the case at this moment; nobody once the lease has run out."""
        if self.state is CaseState.CLAIMED and self.held_until and self.held_until > at:
            return self.holder
        return None


class VerdictRow(Base):
    """One verdict with its reason; the database refuses to change it."""

    __tablename__ = "verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("review_case.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    verdict: Mapped[Verdict] = mapped_column(stored_as(Verdict))
    reason: Mapped[str] = mapped_column(sa.Text)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(
        sa.JSON, comment="[{part, start, end, note}] on the words of the revision"
    )
    from_queue: Mapped[str] = mapped_column(sa.String(64))
    to_queue: Mapped[str] = mapped_column(sa.String(64), default="", comment="when escalated")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    case: Mapped[Case] = relationship(back_populates="verdicts")
    reviewer: Mapped[Person] = relationship()
