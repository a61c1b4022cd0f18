"""`flask screen`: many drafts in, findings and decisions out, as JSON Lines. It stores nothing.

Reading a line is in `draft_lines.py`. Drafts are screened in batches, so memory does not grow with
the input, and answers come in the order of the lines.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click
from flask import current_app
from flask.cli import with_appcontext
from tqdm import tqdm

from app.commands.draft_lines import DraftLine, LineRefused, read_lines
from app.extensions import screener
from models.findings import SIGNALS, Finding, Post, Screening
from policies.engine import Decision, decide
from policies.pack import Pack, PackInvalid, load_pack

drafts_per_batch = 32


@click.command("screen")
@click.option("--pack", "pack_name", help="Policy pack to decide with; the active one by default.")
@click.option("--input", "source", type=click.Path(dir_okay=False, allow_dash=True), default="-")
@click.option("--output", "target", type=click.Path(dir_okay=False, allow_dash=True), default="-")
@click.option("--no-policy", is_flag=True, help="Find only: outcome and pack are null, reasons [].")
@with_appcontext
def screen_command(pack_name: str | None, source: str, target: str, no_policy: bool) -> None:
    """Screen drafts given as JSON Lines; exit status 2 if any line could not be read."""
    pack = None if no_policy else _pack(pack_name or current_app.config["PACK"])
    refused = False
    with ExitStack() as files:
        lines, answers = _open(files, source, target)
        progress = tqdm(unit=" drafts", file=sys.stderr, disable=not sys.stderr.isatty())
        files.callback(progress.close)
        entries = read_lines(lines)
        while batch := list(islice(entries, drafts_per_batch)):
            for answer in _answers(batch, pack):
                refused |= "error" in answer
                answers.write(_encoded(answer))
            answers.flush()
            progress.update(len(batch))
    if refused:
        raise SystemExit(2)


def _pack(name: str) -> Pack:
    try:
        return load_pack(name)
    except PackInvalid as error:
        raise click.ClickException(str(error)) from None


def _open(files: ExitStack, source: str, target: str) -> tuple[IO[bytes], IO[bytes]]:
    if source != "-" and target != "-" and Path(source).resolve() == Path(target).resolve():
        raise click.UsageError("--output would overwrite --input; name another file.")
    try:
        lines = files.enter_context(click.open_file(source, "rb"))
        answers = files.enter_context(click.open_file(target, "wb"))
    except OSError as error:
        raise click.UsageError(f"{error.filename} cannot be opened: {error.strerror}.") from None
    return lines, answers


def _answers(batch: list[DraftLine | LineRefused], pack: Pack | None) -> Iterator[dict[str, Any]]:
    drafts = [entry for entry in batch if isinstance(entry, DraftLine)]
    screenings = iter(screener.get().screen_many([draft.post for draft in drafts]))
    for entry in batch:
        if isinstance(entry, LineRefused):
            yield {"id": entry.id, "error": f"line {entry.number}: {entry.why}"}
        else:
            screening = next(screenings)
            decision = decide(pack, screening, entry.post) if pack else None
            yield _answer(entry, screening, decision)


def _answer(entry: DraftLine, screening: Screening, decision: Decision | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": entry.id,
        "outcome": decision.outcome.value if decision else None,
        "signals": {signal: round(screening.scores[signal], 4) for signal in SIGNALS},
        "fired": list(screening.fired),
        "findings": [_finding(found, entry.post) for found in screening.findings],
        "reasons": [
            {
                "rule": reason.rule,
                "outcome": reason.outcome.value,
                "because": reason.because,
                "advice": reason.advice,
                "queue": reason.queue,
            }
            for reason in (decision.reasons if decision else ())
        ],
        "not_screened": [
            {"detector": f.detector, "kind": f.kind, "part": f.part, "explanation": f.explanation}
            for f in screening.not_screened
        ],
        "weights": screening.weights,
        "pack": decision.pack if decision else None,
    }
    return answer | ({"input": entry.rest} if entry.rest else {})


def _finding(found: Finding, post: Post) -> dict[str, Any]:
    return {
        "signal": found.signal,
        "score": round(found.score, 4),
        "start": found.span.start,
        "end": found.span.end,
        "text": dict(post.parts())[found.part][found.span.start : found.span.end],
        "detector": found.detector,
        "explanation": found.explanation,
        "kind": found.kind,
        "part": found.part,
    }


def _encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form; escaped, it comes back as it was given.
        return json.dumps(answer).encode() + b"\n"
