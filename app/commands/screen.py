"""`flask screen`: many drafts in, findings and decisions out, as JSON Lines. It stores nothing.

Reading a line is in `draft_lines.py`, answering it in `draft_answers.py`. All cores share the work,
memory does not grow with the input, and answers come in the order of the lines (`crew.py`).
"""

import errno
import sys
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from app.commands.crew import cores, in_order
from app.commands.draft_answers import answer
from app.commands.draft_lines import raw_lines
from app.extensions import screener
from app.packs import pack_without_database
from policies.pack import Pack, PackInvalid, load_pack


@click.command("screen")
@click.option("--pack", "pack_name", help="Policy pack to decide with; the active one by default.")
@click.option("--input", "source", type=click.Path(dir_okay=False, allow_dash=True), default="-")
@click.option("--output", "target", type=click.Path(dir_okay=False, allow_dash=True), default="-")
@click.option("--no-policy", is_flag=True, help="Find only: outcome and pack are null, reasons [].")
@click.option("--workers", type=click.IntRange(1), help="Processes; one for each core by default.")
@with_appcontext
def screen_command(
    pack_name: str | None, source: str, target: str, no_policy: bool, workers: int | None
) -> None:
    """Screen drafts given as JSON Lines; exit status 2 if any line could not be read."""
    pack = None if no_policy else _pack(pack_name)
    refused = 0
    with ExitStack() as files:
        lines, answers = _open(files, source, target)
        # Before processes part: they share the weights that are read here.
        work = partial(answer, screener.get(), pack)
        progress = tqdm(unit=" drafts", file=sys.stderr, disable=not sys.stderr.isatty())
        files.callback(progress.close)
        batches = files.enter_context(closing(in_order(raw_lines(lines), work, workers or cores())))
        try:
            for batch in batches:
                answers.write(batch.output)
                answers.flush()
                progress.update(batch.lines)
                refused += batch.refused
        except BrokenProcessPool:
            raise click.ClickException(
                "A screening process was killed, most likely for want of memory. What was written "
                "is whole: go on after its last line, with fewer --workers."
            ) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # Whoever read the answers has enough: click ends this.
                raise
            raise click.ClickException(f"Reading or writing failed: {error.strerror}.") from None
    if refused:
        raise SystemExit(2)


def _pack(name: str | None) -> Pack:
    try:
        return load_pack(name) if name else pack_without_database()
    except PackInvalid as error:
        raise click.ClickException(str(error)) from None


def _open(files: ExitStack, source: str, target: str) -> tuple[BinaryIO, IO[bytes]]:
    if source != "-" and target != "-" and Path(source).resolve() == Path(target).resolve():
        raise click.UsageError("--output would overwrite --input; name another file.")
    try:
        # Standard input is never closed: a thread may still wait in it.
        lines = _standard_input() if source == "-" else files.enter_context(_file(source))
        answers = files.enter_context(click.open_file(target, "wb"))
    except OSError as error:
        raise click.UsageError(f"{error.filename} cannot be opened: {error.strerror}.") from None
    return lines, answers


def _file(name: str) -> BinaryIO:
    return open(name, "rb")


def _standard_input() -> BinaryIO:
    """Not Python's own reader of it: a thread that still waits in that one breaks the exit."""
    given: BinaryIO = sys.stdin.buffer
    try:
        return open(given.fileno(), "rb", closefd=False)
    except OSError:  # It stands for a file, and is none.
        return given
