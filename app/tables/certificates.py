"""Proof that exact content was cleared or approved, and the hashes it is found by."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, UtcDateTime
from app.tables.drafts import Revision


class Certificate(Base):
    """The signed payload as text, exactly as signed, so that anyone can check the signature."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    payload: Mapped[str] = mapped_column(sa.Text, comment="canonical JSON, the signed bytes")
    signature: Mapped[str] = mapped_column(sa.String(128), comment="Ed25519, hexadecimal")
    key_id: Mapped[str] = mapped_column(sa.String(32), comment="which agency key signed")
    text_hash: Mapped[str] = mapped_column(sa.String(80))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_because: Mapped[str] = mapped_column(sa.String(64), default="")
    revision: Mapped[Revision] = relationship(back_populates="certificates")
    parts: Mapped[list["CertificatePart"]] = relationship(back_populates="certificate")


class CertificatePart(Base):
    """The hash of the whole text, and of each post of a thread, under which a check finds it."""

    __tablename__ = "certificate_part"
    __table_args__ = (sa.UniqueConstraint("certificate_id", "text_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(sa.ForeignKey("certificate.id"))
    text_hash: Mapped[str] = mapped_column(sa.String(80), index=True)
    certificate: Mapped[Certificate] = relationship(back_populates="parts")
