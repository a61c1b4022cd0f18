"""The stored evidence of one screening, and people's words on it.

Enough is kept to decide again without any model: scores, findings, pack and weights.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime, new_public_id, stored_as
from app.tables.drafts import Revision
from app.tables.people import Person


class Screened(Base):
    """What screening found in one revision and what the pack then made of it."""

    __tablename__ = "screened"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), unique=True)
    weights: Mapped[str] = mapped_column(sa.String(80))
    pack: Mapped[str] = mapped_column(sa.String(80), comment="name@version")
    scores: Mapped[dict[str, float]] = mapped_column(sa.JSON)
    operating_points: Mapped[dict[str, float]] = mapped_column(sa.JSON)
    outcome: Mapped[str] = mapped_column(sa.String(16), index=True)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(
        sa.JSON, comment="strictest first; findings by position"
    )
    not_screened: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    occasion: Mapped[dict[str, str]] = mapped_column(
        sa.JSON, default=dict, server_default="{}", comment="when it was written, team and office"
    )
    shadowed: Mapped[list[str]] = mapped_column(
        sa.JSON, default=list, server_default="[]", comment="ids of rules on trial that it meets"
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[Revision] = relationship(back_populates="screened")
    findings: Mapped[list["FindingRow"]] = relationship(
        back_populates="screened", order_by="FindingRow.position"
    )


class FindingRow(Base):
    """One piece of evidence, pointing into the stored (masked) content."""

    __tablename__ = "finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=new_public_id)
    screened_id: Mapped[int] = mapped_column(sa.ForeignKey("screened.id"), index=True)
    position: Mapped[int] = mapped_column(comment="place among the findings of this screening")
    signal: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(64), default="")
    part: Mapped[str] = mapped_column(sa.String(64))
    start: Mapped[int]
    end: Mapped[int]
    score: Mapped[float]
    detector: Mapped[str] = mapped_column(sa.String(80))
    explanation: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(
        sa.Text, default="", server_default="", comment="where a reader can see for themselves"
    )
    details: Mapped[dict[str, str]] = mapped_column(
        sa.JSON, default=dict, server_default="{}", comment="what else a rule may ask for"
    )
    rules: Mapped[list[str]] = mapped_column(sa.JSON, comment="ids of the rules it met")
    screened: Mapped[Screened] = relationship(back_populates="findings")
    feedback: Mapped[list["Feedback"]] = relationship(
        back_populates="finding", order_by="Feedback.id"
    )


class Word(StrEnum):
    """A person's word on one finding; the author's `wrong` is a contest."""

    RIGHT = "right"
    WRONG = "wrong"


class Feedback(Base):
    """One person's word on one finding; a second word replaces the first, the record keeps both."""

    __tablename__ = "feedback"
    __table_args__ = (sa.UniqueConstraint("finding_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    word: Mapped[Word] = mapped_column(stored_as(Word))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    finding: Mapped[FindingRow] = relationship(back_populates="feedback")
    person: Mapped[Person] = relationship()
