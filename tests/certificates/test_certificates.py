"""A certificate proves exact content: found by the text, signed, voided, running out."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask

from app import agency_keys, certificates, drafts
from app.certificates import Status, check_text
from app.content import canonical_text, content_hash, text_hash, thread_posts
from app.errors import NotFound, TooLong, Unreadable
from app.extensions import db
from app.tables import Certificate, Draft, Person
from models.findings import Media, Post

TEXT = "Caf\u00e9 hours:\n  Monday to Friday, nine to five."


@pytest.fixture
def cleared(author: Person) -> Draft:
    draft = drafts.submit(Post(text=TEXT), author, submit_key="k")
    db.session.commit()
    return draft


def _statuses(text: str) -> list[Status]:
    return [check.status for check in check_text(text)]


@pytest.mark.parametrize(
    "copied",
    [
        TEXT,
        # Another keyboard spells the accent apart.
        TEXT.replace("\u00e9", "e\u0301"),
        # Another system ends its lines otherwise.
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        # Copying took blanks along.
        f"\n  {TEXT}\t\r\n ",
    ],
)
def test_a_text_copied_from_a_platform_still_matches(cleared: Draft, copied: str) -> None:
    assert _statuses(copied) == [Status.VALID]


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("nine", "ten"),
        TEXT.replace("\n  ", "\n"),  # blanks within are part of the text
        TEXT.upper(),
        TEXT + "!",
        TEXT.replace("o", "\u043e"),  # looks the same, is not
        "",
    ],
)
def test_any_other_text_has_no_certificate(cleared: Draft, changed: str) -> None:
    assert _statuses(changed) == []


@pytest.mark.parametrize(("text", "refusal"), [("\x00", Unreadable), ("x" * 60_000, TooLong)])
def test_a_text_nobody_could_have_sent_gets_a_clear_answer(
    context: None, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_text(text)


def test_each_post_of_a_thread_is_found(author: Person) -> None:
    drafts.submit(Post(text="One.\n---\nTwo.\r\n---\r\nThree."), author, submit_key="k")
    assert [(c.status, c.whole) for c in check_text("Two.")] == [(Status.VALID, False)]
    assert [c.whole for c in check_text("One.\n---\nTwo.\n---\nThree.")] == [True]


def test_a_certificate_runs_out(cleared: Draft, clock: Any) -> None:
    clock.forward(days=30)
    assert _statuses(TEXT) == [Status.EXPIRED]


def test_withdrawing_voids_it(cleared: Draft, author: Person) -> None:
    drafts.withdraw(cleared, author, cleared.version)
    assert _statuses(TEXT) == [Status.VOIDED]


def test_a_valid_certificate_comes_first(cleared: Draft, author: Person) -> None:
    drafts.withdraw(cleared, author, cleared.version)
    drafts.submit(Post(text=TEXT), author, submit_key="again")
    assert _statuses(TEXT) == [Status.VALID, Status.VOIDED]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificate SET valid_until = '2099-01-01 00:00:00+00'",
        "UPDATE certificate SET payload = replace(payload, 'cleared', 'approved')",
        "UPDATE certificate SET signature = '00'",
        "UPDATE certificate SET key_id = '../agency-key'",
        "UPDATE certificate_part SET text_hash = 'sha256:0'",
        "UPDATE certificate SET public_id = 'another'",
    ],
)
def test_a_certificate_changed_in_the_database_is_called_forged(
    cleared: Draft, statement: str
) -> None:
    if db.engine.dialect.name == "sqlite":
        statement = statement.replace("+00", "")
    with db.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        connection.execute(sa.text(statement))
    db.session.rollback()
    certificate = db.session.scalars(sa.select(Certificate)).one()
    assert certificates.status(certificate) is Status.FORGED


def test_the_payload_says_what_was_signed_and_shows_no_words(cleared: Draft) -> None:
    certificate = cleared.current.certificates[0]
    payload = json.loads(certificate.payload)
    assert payload["text_hashes"] == [text_hash(TEXT)]
    assert payload["content_hash"] == content_hash(Post(text=TEXT))
    assert (payload["pack"], payload["weights"], payload["how"]) == (
        cleared.current.screened.pack,
        "words-1",
        "cleared",
    )
    assert "Monday" not in certificate.payload


def test_anyone_with_the_public_key_can_check_the_signature(
    app: Flask, cleared: Draft, tmp_path: Path
) -> None:
    certificate = cleared.current.certificates[0]
    pem = (tmp_path / "agency-keys" / f"{certificate.key_id}.pem").read_bytes()
    key = serialization.load_pem_public_key(pem)
    assert isinstance(key, Ed25519PublicKey)
    key.verify(bytes.fromhex(certificate.signature), certificate.payload.encode())


def test_the_agency_key_is_readable_by_its_owner_alone(app: Flask, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "agency-key.pem").stat().st_mode) == 0o600


def test_a_certificate_of_an_older_key_still_holds(cleared: Draft, tmp_path: Path) -> None:
    (tmp_path / "agency-key.pem").rename(tmp_path / "old-agency-key.pem")
    agency_keys.forget()
    agency_keys.prepare()
    assert _statuses(TEXT) == [Status.VALID]
    assert len(list((tmp_path / "agency-keys").iterdir())) == 2


def test_an_unknown_certificate_is_not_found(context: None) -> None:
    with pytest.raises(NotFound):
        certificates.find("nothing")


@pytest.mark.parametrize(
    ("post", "same"),
    [
        (Post(text=f" {TEXT}\r\n"), True),  # outer blanks and line ends are nobody's meaning
        (Post(text=TEXT, platforms=("x",)), False),
        (Post(text=TEXT, links=("https://a.example",)), False),
        (Post(text=TEXT, sources=("the charter",)), False),
        (Post(text=TEXT, media=(Media("a.png"),)), False),
        (Post(text=TEXT, capacity="mixed"), False),
    ],
)
def test_all_that_would_be_published_counts_as_content(post: Post, same: bool) -> None:
    assert (content_hash(post) == content_hash(Post(text=TEXT))) is same


def test_the_order_of_platforms_is_not_content() -> None:
    one, other = Post(text="a", platforms=("x", "bluesky")), Post("a", ("bluesky", "x"))
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("One.", ("One.",)),
        ("One.\n---\nTwo.", ("One.", "Two.")),
        ("One.\n --- \n\n---\nTwo.", ("One.", "Two.")),
        ("A --- within", ("A --- within",)),
        ("One.\n----\nTwo.", ("One.\n----\nTwo.",)),
    ],
)
def test_a_thread_is_parted_by_lines_of_three_hyphens(text: str, posts: tuple[str, ...]) -> None:
    assert thread_posts(text) == posts


def test_canonical_text_is_its_own_canonical_form() -> None:
    once = canonical_text(f"\r\n{TEXT}e\u0301\r ")
    assert canonical_text(once) == once
