"""Documents and terms are protected on a page that keeps no word of them; drafts then meet them."""

import io
import json
import logging
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import clock, documents, drafts
from app.extensions import db
from app.forms import documents as forms
from app.tables import Person, RecordEntry
from models.documents.detector import ProtectedDocuments
from models.documents.document import About, Classification
from models.findings import Finding, Post
from models.screener import Screener

Browser = Callable[[Person | None], FlaskClient]
AddPerson = Callable[..., Person]
MEMO = (
    "The harbor office will close its night shift on the first of March, and nineteen people will "
    "be moved to the inspection yard."
)
FILLED = {
    "title": "Night shift memo",
    "owner": "Harbor office",
    "reason": "Staff hear of it first",
    "classification": "embargoed",
    "until": "2999-03-01T09:00",
    "pasted": MEMO,
}
TERM = {k: v for k, v in FILLED.items() if k not in {"title", "pasted"}} | {
    "term": "Operation Heron"
}


def entries(kind: str) -> list[dict[str, object]]:
    db.session.rollback()  # what others wrote since is seen only from here on
    found = db.session.query(RecordEntry).filter_by(kind=kind).all()
    return [json.loads(entry.payload) for entry in found]


def find(app: Flask, text: str) -> list[Finding]:
    with app.app_context():
        return ProtectedDocuments(documents.store(), now=clock.now).find(Post(text))


def page(client: FlaskClient) -> str:
    return client.get("/documents").get_data(as_text=True)


def upload(client: FlaskClient, content: bytes) -> TestResponse:
    """A form laid out by hand: the test client would put a large file on disk itself."""
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    fields = {**FILLED, "pasted": ""}.items()
    body = "".join(part.format(name, "") + f"{said}\r\n" for name, said in fields).encode()
    body += part.format("file", '; filename="memo.txt"').encode() + content + b"\r\n--x--\r\n"
    return client.post("/documents", data=body, content_type="multipart/form-data; boundary=x")


def word_file() -> io.BytesIO:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(MEMO)
    document.save(file)
    file.seek(0)
    return file


def test_a_pasted_document_is_protected_listed_met_and_recorded_without_its_title(
    browser: Browser, reviewer: Person, app: Flask
) -> None:
    client = browser(reviewer)
    assert "None yet" in page(client)
    assert client.post("/documents", data=FILLED).status_code == 302
    listed = page(client)
    for words in ("Night shift memo", "Harbor office", "Embargoed", "1 March 2999", "23 words"):
        assert words in listed
    assert "inspection yard" not in listed
    (found,) = find(app, f"News! {MEMO}")
    assert "(embargoed)" in found.explanation
    (payload,) = entries("document.protected")
    assert payload["classification"] == "embargoed"
    assert payload["owner"] == "Harbor office"
    assert str(payload["until"]).startswith("2999-03-01T09:00")
    assert "Night" not in json.dumps(payload)


def test_an_uploaded_word_file_is_protected(browser: Browser, reviewer: Person, app: Flask) -> None:
    sent = FILLED | {"pasted": "", "file": (word_file(), "memo.docx")}
    assert browser(reviewer).post("/documents", data=sent).status_code == 302
    assert find(app, MEMO)


def test_an_upload_is_never_written_to_disk_or_logged(
    browser: Browser,
    reviewer: Person,
    app: Flask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refused(*_args: object, **_named: object) -> None:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refused)
    caplog.set_level(logging.DEBUG)
    large = f"{MEMO}\n" + "Nothing much was said of it in town. " * 20_000
    monkeypatch.setattr(forms, "most_words", 100)  # so that it is read, and no more
    answer = upload(browser(reviewer), large.encode())
    assert answer.status_code == 422
    assert "flask documents add" in answer.get_data(as_text=True)
    monkeypatch.undo()
    assert browser(reviewer).post("/documents", data=FILLED).status_code == 302
    kept = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()).lower()
    for words in ("inspection yard", "nineteen people", "night shift memo"):
        assert words.encode() not in kept
        assert words not in caplog.text.lower()


def test_a_term_is_protected_and_shown_to_those_entitled_alone(
    browser: Browser,
    reviewer: Person,
    colleague: Person,
    auditor: Person,
    policy_admin: Person,
    app: Flask,
) -> None:
    assert browser(reviewer).post("/documents/terms", data=TERM).status_code == 302
    assert find(app, "Go team #OperationHeron")
    for entitled in (reviewer, policy_admin):
        assert "Operation Heron" in page(browser(entitled))
    for other in (colleague, auditor):
        seen = page(browser(other))
        assert "Operation Heron" not in seen
        assert "Staff hear" not in seen
        assert "A term of Harbor office" in seen
    assert "Heron" not in json.dumps(entries("document.protected"))


def test_a_release_asks_first_and_then_forgets(
    browser: Browser, reviewer: Person, app: Flask
) -> None:
    client = browser(reviewer)
    client.post("/documents", data=FILLED)
    (kept,) = documents.store().documents()
    address = f"/documents/{kept.id}/release"
    assert "Night shift memo" in client.get(address).get_data(as_text=True)
    assert find(app, MEMO)
    assert client.post(address).status_code == 302
    assert find(app, MEMO) == []
    assert entries("document.released") == [{"document": kept.id}]
    assert client.post(address).status_code == 404
    assert len(entries("document.released")) == 1


def test_a_reviewer_releases_their_own_alone_and_a_policy_admin_all(
    browser: Browser, reviewer: Person, colleague: Person, policy_admin: Person
) -> None:
    browser(reviewer).post("/documents/terms", data=TERM)
    (kept,) = documents.store().documents()
    address = f"/documents/{kept.id}/release"
    for other in (browser(colleague).get, browser(colleague).post):
        assert other(address).status_code == 403
    assert browser(policy_admin).post(address).status_code == 302
    assert entries("document.released") == [{"document": kept.id}]


def test_what_is_out_is_listed_so(browser: Browser, reviewer: Person, context: None) -> None:
    end = clock.now() + timedelta(hours=1)
    about = About("Heron", "Police", "R", Classification.EMBARGOED, end, reviewer.public_id)
    documents.store().add_term(about, clock.now() - timedelta(days=2))
    assert "Protected" in page(browser(reviewer))
    documents.store().add_term(
        About("Egret", "Police", "R", until=clock.now() - timedelta(hours=1)), clock.now()
    )
    assert "May be out" in page(browser(reviewer))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Give it a title."),
        ({"owner": " "}, "Name an office or a person."),
        ({"reason": ""}, "Give the reason."),
        ({"pasted": ""}, "Choose a file"),
        ({"pasted": "Too short."}, "Under twelve words"),
        ({"pasted": "word " * 60_001}, "flask documents add"),
        ({"classification": "secret"}, "Not a valid choice"),
        ({"until": "soon"}, "Write a time such as"),
        ({"until": "2001-01-01T09:00"}, "This time is past"),
        ({"until": ""}, "An embargo has an end"),
        ({"until": "2001-01-01T09:00+99:99"}, "Write a time such as"),
    ],
)
def test_what_cannot_be_protected_is_told_and_nothing_is_kept(
    browser: Browser, reviewer: Person, changed: dict[str, str], said: str
) -> None:
    answer = browser(reviewer).post("/documents", data=FILLED | changed)
    told = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in told
    assert documents.store().documents() == []
    assert entries("document.protected") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Under twelve words"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no plain text"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"%PDF-1.7 broken", "damaged"),
    ],
)
def test_a_file_that_gives_no_text_is_told(
    browser: Browser, reviewer: Person, content: bytes, said: str
) -> None:
    sent = FILLED | {"pasted": "", "file": (io.BytesIO(content), "memo.pdf")}
    answer = browser(reviewer).post("/documents", data=sent)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_a_file_beside_pasted_text_is_asked_about(browser: Browser, reviewer: Person) -> None:
    sent = FILLED | {"file": (word_file(), "memo.docx")}
    assert "not both" in browser(reviewer).post("/documents", data=sent).get_data(as_text=True)


@pytest.mark.parametrize("term", ["", "ab", "!!!", "x" * 61])
def test_a_term_that_would_be_found_everywhere_is_told(
    browser: Browser, reviewer: Person, term: str
) -> None:
    answer = browser(reviewer).post("/documents/terms", data=TERM | {"term": term})
    assert answer.status_code == 422
    assert documents.store().documents() == []


def test_too_large_a_file_is_told_with_the_limit(browser: Browser, reviewer: Person) -> None:
    answer = upload(browser(reviewer), bytes(22 * 1024 * 1024))
    assert answer.status_code == 413
    assert "21 megabytes" in answer.get_data(as_text=True)
    other = browser(reviewer).post("/claims", data={"claim": "a" * 5 * 1024 * 1024})
    assert other.status_code == 413
    assert "4 megabytes" in other.get_data(as_text=True)


def test_hostile_words_are_shown_as_words(browser: Browser, reviewer: Person) -> None:
    client = browser(reviewer)
    hostile = "<script>alert(1)</script>"
    client.post("/documents/terms", data=TERM | {"term": hostile, "owner": hostile})
    assert "<script>alert" not in page(client)


def test_many_are_shown_in_pages(browser: Browser, add_person: AddPerson, context: None) -> None:
    reviewer = add_person("rex", queues=("communications",))
    for number in range(51):
        about = About(f"Heron {number:03}", "Police", "R", by=reviewer.public_id)
        documents.store().add_term(about, clock.now())
    client = browser(reviewer)
    assert "Heron 050" in page(client)
    assert "Heron 000" not in page(client)
    assert "Heron 000" in client.get("/documents?page=2").get_data(as_text=True)
    for odd in ("0", "-5", "99999999999", "x"):
        assert client.get(f"/documents?page={odd}").status_code == 200


def test_a_case_tells_number_and_owner_and_nobody_the_title(
    browser: Browser, reviewer: Person, colleague: Person, author: Person, app: Flask
) -> None:
    browser(reviewer).post("/documents", data=FILLED)
    browser(reviewer).post("/documents/terms", data=TERM)
    with app.app_context():
        detector = ProtectedDocuments(documents.store(), now=clock.now)
        app.config["SCREENER"] = Screener([detector], None)
    draft = drafts.submit(Post(f"{MEMO} Go #OperationHeron!"), author, submit_key="key")
    db.session.commit()
    case = draft.cases[-1]
    for client in (browser(reviewer), browser(colleague)):
        told = client.get(f"/cases/{case.public_id}").get_data(as_text=True)
        for document in documents.store().documents():
            assert document.id in told
        assert "Harbor office (embargoed)" in told
        assert "Night shift memo" not in told
        assert "Operation Heron" not in told
