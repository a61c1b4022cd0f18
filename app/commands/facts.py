"""`flask facts …`: what the agency has verified, brought in from a file and listed."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

import click
from flask.cli import AppGroup

from app import clock, facts
from app.extensions import db
from app.facts import Given
from models.facts.store import FactsUnreadable
from models.release import WeightsInvalid

longest_bytes = 20 * 1024 * 1024
needed = ("statement", "source", "owner", "valid_from")

group = AppGroup("facts", help="Verified facts: drafts that contradict or outdate them are told.")


class _Refused(Exception):
    """Why an entry cannot be read; caught in this file."""


@group.command("import")
@click.argument("file", type=click.File("rb"))
def import_facts(file: IO[bytes]) -> None:
    """Import facts from FILE: JSON Lines or CSV with statement, source, owner, valid_from and, if
    wanted, review_by.

    A statement that is listed already is passed over. Exit status 2 if any entry was refused.
    """
    given, refused = _read(file.read(longest_bytes + 1))
    try:
        listed = {fact.statement for fact in facts.store().known().facts}
        new = [one for one in given if " ".join(one.statement.split()) not in listed]
        facts.add(new, None)
    except (FactsUnreadable, WeightsInvalid) as fault:
        raise click.ClickException(str(fault)) from None
    db.session.commit()
    for said in refused:
        click.echo(said, err=True)
    passed = len(given) - len(new)
    click.echo(f"{len(new)} added, {passed} listed already, {len(refused)} refused.")
    if refused:
        sys.exit(2)


@group.command("list")
def list_command() -> None:
    """List the facts that hold today, with the owner of each."""
    today = clock.now().date()
    try:
        lines = facts.lines()
    except FactsUnreadable as fault:
        raise click.ClickException(str(fault)) from None
    for line in lines:
        fact = line.in_force(today)
        if fact is not None:
            due = "  (due to be looked at again)" if fact.is_due(today) else ""
            click.echo(f"{fact.id}  {fact.statement}  {fact.owner}  {fact.source}{due}")


def _read(content: bytes) -> tuple[list[Given], list[str]]:
    given, refused = [], []
    for where, entry in _entries(content):
        try:
            given.append(_given(entry))
        except _Refused as why:
            refused.append(f"{where} refused: {why}")
    return given, refused


def _entries(content: bytes) -> Iterator[tuple[str, Any]]:
    if len(content) > longest_bytes:
        raise click.ClickException(f"The file has more than {longest_bytes // 1024**2} MiB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException("The file is not UTF-8. Save it as UTF-8.") from None
    if text.lstrip().startswith("{"):
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield f"line {number}", _parsed(line)
        return
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
            yield f"row {number}", row
    except csv.Error as fault:
        raise click.ClickException(f"The file cannot be read as CSV ({fault}).") from None


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _given(entry: Any) -> Given:
    if not isinstance(entry, dict):
        raise _Refused("it is no JSON object. Write one object a line.")
    held = {name: str(entry.get(name) or "").strip() for name in (*needed, "review_by")}
    if missing := [name for name in needed if not held[name]]:
        raise _Refused(f"it has no {', '.join(missing)}.")
    if len(held["statement"].split()) < facts.least_words or "\0" in "".join(held.values()):
        raise _Refused("its statement is no whole sentence.")
    if too_long := [n for n, most in facts.longest.items() if len(held[n]) > most]:
        raise _Refused(f"its {too_long[0]} is longer than {facts.longest[too_long[0]]} characters.")
    return Given(
        statement=held["statement"],
        source=held["source"],
        owner=held["owner"],
        valid_from=_day(held["valid_from"]),
        review_by=_day(held["review_by"]) if held["review_by"] else None,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Refused(f"{text[:20]} is no day such as 2026-01-31.") from None
