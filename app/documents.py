"""The agency's protected documents and terms: the only door to them, and the record of each change.

What is kept cannot give the words back (`models/documents/store.py`); its key lies beside it in
`instance/`. Who registered a document may read its title and release it; so may whoever has
READ_TITLES. Callers commit the record's entry after the store was written.
"""

import secrets
from pathlib import Path
from typing import Any

from flask import current_app

from app import clock, record
from app.access import Capability, may
from app.errors import Forbidden, NotFound
from app.events import EventKind
from app.private_files import kept_or_made
from app.tables import Person
from models.documents.document import About, Document
from models.documents.store import DocumentStore, shared_store
from models.meaning import shared_meaning

key_bytes = 32


def store() -> DocumentStore:
    """The store with its key, which is made at the first call."""
    folder = Path(current_app.instance_path)
    key = kept_or_made(folder / "documents.key", lambda: secrets.token_bytes(key_bytes))
    return shared_store(folder / "documents" / "protected.sqlite", key)


def find(document_id: str) -> Document:
    """Raises NotFound."""
    for document in store().documents():
        if document.id == document_id:
            return document
    raise NotFound


def is_entitled(person: Any, document: Document) -> bool:
    """Whether the person may read the title and the reason, and release the document."""
    is_own = bool(document.about.by) and document.about.by == person.public_id
    return is_own or may(person, Capability.READ_TITLES)


def protect(text: str, about: About, *, by: Person | None) -> Document:
    """Keeps the fingerprints of a text: drafts that copy or paraphrase it are told."""
    document = store().add(text, shared_meaning(), about, clock.now())
    return _recorded(document, by)


def protect_term(about: About, *, by: Person | None) -> Document:
    """Keeps the title as a term: drafts that name it are told."""
    return _recorded(store().add_term(about, clock.now()), by)


def release(document_id: str, *, by: Person | None) -> None:
    """Protects the document no more, and forgets it. A command may release any.

    Raises NotFound, or Forbidden where the person is not entitled.
    """
    if by is not None and not is_entitled(by, find(document_id)):
        raise Forbidden
    if not store().remove(document_id):
        raise NotFound
    subject = f"document:{document_id}"
    record.append(EventKind.DOCUMENT_RELEASED, subject, by, {"document": document_id})


def _recorded(document: Document, by: Person | None) -> Document:
    about = document.about
    found = {
        "document": document.id,
        "form": document.form.value,
        "classification": about.classification.value,
        "owner": about.owner,
        "words": document.words,
        "until": clock.rfc3339(about.until) if about.until else "",
    }
    record.append(EventKind.DOCUMENT_PROTECTED, f"document:{document.id}", by, found)
    return document
