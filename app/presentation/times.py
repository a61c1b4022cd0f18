"""Times as people say them: "in 25 minutes", "overdue by 3 hours"; the exact one is on request."""

from datetime import datetime, timedelta

from flask_babel import format_datetime, format_timedelta
from flask_babel import gettext as _

from app import clock


def ago(time: datetime) -> str:
    """How long since, in one unit."""
    gone = clock.now() - time
    if gone < timedelta(minutes=1):
        return str(_("just now"))
    return str(_("%(time)s ago", time=format_timedelta(gone, granularity="minute")))


def until(time: datetime) -> str:
    """How long until; or by how much it is past."""
    left = time - clock.now()
    if left < timedelta(0):
        return str(_("overdue by %(time)s", time=format_timedelta(-left, granularity="minute")))
    return str(_("in %(time)s", time=format_timedelta(left, granularity="minute")))


def due(time: datetime) -> str:
    """A sentence on when something is due."""
    left = time - clock.now()
    if left < timedelta(0):
        return str(_("Overdue by %(time)s.", time=format_timedelta(-left, granularity="minute")))
    return str(_("Due in %(time)s.", time=format_timedelta(left, granularity="minute")))


def left_of(time: datetime) -> str:
    """Time left on a lease."""
    left = time - clock.now()
    if left <= timedelta(0):
        return str(_("run out"))
    return str(format_timedelta(left, granularity="minute"))


def is_past(time: datetime) -> bool:
    return time < clock.now()


def exact(time: datetime) -> str:
    """For the title of a relative time, and for the record."""
    return f"{format_datetime(time, 'd MMMM y, HH:mm')} UTC"
