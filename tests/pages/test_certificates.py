"""Anybody can ask what a text or a certificate is worth; nobody is shown a draft."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app import certificates, drafts
from app.extensions import db
from app.tables import Certificate, Draft
from app.transactions import begin_writing

TEXT = "The library opens at nine on Monday."


@pytest.fixture
def certificate(new_draft: Callable[..., Draft]) -> Certificate:
    return new_draft(TEXT).current.certificates[-1]


def _check(app: Flask, text: str) -> str:
    answer = app.test_client().post("/check", data={"text": text})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_certified_text_is_found_valid_whatever_its_line_ends(
    app: Flask, certificate: Certificate
) -> None:
    page = _check(app, f"\r\n{TEXT}\r\n ")
    assert "This certificate is valid" in page
    assert certificate.public_id in page


def test_a_text_changed_by_one_letter_is_unknown(app: Flask, certificate: Certificate) -> None:
    page = _check(app, TEXT.replace("nine", "five"))
    assert certificate.public_id not in page
    assert "No certificate fits this text" in page


def test_an_expired_certificate_is_called_so(
    app: Flask, certificate: Certificate, clock: Any
) -> None:
    clock.forward(days=31)
    assert "has run out" in _check(app, TEXT)


def test_a_voided_certificate_is_called_so(app: Flask, certificate: Certificate) -> None:
    begin_writing()
    certificates.void(certificate.revision.draft, "edited")
    db.session.commit()
    assert "was voided" in _check(app, TEXT)


def test_one_post_of_a_thread_is_found_as_part_of_it(
    app: Flask, new_draft: Callable[..., Draft]
) -> None:
    new_draft("The first post.\n---\nThe second post.")
    assert "This certificate is valid" in _check(app, "The second post.")


def test_the_page_of_a_certificate_shows_no_word_of_the_draft_and_no_name(
    app: Flask, certificate: Certificate
) -> None:
    page = app.test_client().get(f"/certificates/{certificate.public_id}").get_data(as_text=True)
    assert "This certificate is valid" in page
    assert "library" not in page
    assert not re.search(r"\bada\b", page.lower())  # a signature in hex may hold the letters
    assert "Example Agency" in page


def test_a_certificate_that_was_tampered_with_is_called_untrustworthy(
    app: Flask, certificate: Certificate
) -> None:
    begin_writing()
    certificate.payload = certificate.payload.replace("Example", "Another")
    db.session.commit()
    page = app.test_client().get(f"/certificates/{certificate.public_id}").get_data(as_text=True)
    assert "cannot be trusted" in page


def test_even_a_payload_that_is_no_json_gets_a_page(app: Flask, certificate: Certificate) -> None:
    begin_writing()
    certificate.payload = "not json"
    db.session.commit()
    answer = app.test_client().get(f"/certificates/{certificate.public_id}")
    assert answer.status_code == 200
    assert "cannot be trusted" in answer.get_data(as_text=True)


def test_an_unknown_certificate_is_not_found(app: Flask) -> None:
    assert app.test_client().get("/certificates/nothing").status_code == 404


@pytest.mark.parametrize("text", ["a\0b", "x" * 60_000], ids=["NUL", "too long"])
def test_a_text_that_cannot_be_read_is_refused_and_kept(app: Flask, text: str) -> None:
    answer = app.test_client().post("/check", data={"text": text})
    assert answer.status_code == 422
    assert "<textarea" in answer.get_data(as_text=True)


def test_a_hostile_text_is_shown_as_text(app: Flask) -> None:
    page = _check(app, "</textarea><script>alert(1)</script>")
    assert "<script>alert(1)" not in page


def test_a_withdrawn_draft_has_no_valid_certificate(app: Flask, certificate: Certificate) -> None:
    draft = certificate.revision.draft
    drafts.withdraw(draft, draft.author, draft.version)
    db.session.commit()
    assert "This certificate is valid" not in _check(app, TEXT)
