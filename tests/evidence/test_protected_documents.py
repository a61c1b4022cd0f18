"""Protected documents are found in drafts that copy or paraphrase them, and kept unreadable."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extensions import db
from app.tables import RecordEntry
from models.documents.detector import COPIED, PARAPHRASED, ProtectedDocuments
from models.documents.document import About
from models.documents.fingerprints import NEIGHBOURS, WORDS, prints, winnowed
from models.documents.store import DocumentStore, DocumentsUnreadable
from models.findings import Finding, Post
from models.meaning import Meaning
from models.screener import Screener

KEY = b"k" * 32
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MEMO = """Draft for the mayor only. The harbor office will close its night shift on the first of
March, and nineteen people will be moved to the inspection yard. Staff hear of it on Friday at noon.
The consultant advises against naming the saving, which is put at four hundred thousand dollars."""


@pytest.fixture
def store(tmp_path: Path, meaning_folder: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents" / "protected.sqlite", KEY, meaning_folder)


def protect(store: DocumentStore, meaning: Meaning, text: str = MEMO, **more: object) -> str:
    about = About("Night shift", "Harbor office", "Staff first", **more)  # type: ignore[arg-type]
    return store.add(text, meaning, about, NOW).id


def find(store: DocumentStore, folder: Path, text: str, now: datetime = NOW) -> list[Finding]:
    return ProtectedDocuments(store, folder, lambda: now).find(Post(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "News! The harbor office will close its night shift on the first of March. More soon.",
            COPIED,
        ),
        (
            "THE HARBOR OFFICE WILL CLOSE ITS NIGHT-SHIFT on the first of March!",
            COPIED,
        ),
        (
            "Word is the harbor office will close the night shift on the 1st of March, and nineteen"
            " people will be moved to another yard.",
            COPIED,
        ),
        (
            "Nineteen workers are going to be transferred to the inspection yard when the harbor "
            "office ends its night shift in March.",
            PARAPHRASED,
        ),
    ],
)
def test_copies_edits_and_paraphrases_are_found(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path, text: str, kind: str
) -> None:
    name = protect(store, meaning)
    found = find(store, meaning_folder, text)
    assert {f.kind for f in found} == {kind}
    for one in found:
        assert name in one.explanation
        assert "Harbor office" in one.explanation
        assert "Night shift" not in one.explanation
        assert one.span.start < one.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The harbor office will close its night shift on the first of March.",
            "12 words in a row",
        ),
        ("News: the harbor office will close its night shift soon.", "8 words in a row"),
        (MEMO.replace("\n", " "), "the post holds about 88 %"),
        ("Nineteen people will go to the inspection yard in March.", "nearly the same"),
        ("The h@rbor office will cl0se its night shift on the first of March.", "words"),
        ("The h\u0430rbor \u043effice will close its night shift on Monday.", "words in a row"),
    ],
)
def test_a_finding_says_how_much(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path, text: str, said: str
) -> None:
    protect(store, meaning)
    found = find(store, meaning_folder, text)
    assert any(said in one.explanation for one in found), [one.explanation for one in found]


def test_an_index_without_sentences_reads_no_draft(store: DocumentStore, tmp_path: Path) -> None:
    store.add_term(About("Operation Heron", "Police", "Not yet"), NOW)
    assert find(store, tmp_path / "no weights here", "The harbor office is open.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The harbor office is open from nine to five, and the fish market next to it from four.",
        "On the first of March we celebrate the founding of our town. Staff and families welcome!",
        "",
        "🙂",
    ],
)
def test_other_posts_on_the_subject_are_left_alone(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path, text: str
) -> None:
    protect(store, meaning)
    assert find(store, meaning_folder, text) == []


def test_a_document_stops_matching_at_its_time(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path
) -> None:
    protect(store, meaning, until=NOW + timedelta(hours=1))
    (found,) = find(store, meaning_folder, MEMO[26:120].replace("\n", " "))
    assert "27 November 2026, 13:00 UTC" in found.explanation
    assert find(store, meaning_folder, MEMO, NOW + timedelta(hours=2)) == []


def test_one_document_that_is_out_hides_no_other(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path
) -> None:
    protect(store, meaning, until=NOW + timedelta(hours=1))
    kept = protect(store, meaning)
    found = find(store, meaning_folder, MEMO, NOW + timedelta(hours=2))
    assert found
    assert all(kept in one.explanation for one in found)


def test_what_was_taken_out_is_forgotten(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path
) -> None:
    name = protect(store, meaning)
    assert store.remove(name)
    assert not store.remove(name)
    assert find(store, meaning_folder, MEMO) == []


def test_nothing_that_is_kept_can_be_read(store: DocumentStore, meaning: Meaning) -> None:
    protect(store, meaning)
    kept = store.path.read_bytes().lower()
    for word in (b"night", b"nineteen", b"consultant", b"staff", b"mayor"):
        assert word not in kept
    assert store.path.stat().st_mode & 0o077 == 0


def test_another_key_finds_nothing_and_says_why(
    store: DocumentStore, meaning: Meaning, meaning_folder: Path
) -> None:
    protect(store, meaning)
    other = DocumentStore(store.path, b"x" * 32)
    with pytest.raises(DocumentsUnreadable, match="another key"):
        find(other, meaning_folder, MEMO)
    screening = Screener([ProtectedDocuments(other, meaning_folder)], None).screen(Post(MEMO))
    assert "documents/2" in {missed.detector for missed in screening.not_screened}


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=40), st.integers(0, 20))
@settings(deadline=None)
def test_whoever_copies_a_run_of_words_shares_a_print(words: list[str], start: int) -> None:
    run = WORDS + NEIGHBOURS - 1
    copied = words[start : start + run]
    if len(copied) < run:
        return
    kept = {one.value for one in winnowed(prints(" ".join(words), KEY))}
    assert kept & {one.value for one in prints(" ".join(copied), KEY)}


def run(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["documents", *words])
    return done.exit_code, done.output


def test_documents_are_protected_listed_and_released_and_the_record_tells(
    app: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "memo.md"
    path.write_text(MEMO, encoding="utf-8")
    about = ["--title", "Night shift", "--owner", "Harbor office", "--reason", "Staff first"]
    code, said = run(app, "add", str(path), *about, "--until", "2999-01-01")
    assert code == 0
    name = said.split(":")[0]
    assert "Night shift" in run(app, "list")[1]
    assert run(app, "release", name)[0] == 0
    assert run(app, "release", name)[0] == 1
    with app.app_context():
        kinds = ("document.protected", "document.released")
        entries = db.session.query(RecordEntry).filter(RecordEntry.kind.in_(kinds)).all()
        first, second = (json.loads(entry.payload) for entry in entries)
    assert first["document"] == second["document"] == name
    assert "Night shift" not in json.dumps(first)


@pytest.mark.parametrize(
    ("content", "until", "said"),
    [
        (b"Too short.", "", "too few"),
        (b"%PDF-1.7\x00\x01 binary", "", "damaged"),
        (b"\xff\xfe\x00\x00" + b"words " * 30, "", "no plain text"),
        (MEMO.encode(), "soon", "write a time"),
        (MEMO.encode(), "2001-01-01", "past"),
    ],
)
def test_what_cannot_be_protected_is_told(
    app: Flask, tmp_path: Path, content: bytes, until: str, said: str
) -> None:
    path = tmp_path / "memo.txt"
    path.write_bytes(content)
    about = ["--title", "T", "--owner", "O", "--reason", "R"]
    code, told = run(app, "add", str(path), *about, *(["--until", until] if until else []))
    assert code != 0
    assert said in told
    assert "protected" not in run(app, "list")[1]
