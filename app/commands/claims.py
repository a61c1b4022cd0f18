"""`flask claims …`: known false claims, imported from fact-checkers' feeds and looked up.

Indexes are files in `instance/claims/`. The one named `default` takes part in screening, beside the
starter list that comes with Countersign.
"""

import json
import re
import sys
from typing import IO

import click
from flask.cli import AppGroup
from tqdm import tqdm

from app.claims import IN_FORCE, bring_in, has_record, path_of
from app.extensions import db
from models.claims.claim import Claim
from models.claims.feeds import FeedUnreadable, Refused, read_feed
from models.claims.index import ClaimIndex, IndexUnreadable
from models.meaning import Meaning
from models.release import WeightsInvalid

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

claims = AppGroup("claims", help="Known false claims: import fact-checks, and look claims up.")


def _index_name(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise click.BadParameter("use small letters, digits and hyphens only, such as `elections`")
    return name


index_option = click.option(
    "--index", default=IN_FORCE, callback=_index_name, help="Which index; drafts meet `default`."
)


@claims.command("import")
@click.argument("file", type=click.File("rb"))
@index_option
def import_claims(file: IO[bytes], index: str) -> None:
    """Import claims from FILE: JSON Lines, ClaimReview, a Fact Check feed, or CSV.

    Importing a file again changes nothing. Exit status 2 if any entry was refused.
    """
    content = file.read()
    try:
        entries = list(read_feed(content, getattr(file, "name", "")))
        fits = [entry for entry in entries if isinstance(entry, Claim)]
        refused = [entry for entry in entries if isinstance(entry, Refused)]
        total = len({claim.id for claim in fits})
        with tqdm(total=total, unit=" claims", disable=not sys.stderr.isatty()) as progress:
            report = bring_in(index, fits, content, len(refused), progress.update)
    except (FeedUnreadable, IndexUnreadable, WeightsInvalid) as fault:
        raise click.ClickException(str(fault)) from None
    db.session.commit()
    for entry in refused:
        click.echo(f"{entry.where} refused: {entry.why}", err=True)
    click.echo(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{len(refused)} refused; the index {index} holds {len(ClaimIndex(path_of(index)))} claims."
    )
    if index == IN_FORCE and not has_record():
        click.echo(
            "There is no record yet to note this in: `flask db-upgrade` begins it.", err=True
        )
    if refused:
        sys.exit(2)


@claims.command("match")
@click.option("--input", "source", type=click.File("rb"), default="-")
@click.option("--top", type=click.IntRange(1, 50), default=5, show_default=True)
@index_option
def match(source: IO[bytes], top: int, index: str) -> None:
    """Look up the claims nearest to each text, given as JSON Lines. It judges and stores nothing.

    Exit status 2 if any line could not be read.
    """
    path = path_of(index)
    if not path.exists():
        raise click.ClickException(f"There is no index {index}: import claims into it first.")
    refused = False
    try:
        held, meaning = ClaimIndex(path), Meaning.load()
        for number, line in enumerate(source, start=1):
            if line.strip():
                answer = _answer(line, number, held, meaning, top)
                refused = refused or "error" in answer
                click.echo(json.dumps(answer, ensure_ascii=False))
    except (IndexUnreadable, WeightsInvalid) as fault:
        raise click.ClickException(str(fault)) from None
    if refused:
        sys.exit(2)


def _answer(
    line: bytes, number: int, held: ClaimIndex, meaning: Meaning, top: int
) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    text = entry.get("text") if isinstance(entry, dict) else None
    if not isinstance(text, str):
        known = entry.get("id") if isinstance(entry, dict) else None
        why = f"line {number}: it is no JSON object with a string `text`. Write one object a line."
        return {"id": known, "error": why}
    found = held.near(text, meaning.passages(text), top)
    matches = [
        {
            "claim_id": one.claim.id,
            "score": round(one.rank, 4),
            "claim": one.claim.claim,
            "verdict": one.claim.verdict,
            "url": one.claim.url,
        }
        for one in found
    ]
    return {"id": entry.get("id"), "matches": matches}
