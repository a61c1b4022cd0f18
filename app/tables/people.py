"""People, their teams, what each may do, and the one-time links that let them in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime, new_public_id, stored_as


class Role(StrEnum):
    """Permanent names; a person may hold several. What each allows stands in `app/access.py`."""

    OFFICIAL = "official"
    REVIEWER = "reviewer"
    POLICY_ADMIN = "policy-admin"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system-admin"


class Purpose(StrEnum):
    """What a one-time link is for."""

    SETUP = "setup"  # the first system admin of an empty database
    JOIN = "join"  # an invited person chooses a password


class Team(Base):
    """An office or unit that people write for."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    people: Mapped[list["Person"]] = relationship(back_populates="team", order_by="Person.name")


class Person(Base):
    """Somebody with an account. Never deleted, only deactivated: the record names them."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254), unique=True, comment="lower case")
    office: Mapped[str] = mapped_column(sa.String(120), default="", comment="as shown to reviewers")
    password_hash: Mapped[str] = mapped_column(sa.String(255), comment="Argon2id")
    session_epoch: Mapped[int] = mapped_column(
        default=0, comment="raised to end every session of this person"
    )
    active: Mapped[bool] = mapped_column(default=True)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("team.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    team: Mapped[Team | None] = relationship(back_populates="people")
    grants: Mapped[list["Grant"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="selectin"
    )

    # What flask-login asks of a signed-in person.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        """The session names the epoch too, so a changed password ends every older session."""
        return f"{self.public_id}.{self.session_epoch}"

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def queues(self) -> tuple[str, ...]:
        """The queues this person reviews, in order of name."""
        held = {g.queue for g in self.grants if g.role is Role.REVIEWER and g.queue}
        return tuple(sorted(held))


class Grant(Base):
    """One role of one person; a reviewer's grant names the queue."""

    __tablename__ = "role_grant"
    __table_args__ = (sa.UniqueConstraint("person_id", "role", "queue"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(stored_as(Role))
    queue: Mapped[str] = mapped_column(sa.String(64), default="", comment="reviewers only")
    person: Mapped[Person] = relationship(back_populates="grants")


class Invitation(Base):
    """A one-time link. Only its hash is kept: who reads the database cannot use it."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    purpose: Mapped[Purpose] = mapped_column(stored_as(Purpose))
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    grants: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("team.id"))
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    team: Mapped[Team | None] = relationship()
    invited_by: Mapped[Person | None] = relationship()
