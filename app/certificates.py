"""Issue, void and check certificates: proof that this exact content was cleared or approved.

The signed payload binds hashes of the content to pack, weights, person and time. Anyone who has
the text can check it, so the payload shows no words and names no person but by an opaque id.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import current_app

from app import agency_keys, clock, record
from app.content import canonical_json, check_words, text_hash, thread_posts
from app.errors import NotFound
from app.events import EventKind
from app.extensions import db
from app.tables import Certificate, CertificatePart, Draft, Person, Revision
from app.tables.base import new_public_id


class How(StrEnum):
    """What made the content fit to publish."""

    CLEARED = "cleared"  # nothing followed from what was found
    ACKNOWLEDGED = "acknowledged"  # its author took note of the advice
    APPROVED = "approved"  # a reviewer's verdict


class Status(StrEnum):
    """What a check says of one certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    VOIDED = "voided"  # the draft was edited or withdrawn since
    FORGED = "forged"  # the signature does not hold for what is stored


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """One certificate that names this text, and what it is worth now."""

    certificate: Certificate
    status: Status
    whole: bool  # False when the text is one post of a longer thread


def issue(revision: Revision, how: How, by: Person | None) -> Certificate:
    """Sign for one revision; `by` is the person who said so, None when the rules alone did."""
    issued_at = clock.now()
    valid_until = issued_at + timedelta(days=current_app.config["CERTIFICATE_DAYS"])
    public_id = new_public_id()
    hashes = _hashes(revision.content["text"])
    payload = canonical_json(
        {
            "agency": current_app.config["AGENCY_NAME"],
            "by": by.public_id if by else "",
            "certificate": public_id,
            "content_hash": revision.content_hash,
            "how": how.value,
            "issued_at": clock.rfc3339(issued_at),
            "pack": revision.screened.pack,
            "text_hashes": hashes,
            "valid_until": clock.rfc3339(valid_until),
            "weights": revision.screened.weights,
        }
    )
    signature, key_id = agency_keys.sign(payload.encode())
    certificate = Certificate(
        public_id=public_id,
        revision=revision,
        payload=payload,
        signature=signature,
        key_id=key_id,
        text_hash=hashes[0],
        issued_at=issued_at,
        valid_until=valid_until,
        parts=[CertificatePart(text_hash=each) for each in hashes],
    )
    db.session.add(certificate)
    told = {
        "certificate": public_id,
        "revision": revision.number,
        "content_hash": revision.content_hash,
        "how": how.value,
        "valid_until": clock.rfc3339(valid_until),
        "key": key_id,
    }
    record.append(EventKind.CERTIFICATE_ISSUED, f"draft:{revision.draft.public_id}", by, told)
    return certificate


def void(draft: Draft, because: str) -> None:
    """End every certificate of a draft; `because` is one permanent word, such as `edited`."""
    query = sa.select(Certificate).join(Revision).where(Revision.draft_id == draft.id)
    for certificate in db.session.scalars(query.where(Certificate.voided_at.is_(None))).all():
        certificate.voided_at, certificate.voided_because = clock.now(), because
        told = {"certificate": certificate.public_id, "because": because}
        record.append(EventKind.CERTIFICATE_VOIDED, f"draft:{draft.public_id}", None, told)


def check_text(text: str) -> list[CertificateCheck]:
    """Every certificate for exactly this text, a valid one first. Raises TooLong or Unreadable."""
    check_words(text, longest=current_app.config["POST_CHARACTERS"])
    wanted = text_hash(text)
    query = sa.select(Certificate).join(CertificatePart)
    found = db.session.scalars(query.where(CertificatePart.text_hash == wanted)).all()
    checks = [CertificateCheck(c, status(c), c.text_hash == wanted) for c in found]
    by_worth = list(Status)
    return sorted(
        checks,
        key=lambda check: (
            by_worth.index(check.status),
            not check.whole,
            -check.certificate.issued_at.timestamp(),
        ),
    )


def find(public_id: str) -> Certificate:
    """Public: a certificate shows no words of the draft. Raises NotFound."""
    query = sa.select(Certificate).where(Certificate.public_id == public_id)
    certificate = db.session.scalar(query)
    if certificate is None:
        raise NotFound
    return certificate


def status(certificate: Certificate) -> Status:
    """What a certificate is worth at this moment."""
    if not verify(certificate):
        return Status.FORGED
    if certificate.voided_at is not None:
        return Status.VOIDED
    return Status.VALID if clock.now() < certificate.valid_until else Status.EXPIRED


def verify(certificate: Certificate) -> bool:
    """Whether the signature holds and the columns beside it say what was signed."""
    if not agency_keys.holds(
        certificate.payload.encode(), certificate.signature, certificate.key_id
    ):
        return False
    signed: dict[str, Any] = json.loads(certificate.payload)
    return (
        signed["certificate"] == certificate.public_id
        and signed["content_hash"] == certificate.revision.content_hash
        and datetime.fromisoformat(signed["valid_until"]) == certificate.valid_until
        and signed["text_hashes"][0] == certificate.text_hash
        and sorted(signed["text_hashes"]) == sorted(part.text_hash for part in certificate.parts)
    )


def _hashes(text: str) -> list[str]:
    posts = thread_posts(text)
    return list(dict.fromkeys([text_hash(text), *(text_hash(post) for post in posts)]))
