"""The agency's protected documents: the only door to them, and the record of each change.

What is kept cannot give the text back (`models/documents/store.py`); its key lies beside it in
`instance/`. Callers commit the record's entry after the store was written.
"""

import secrets
from datetime import datetime
from pathlib import Path

from flask import current_app

from app import clock, record
from app.errors import NotFound
from app.events import EventKind
from app.private_files import kept_or_made
from models.documents.store import Document, DocumentStore
from models.meaning import shared_meaning

key_bytes = 32


def store() -> DocumentStore:
    """The store with its key, which is made at the first call."""
    folder = Path(current_app.instance_path)
    key = kept_or_made(folder / "documents.key", lambda: secrets.token_bytes(key_bytes))
    return DocumentStore(folder / "documents" / "protected.sqlite", key)


def protect(
    text: str, *, title: str, owner: str, reason: str, until: datetime | None = None
) -> Document:
    """Keeps the fingerprints of a text: drafts that copy or paraphrase it are told."""
    document = store().add(
        text,
        shared_meaning(),
        title=title,
        owner=owner,
        reason=reason,
        now=clock.now(),
        until=until,
    )
    found = {
        "document": document.id,
        "owner": owner,
        "words": document.words,
        "until": clock.rfc3339(until) if until else "",
    }
    record.append(EventKind.DOCUMENT_PROTECTED, f"document:{document.id}", None, found)
    return document


def release(document_id: str) -> None:
    """Protects the document no more, and forgets it. Raises NotFound."""
    if not store().remove(document_id):
        raise NotFound
    subject = f"document:{document_id}"
    record.append(EventKind.DOCUMENT_RELEASED, subject, None, {"document": document_id})
