"""`flask documents …`: documents and terms that must not be out, known by fingerprints alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, Any

import click
from flask.cli import AppGroup

from app import clock, documents
from app.commands.times import time_given
from app.errors import NotFound
from app.extensions import db
from app.forms.documents import least_words
from models.documents.document import About, Classification
from models.documents.reading import NotReadable, most_bytes, text_of
from models.documents.store import DocumentsUnreadable
from models.documents.terms import folded, least_letters, most_letters
from models.release import WeightsInvalid

group = AppGroup("documents", help="Protected documents: found in drafts, kept as fingerprints.")


def _about(command: Callable[..., None]) -> Callable[..., None]:
    """The options that documents and terms have in common."""
    for option in (
        click.option("--until", default="", metavar="TIME", help="RFC 3339: may be out from then."),
        click.option(
            "--class",
            "classification",
            type=click.Choice([one.value for one in Classification]),
            default=Classification.CONFIDENTIAL.value,
            show_default=True,
            help="What rules of a policy can ask for.",
        ),
        click.option("--reason", required=True, help="Why it must not be out."),
        click.option("--owner", required=True, help="Whom an author should ask; in findings."),
    ):
        command = option(command)
    return command


@group.command("add")
@click.argument("file", type=click.File("rb"))
@click.option("--title", required=True, help="For those entitled, never in a finding.")
@_about
def add(file: IO[bytes], title: str, **about: str) -> None:
    """Protect the text, Markdown, Word (.docx) or PDF document in FILE. The text is not kept."""
    try:
        text = text_of(file.read(most_bytes + 1))
    except NotReadable as fault:
        raise click.ClickException(str(fault)) from None
    if len(text.split()) < least_words:
        raise click.ClickException(
            f"The file has under {least_words} words: too few to be known again in a draft."
        )
    given = _given(title, **about)
    document = _told(lambda: documents.protect(text, given, by=None))
    click.echo(f"{document.id}: {document.words:,} words are protected{_ending(given.until)}.")


@group.command("add-term")
@click.option("--term", prompt="Term", help="Asked for when left out: shells keep what is typed.")
@_about
def add_term(term: str, **about: str) -> None:
    """Protect a code name, the name of a project, or a person: drafts that name it are told."""
    if not least_letters <= len(folded(term)) <= most_letters:
        raise click.BadParameter(
            f"a term has {least_letters} to {most_letters} letters and figures",
            param_hint="--term",
        )
    given = _given(term, **about)
    document = _told(lambda: documents.protect_term(given, by=None))
    click.echo(f"{document.id}: the term is protected{_ending(given.until)}.")


@group.command("list")
def list_command() -> None:
    """List what is protected, with titles and terms: for those entitled to them."""
    for one in _told(lambda: documents.store().documents()):
        state = "protected" if one.protects(clock.now()) else "out"
        about = one.about
        click.echo(
            f"{one.id}  {one.form}  {state}{_ending(about.until)}  {about.classification}  "
            f"{about.owner}  {about.title} ({about.reason})"
        )


@group.command("release")
@click.argument("document")
def release(document: str) -> None:
    """Protect DOCUMENT (its number) no more, and forget its fingerprints."""
    try:
        _told(lambda: documents.release(document, by=None))
    except NotFound:
        raise click.ClickException(
            f"There is no document {document}; `flask documents list` names them."
        ) from None
    click.echo(f"{document} is protected no more.")


def _told(work: Callable[[], Any]) -> Any:
    """Does the work, and commits; what hinders it is told."""
    try:
        found = work()
    except (DocumentsUnreadable, WeightsInvalid) as fault:
        raise click.ClickException(str(fault)) from None
    db.session.commit()
    return found


def _given(title: str, owner: str, reason: str, classification: str, until: str) -> About:
    title, owner, reason = (" ".join(each.split()) for each in (title, owner, reason))
    return About(title, owner, reason, Classification(classification), _time(until))


def _time(given: str) -> datetime | None:
    time = time_given(given, "--until", "a time such as 2026-12-01T09:00:00Z")
    if time and time <= clock.now():
        raise click.BadParameter(
            "this time is past: nothing would be protected", param_hint="--until"
        )
    return time


def _ending(until: datetime | None) -> str:
    return f" until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if until else ""
