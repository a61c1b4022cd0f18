"""Protected documents as fingerprints and vectors, in one file that cannot give their text back.

The prints are hashes under a key; titles, reasons and vectors are encrypted with it. Each document
has an owner and, where it will be published, a time from which it no longer matches.
"""

import zlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from uuid import uuid4

import numpy as np
from cryptography.fernet import Fernet, InvalidToken
from numpy.typing import NDArray

from models.documents.fingerprints import Print, prints, winnowed
from models.meaning import WIDTH, Meaning
from models.sentences import sentences
from models.whole_file import FileUnreadable, WholeFile

VERSION = 1
least_words = 6  # of a sentence whose meaning is kept: shorter ones say what anybody says
_STEPS = 127  # of a quantised coordinate: no vector of length 1 has one beyond 1
_SCHEMA = f"""
create table document (
    number integer primary key, id text unique not null, owner text not null, hidden blob not null,
    vectors blob not null, words integer not null, added text not null, until text not null
);
create table print (value integer not null, document integer not null);
create index print_value on print (value);
create index print_document on print (document);
pragma user_version = {VERSION};
"""


class DocumentsUnreadable(FileUnreadable):
    """The file is no store of documents, is damaged, or was made with another key."""

    what = "a store of documents"
    remedy = "Move it away and register the documents again."


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of a document beside its fingerprints."""

    id: str
    title: str  # for those entitled; never in a finding
    owner: str  # an office or a person to ask
    reason: str  # why it must not be out
    added: datetime
    until: datetime | None  # from then on it no longer matches; None: until it is taken out
    words: int

    def protects(self, now: datetime) -> bool:
        return self.until is None or now < self.until


class DocumentStore:
    """One file and its key. Safe to share between threads; read by any number of processes."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._file = WholeFile(path, _SCHEMA, DocumentsUnreadable)
        self._print_key = blake2b(key, person=b"prints", digest_size=32).digest()
        secret = blake2b(key, person=b"documents", digest_size=32).digest()
        self._cipher = Fernet(urlsafe_b64encode(secret))
        self._lock = Lock()
        self._state: tuple[int, int, int] | None = None
        self._documents: dict[int, Document] = {}
        self._owners: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._vectors: NDArray[np.float32] = np.zeros((0, WIDTH), dtype=np.float32)

    def add(
        self,
        text: str,
        meaning: Meaning,
        *,
        title: str,
        owner: str,
        reason: str,
        now: datetime,
        until: datetime | None = None,
    ) -> Document:
        """Keeps the fingerprints of a text: all of them, or nothing where it is cut short."""
        kept = list(winnowed(self.prints(text)))
        said = [text[s.start : s.end] for s in sentences(text)]
        vectors = meaning.vectors([s for s in said if len(s.split()) >= least_words])
        document = Document(uuid4().hex[:12], title, owner, reason, now, until, len(text.split()))
        hidden = self._cipher.encrypt("\n".join((title, reason)).encode())
        packed = zlib.compress(np.rint(vectors * _STEPS).astype(np.int8).tobytes())
        if self._file.make():
            self.path.chmod(0o600)
        with self._file.writing() as connection:
            row = connection.execute(
                "insert into document (id, owner, hidden, vectors, words, added, until)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                (
                    document.id,
                    owner,
                    hidden,
                    self._cipher.encrypt(packed),
                    document.words,
                    now.isoformat(),
                    until.isoformat() if until else "",
                ),
            )
            rows = [(one.value, row.lastrowid) for one in kept]
            connection.executemany("insert into print values (?, ?)", rows)
        return document

    def remove(self, document_id: str) -> bool:
        """False where there is no such document."""
        known = {d.id: number for number, d in self._read()[0].items()}
        if document_id not in known:
            return False
        with self._file.writing() as connection:
            for table, column in (("print", "document"), ("document", "number")):
                connection.execute(
                    f"delete from {table} where {column} = ?",  # noqa: S608
                    (known[document_id],),
                )
        return True

    def documents(self) -> list[Document]:
        """Every document, the oldest first."""
        return list(self._read()[0].values())

    def prints(self, text: str) -> list[Print]:
        return prints(text, self._print_key)

    def sharing(self, given: Sequence[Print], now: datetime) -> list[tuple[Document, list[Print]]]:
        """The documents that are still protected and have some of the prints; in their order."""
        documents = self._read()[0]
        found: dict[int, list[Print]] = {}
        if not documents or not given:
            return []
        with self._file.reading() as connection:
            for one in given:
                query = "select distinct document from print where value = ?"
                for (number,) in connection.execute(query, (one.value,)):
                    found.setdefault(number, []).append(one)
        return [
            (documents[number], shared)
            for number, shared in found.items()
            if number in documents and documents[number].protects(now)
        ]

    def meaning_like(
        self, vectors: NDArray[np.float32], now: datetime
    ) -> list[tuple[float, Document] | None]:
        """For each vector the nearest sentence that is still protected: its cosine, and whose."""
        documents, owners, held = self._read()
        protected = [number for number, document in documents.items() if document.protects(now)]
        is_protected = np.isin(owners, protected)
        owners, held = owners[is_protected], held[is_protected]
        if not len(held):
            return [None] * len(vectors)
        fits = vectors @ held.T
        best = fits.argmax(axis=1)
        return [
            (float(fits[i, place]), documents[int(owners[place])]) for i, place in enumerate(best)
        ]

    def _read(
        self,
    ) -> tuple[dict[int, Document], NDArray[np.int64], NDArray[np.float32]]:
        """Documents, and whose sentence each vector is; again only after the file was written."""
        state = self._file.state
        if state is None:
            return {}, self._owners[:0], self._vectors[:0]
        with self._lock:
            if state != self._state:
                self._documents, self._owners, self._vectors = self._all()
                self._state = state
            return self._documents, self._owners, self._vectors

    def _all(self) -> tuple[dict[int, Document], NDArray[np.int64], NDArray[np.float32]]:
        documents: dict[int, Document] = {}
        owners, held = [np.zeros(0, dtype=np.int64)], [np.zeros((0, WIDTH), dtype=np.float32)]
        with self._file.reading() as connection:
            query = "select number, id, owner, hidden, vectors, words, added, until from document"
            for number, name, owner, hidden, vectors, words, added, until in connection.execute(
                f"{query} order by number"
            ):
                title, _, reason = self._plain(hidden).decode().partition("\n")
                packed = np.frombuffer(zlib.decompress(self._plain(vectors)), dtype=np.int8)
                found = packed.reshape(-1, WIDTH).astype(np.float32) / _STEPS
                held.append(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))
                owners.append(np.full(len(found), number, dtype=np.int64))
                documents[number] = Document(
                    name,
                    title,
                    owner,
                    reason,
                    datetime.fromisoformat(added),
                    datetime.fromisoformat(until) if until else None,
                    words,
                )
        return documents, np.concatenate(owners), np.concatenate(held)

    def _plain(self, hidden: bytes) -> bytes:
        try:
            return self._cipher.decrypt(hidden)
        except InvalidToken:
            raise DocumentsUnreadable(
                f"{self.path} was made with another key. Restore the key beside it, or move the "
                "file away and register the documents again."
            ) from None
