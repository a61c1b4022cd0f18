"""`flask demo`: fill an empty database with an invented agency and months of its history."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from tqdm import tqdm

from app import queue
from app.demo.agency import people_the_agency
from app.demo.evidence import list_evidence
from app.demo.life import Act, Life
from app.demo.texts import Written, written
from app.extensions import db, screener
from app.private_files import kept_or_made
from app.tables import Person, Role

seed = 2026
months_of_history = 6
clear_drafts, flagged_drafts = 150, 100
# The last of them come in on the last afternoon, so that the queues are not empty.
fresh_drafts = 24


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Invent an agency: people in every role, drafts in every state. Only on an empty database."""
    sign_ins = Path(current_app.instance_path) / "demo-sign-ins.txt"
    if db.session.scalar(sa.select(sa.func.count()).select_from(Person)):
        if not sign_ins.exists():
            raise click.ClickException(
                "This database has people in it that no demonstration made; it was left as it is."
            )
    else:
        if not screener.get().ready:
            raise click.ClickException(screener.get().why_not_ready)
        sign_ins.unlink(missing_ok=True)
        shown = _invent()
        kept_or_made(sign_ins, shown.encode)
    click.echo("One sign-in for each role (kept in demo-sign-ins.txt beside the database):")
    click.echo(sign_ins.read_text(encoding="utf-8"))


def _invent() -> str:
    chance = Random(seed)  # noqa: S311 - a repeatable story, not a secret
    until = datetime.now(UTC)
    start = until - timedelta(days=30 * months_of_history)
    life = Life(chance, until)
    life.time = start
    current_app.config["CLOCK"] = lambda: life.time
    try:
        everybody, shown = people_the_agency()
        life.meet(everybody)
        posts = _busy_at_the_end(written(chance, clear_drafts, flagged_drafts))
        for time, post in zip(_times(chance, start, until), posts, strict=True):
            life.at(time, _writing(life, post))
        with tqdm(desc="Half a year", unit=" acts", disable=None) as progress:
            life.pass_by(lambda: progress.update())
        life.time = until - timedelta(minutes=3)
        list_evidence(next(p for p in everybody if Role.REVIEWER in p.roles))
        for person in everybody[-8:-5]:
            queue.take_next(person)
            db.session.commit()
    finally:
        del current_app.config["CLOCK"]
    return shown


def _busy_at_the_end(posts: list[Written]) -> list[Written]:
    """Most of what comes in last needs a reviewer, so that the queues have something to show."""
    last = [post for post in posts if post.labels][-fresh_drafts * 3 // 4 :]
    return [post for post in posts if post not in last] + last


def _writing(life: Life, post: Written) -> Act:
    return lambda: life.write(post)


def _times(chance: Random, start: datetime, until: datetime) -> list[datetime]:
    """Working days from eight to six; the last ones within the last few hours."""
    times: list[datetime] = []
    while len(times) < clear_drafts + flagged_drafts - fresh_drafts:
        time = start + timedelta(days=1) + (until - start - timedelta(days=2)) * chance.random()
        if time.weekday() < 5 or chance.random() < 0.1:
            times.append(time.replace(hour=chance.randint(12, 22)))
    late = [until - timedelta(minutes=chance.uniform(5, 150)) for _ in range(fresh_drafts)]
    return sorted(min(time, until - timedelta(hours=6)) for time in times) + sorted(late)
