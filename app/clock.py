"""The one place that asks what time it is, so that a demo or a test can live in another time."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import current_app, has_app_context


def now() -> datetime:
    """The present, aware and in UTC; `CLOCK` in the app's configuration takes its place."""
    if has_app_context():
        clock: Callable[[], datetime] | None = current_app.config.get("CLOCK")
        if clock is not None:
            return clock()
    return datetime.now(UTC)


def rfc3339(time: datetime) -> str:
    """UTC to the microsecond at a fixed width, so that text order is time order."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
