"""What another pack would have made of the drafts that were screened before.

Reads stored findings only: no model runs, and nothing is written. Words that a hold rule masked
are gone, so a rule that looks for wording cannot see them here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.content import post_from_json
from app.evidence import occasion_of, screening_of
from app.extensions import db
from app.tables import Screened
from policies.engine import Outcome, decide
from policies.pack import Pack

batch_rows = 200


@dataclass
class Comparison:
    """Counts of what stays and what changes from one pack to the other."""

    drafts: int = 0
    changed: Counter[tuple[Outcome, Outcome]] = field(default_factory=Counter)  # (before, after)
    gained: Counter[str] = field(default_factory=Counter)  # rules met only under the new pack
    lost: Counter[str] = field(default_factory=Counter)


def backtest(pack: Pack, against: Pack, since: datetime | None = None) -> Comparison:
    found = Comparison()
    for screened in _stored(since):
        screening, post = screening_of(screened), post_from_json(screened.revision.content)
        occasion = occasion_of(screened)
        before = decide(against, screening, post, occasion)
        after = decide(pack, screening, post, occasion)
        found.drafts += 1
        if before.outcome is not after.outcome:
            found.changed[before.outcome, after.outcome] += 1
        rules_before = {reason.rule for reason in before.reasons}
        rules_after = {reason.rule for reason in after.reasons}
        found.gained.update(rules_after - rules_before)
        found.lost.update(rules_before - rules_after)
    return found


def _stored(since: datetime | None) -> Iterator[Screened]:
    """In batches, so that memory does not grow with the years kept."""
    query = (
        sa.select(Screened)
        .order_by(Screened.id)
        .options(selectinload(Screened.findings), joinedload(Screened.revision))
        .execution_options(yield_per=batch_rows)
    )
    if since is not None:
        query = query.where(Screened.created_at >= since)
    yield from db.session.scalars(query)
