"""Protected documents and terms in one file that cannot give their words back without its key.

Prints of documents and hashes of terms are made under a key; titles, reasons, vectors and rare
words are encrypted with it. Each has an owner and, where it will be published, a time from which it
no longer matches.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from uuid import uuid4

from models.documents.document import About, Classification, Document, Form
from models.documents.fingerprints import Print, prints, winnowed
from models.documents.held import Held, Registered
from models.documents.sealed import OtherKey, Sealed
from models.documents.sentence_vectors import packed, sentences_of, unpacked
from models.documents.terms import Passage, folded, hashed, passages
from models.documents.words import RareWords
from models.meaning import FOLDER, Meaning
from models.whole_file import FileUnreadable, LastRead, WholeFile

VERSION = 2
_SCHEMA = f"""
create table document (
    number integer primary key autoincrement, id text unique not null, form text not null,
    owner text not null, classification text not null, registered_by text not null,
    hidden blob not null, sentences blob not null, words integer not null, added text not null,
    until text not null
);
create table print (
    value integer not null, document integer not null, primary key (value, document)
) without rowid;
create table term (value integer not null, document integer not null, capitals integer not null);
pragma user_version = {VERSION};
"""
_COLUMNS = (
    "number, id, form, owner, classification, registered_by, hidden, sentences, words, added, until"
)


class DocumentsUnreadable(FileUnreadable):
    """The file is no store of documents, is damaged, or was made with another key."""

    what = "a store of documents"
    remedy = "Move it away and register the documents again."


class DocumentStore:
    """One file and its key. Safe to share between threads; read by any number of processes."""

    def __init__(self, path: Path, key: bytes, meaning: Path = FOLDER) -> None:
        self.path = path
        self._file = WholeFile(path, _SCHEMA, DocumentsUnreadable)
        self._print_key, self._term_key, self._word_key = (
            _derived(key, use) for use in (b"prints", b"terms", b"words")
        )
        self._sealed = Sealed(_derived(key, b"documents"))
        self._meaning = meaning
        self._rare: RareWords | None = None
        self._held = LastRead(self._file, Held([]))

    @property
    def rare_words(self) -> RareWords:
        if self._rare is None:
            self._rare = RareWords.of(self._meaning, self._word_key)
        return self._rare

    def add(self, text: str, meaning: Meaning, about: About, now: datetime) -> Document:
        """Keeps the fingerprints of a text: all of them, or nothing where it is cut short."""
        kept = sorted({one.value for one in winnowed(self.prints(text))})
        sentences = packed(sentences_of(text, meaning, self.rare_words))
        document = Document(_new_id(), Form.DOCUMENT, about, now, len(text.split()))
        self._write(document, sentences, "insert into print values (?, ?)", [(v,) for v in kept])
        return document

    def add_term(self, about: About, now: datetime) -> Document:
        """Keeps the title as a term."""
        value = hashed(folded(about.title), self._term_key)
        document = Document(_new_id(), Form.TERM, about, now, len(about.title.split()))
        row = (value, about.title.isupper())
        self._write(document, b"", "insert into term values (?1, ?3, ?2)", [row])
        return document

    def remove(self, document_id: str) -> bool:
        """False where there is no such document."""
        if not self.path.exists():
            return False
        with self._file.writing() as connection:
            query = "select number from document where id = ?"
            known = connection.execute(query, (document_id,)).fetchone()
            if known is None:
                return False
            for where in ("print where document", "term where document", "document where number"):
                connection.execute(f"delete from {where} = ?", known)  # noqa: S608
        return True

    def documents(self) -> list[Document]:
        """Every document and term, the oldest first."""
        return [one.document for one in self.held().registered]

    def prints(self, text: str) -> list[Print]:
        return prints(text, self._print_key)

    def sharing(self, given: Sequence[Print], now: datetime) -> list[tuple[Document, list[Print]]]:
        """The documents that are still protected and have some of the prints; in their order."""
        known = self.held().by_number
        found: dict[int, list[Print]] = {}
        if not known or not given:
            return []
        with self._file.reading() as connection:
            for one in given:
                query = "select document from print where value = ?"
                for (number,) in connection.execute(query, (one.value,)):
                    found.setdefault(number, []).append(one)
        return [
            (known[number], shared)
            for number, shared in sorted(found.items())
            if number in known and known[number].protects(now)
        ]

    def named(self, text: str, now: datetime) -> list[tuple[Document, Passage]]:
        """The terms that are still protected, and where the text names them."""
        held = self.held()
        if not held.letters:
            return []
        return [
            (document, passage)
            for passage in passages(text, self._term_key, held.letters)
            for document, in_capitals in held.terms.get(passage.value, ())
            if document.protects(now) and (passage.begins_with_capital or not in_capitals)
        ]

    def held(self) -> Held:
        """All that the file holds; read again only after it was written, and only what is new."""
        return self._held.get(lambda before: Held(list(self._all(before))))

    def _all(self, before: Held) -> Iterable[Registered]:
        known = {one.document.id: one for one in before.registered}
        with self._file.reading() as connection:
            terms: dict[int, tuple[int, bool]] = {
                number: (value, bool(capitals))
                for value, number, capitals in connection.execute("select * from term")
            }
            there = connection.execute("select number, id from document order by number").fetchall()
            query = f"select {_COLUMNS} from document where number = ?"  # noqa: S608
            for number, name in there:
                row = connection.execute(query, (number,)).fetchone()
                if name in known:
                    yield known[name]
                elif row is not None:
                    yield self._registered(row, terms.get(number))

    def _registered(self, row: Sequence[Any], term: tuple[int, bool] | None) -> Registered:
        number, name, form, owner, classification, by, hidden, sentences, words, added, until = row
        try:
            title, reason = json.loads(self._sealed.opened(hidden, name))
            vectors = unpacked(self._sealed.opened(sentences, name)) if form != Form.TERM else None
        except OtherKey:
            raise DocumentsUnreadable(
                f"{self.path} was made with another key. Restore the key beside it, or move the "
                "file away and register the documents again."
            ) from None
        end = datetime.fromisoformat(until) if until else None
        about = About(title, owner, reason, Classification(classification), end, by)
        document = Document(name, Form(form), about, datetime.fromisoformat(added), words)
        return Registered(number, document, vectors, term)

    def _write(
        self, document: Document, sentences: bytes, insert: str, rows: Iterable[tuple[int, ...]]
    ) -> None:
        about, name = document.about, document.id
        hidden = json.dumps([about.title, about.reason]).encode()
        values = (
            name,
            document.form,
            about.owner,
            about.classification,
            about.by,
            self._sealed.closed(hidden, name),
            self._sealed.closed(sentences, name),
            document.words,
            document.added.isoformat(),
            about.until.isoformat() if about.until else "",
        )
        if self._file.make():
            self.path.chmod(0o600)
        columns = _COLUMNS.partition(", ")[2]
        with self._file.writing() as connection:
            marks = ", ".join("?" * len(values))
            added = connection.execute(f"insert into document ({columns}) values ({marks})", values)  # noqa: S608
            connection.executemany(insert, [(*row, added.lastrowid) for row in rows])


@cache
def shared_store(path: Path, key: bytes) -> DocumentStore:
    """One for the whole process: its vectors are read once, for screening and for pages."""
    return DocumentStore(path, key)


def _new_id() -> str:
    return uuid4().hex[:12]


def _derived(key: bytes, use: bytes) -> bytes:
    return blake2b(key, person=use, digest_size=32).digest()
