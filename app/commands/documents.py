"""`flask documents …`: documents that must not be out, known by fingerprints alone."""

from datetime import UTC, datetime
from typing import IO

import click
from flask.cli import AppGroup

from app import clock, documents
from app.commands.times import time_given
from app.errors import NotFound
from app.extensions import db
from models.documents.store import DocumentsUnreadable
from models.release import WeightsInvalid

least_words = 12  # of a document: less has no sentence that would be known again
longest_bytes = 20 * 1024 * 1024

group = AppGroup("documents", help="Protected documents: found in drafts, kept as fingerprints.")


@group.command("add")
@click.argument("file", type=click.File("rb"))
@click.option("--title", required=True, help="Shown by `list` alone, never in a finding.")
@click.option("--owner", required=True, help="Whom an author should ask; shown in findings.")
@click.option("--reason", required=True, help="Why it must not be out.")
@click.option("--until", default="", metavar="TIME", help="RFC 3339: from then on it may be out.")
def add(file: IO[bytes], title: str, owner: str, reason: str, until: str) -> None:
    """Protect the text or Markdown in FILE. The text itself is not kept."""
    text = _text(file.read(longest_bytes + 1))
    end = _time(until)
    try:
        document = documents.protect(text, title=title, owner=owner, reason=reason, until=end)
    except (DocumentsUnreadable, WeightsInvalid) as fault:
        raise click.ClickException(str(fault)) from None
    db.session.commit()
    click.echo(f"{document.id}: {document.words:,} words are protected{_ending(end)}.")


@group.command("list")
def list_command() -> None:
    """List the protected documents, with their titles: for those entitled to them."""
    try:
        found = documents.store().documents()
    except DocumentsUnreadable as fault:
        raise click.ClickException(str(fault)) from None
    for one in found:
        state = "protected" if one.protects(clock.now()) else "out"
        click.echo(
            f"{one.id}  {state}{_ending(one.until)}  {one.owner}  {one.title} ({one.reason})"
        )


@group.command("release")
@click.argument("document")
def release(document: str) -> None:
    """Protect DOCUMENT (its number) no more, and forget its fingerprints."""
    try:
        documents.release(document)
    except NotFound:
        raise click.ClickException(
            f"There is no document {document}; `flask documents list` names them."
        ) from None
    except DocumentsUnreadable as fault:
        raise click.ClickException(str(fault)) from None
    db.session.commit()
    click.echo(f"{document} is protected no more.")


def _text(content: bytes) -> str:
    if len(content) > longest_bytes:
        raise click.ClickException(
            f"The file has more than {longest_bytes // 1024**2} MiB. Split it by chapters."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise click.ClickException(
            "The file is no plain text. Save it as text or Markdown (UTF-8) and try again."
        )
    if len(text.split()) < least_words:
        raise click.ClickException(
            f"The file has under {least_words} words: too few to be known again in a draft."
        )
    return text


def _time(given: str) -> datetime | None:
    time = time_given(given, "--until", "a time such as 2026-12-01T09:00:00Z")
    if time and time <= clock.now():
        raise click.BadParameter(
            "this time is past: nothing would be protected", param_hint="--until"
        )
    return time


def _ending(until: datetime | None) -> str:
    return f" until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if until else ""
