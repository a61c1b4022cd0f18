"""`flask record …`: verify the record, and export it."""

import sys
from datetime import datetime
from typing import TextIO

import click
from flask.cli import AppGroup

from app import record as ledger
from app.commands.times import time_given
from app.events import EventKind
from app.extensions import db

record = AppGroup("record", help="The append-only record of everything that happened.")


@record.command("verify")
@click.option("--head", default="", help="Hash noted earlier; it must still be in the chain.")
def verify(head: str) -> None:
    """Check every link of the chain. Exit status 1 and the first broken entry if one fails."""
    found = ledger.verify(head)
    if not found.ok:
        click.echo(f"The record is broken at entry {found.first_broken}: {found.why}.")
        click.echo(f"The {found.count} entries before it hold.")
        sys.exit(1)
    since = f", from {found.since}" if found.since else ""
    click.echo(f"The record holds: {found.count} entries{since}.")
    click.echo(f"Head: {found.head}")
    click.echo("Note the head somewhere else: with --head it shows later that no end was cut off.")


@record.command("export")
@click.option("--from", "first", default="", metavar="TIME", help="RFC 3339; included.")
@click.option("--to", "until", default="", metavar="TIME", help="RFC 3339; not included.")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True, atomic=True))
def export(first: str, until: str, file: TextIO) -> None:
    """Write entries as JSON Lines to FILE ("-" for standard output)."""
    count = 0
    for line in ledger.export(_time(first, "--from"), _time(until, "--to")):
        file.write(line)
        count += 1
    ledger.append(EventKind.RECORD_EXPORTED, "record", None, {"from": first, "to": until})
    db.session.commit()
    click.echo(f"{count} entries written.", err=True)


def _time(text: str, option: str) -> datetime | None:
    return time_given(text, option, "a date or time such as 2026-11-26 or 2026-11-26T10:00:00Z")
