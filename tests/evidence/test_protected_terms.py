"""Code names, projects and people are found in drafts as whole words, in whatever dress."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from models.documents.detector import TERM, ProtectedDocuments
from models.documents.document import About, Classification
from models.documents.store import DocumentStore
from models.documents.terms import folded, hashed, passages
from models.findings import SIGNALS, Finding, Post, Screening
from policies.engine import decide
from policies.loading import load_pack
from policies.outcome import Outcome

KEY = b"k" * 32
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents" / "protected.sqlite", KEY)


def protect(store: DocumentStore, term: str, until: datetime | None = None) -> str:
    about = About(term, "Police", "Not before the raid", Classification.RESTRICTED, until)
    return store.add_term(about, NOW).id


def find(store: DocumentStore, text: str, now: datetime = NOW) -> list[Finding]:
    found = ProtectedDocuments(store, now=lambda: now).find(Post(text))
    return [one for one in found if one.kind == TERM]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("Operation Heron", "Proud of operation heron today.", "operation heron"),
        ("Operation Heron", "Proud of OPERATION  HERON!", "OPERATION  HERON"),
        ("Operation Heron", "Proud of Operation-Heron's crew", "Operation-Heron"),
        ("Operation Heron", "Go team #OperationHeron", "OperationHeron"),
        ("Operation Heron", "Go team #operationheron", "operationheron"),
        ("Operation Heron", "Go #OperationHeronRocks", "OperationHeron"),
        ("Operation Heron", "Proud of 0perati0n Her0n today", "0perati0n Her0n"),
        ("Operation Heron", "Proud of Opеrаtiоn Hеrоn", "Opеrаtiоn Hеrоn"),
        ("Operation Heron", "Proud of Oper\u200bation Heron", "Oper\u200bation Heron"),
        ("HERON", "Heron goes in tonight", "Heron"),
        ("HERON", "All ready for HERON.", "HERON"),
        ("Café Nine", "Meet me at cafe nine", "cafe nine"),
        ("Project 47-B", "On project 47b again", "project 47b"),
        ("Zoë Marchetti-Quill", "Zoe Marchetti Quill told me", "Zoe Marchetti Quill"),
        ("Проект Цапля", "Это проект цапля", "проект цапля"),
    ],
)
def test_a_term_is_found_in_whatever_dress(
    store: DocumentStore, term: str, text: str, words: str
) -> None:
    number = protect(store, term)
    (found,) = find(store, text)
    assert text[found.span.start : found.span.end] == words
    assert number in found.explanation
    assert "Police (restricted)" in found.explanation
    assert term not in found.explanation


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("HERON", "A heron stood by the river."),
        ("Heron", "The herons are back, and Heronsgate is open."),
        ("Operation Heron", "The operation went well. Herons were seen."),
        ("Operation Heron", "An operation on a heron"),
        ("Operation Heron", ""),
        ("Operation Heron", "🙂"),
    ],
)
def test_other_words_are_left_alone(store: DocumentStore, term: str, text: str) -> None:
    protect(store, term)
    assert find(store, text) == []


def test_a_term_is_protected_until_its_time_or_its_release(store: DocumentStore) -> None:
    ends = protect(store, "Operation Heron", NOW + timedelta(hours=1))
    stays = protect(store, "Operation Heron")
    assert len(find(store, "Operation Heron")) == 2
    (found,) = find(store, "Operation Heron", NOW + timedelta(hours=2))
    assert stays in found.explanation
    store.remove(stays)
    assert [ends in one.explanation for one in find(store, "Operation Heron")] == [True]


def test_nothing_of_a_term_can_be_read(store: DocumentStore) -> None:
    protect(store, "Operation Heron")
    kept = store.path.read_bytes()
    for word in (b"heron", b"operation", b"not before the raid"):
        assert word not in kept.lower()
    for guess in ("operationheron", "operation heron"):  # without the key, guesses tell nothing
        assert hashed(guess, b"").to_bytes(8, signed=True) not in kept


@given(st.text(max_size=60))
@example("00\u32000")
def test_any_text_is_read(text: str) -> None:
    lengths = range(3, 60)
    for passage in passages(text, KEY, lengths):
        words = text[passage.span.start : passage.span.end]
        assert passage.value == hashed("".join(folded(words)), KEY)


def test_a_protected_term_needs_a_reviewer(store: DocumentStore) -> None:
    protect(store, "Operation Heron")
    post = Post("Proud of Operation Heron.")
    found = find(store, post.text)
    scores = dict.fromkeys(SIGNALS, 0.01) | {found[0].signal: found[0].score}
    screening = Screening(scores, dict.fromkeys(SIGNALS, 0.5), tuple(found), "words-1")
    decision = decide(load_pack("us-municipal"), screening, post)
    assert decision.outcome >= Outcome.REFER


def test_a_term_is_registered_by_a_command_that_does_not_repeat_it(app: Flask) -> None:
    words = ["documents", "add-term", "--owner", "Police", "--reason", "R", "--class", "embargoed"]
    done = app.test_cli_runner().invoke(args=words, input="Operation Heron\n")
    assert done.exit_code == 0
    assert "Heron" not in done.output.splitlines()[-1]
    listed = app.test_cli_runner().invoke(args=["documents", "list"]).output
    assert "term  protected  embargoed  Police  Operation Heron (R)" in listed
    short = app.test_cli_runner().invoke(args=words, input="ab\n")
    assert short.exit_code != 0
