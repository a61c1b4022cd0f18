"""How long a case of a queue usually takes, from the last ones that were closed."""

from datetime import timedelta
from statistics import median

import sqlalchemy as sa
from flask_babel import format_timedelta

from app.extensions import db
from app.tables import Case, CaseState

latest_cases = 40
fewest_cases = 3  # fewer say nothing
_CLOSED_BY_VERDICT = (CaseState.APPROVED, CaseState.RETURNED, CaseState.DECLINED)


def usual_wait(queue: str) -> str:
    """The median of the latest, in words; empty where too few were closed."""
    query = (
        sa.select(Case.opened_at, Case.closed_at)
        .where(Case.queue == queue, Case.state.in_(_CLOSED_BY_VERDICT), Case.closed_at.is_not(None))
        .order_by(Case.closed_at.desc())
        .limit(latest_cases)
    )
    waited = [
        (closed - opened).total_seconds() for opened, closed in db.session.execute(query) if closed
    ]
    if len(waited) < fewest_cases:
        return ""
    return str(format_timedelta(timedelta(seconds=median(waited)), granularity="minute"))
