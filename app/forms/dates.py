"""Days typed into a form, in UTC."""

from datetime import UTC, datetime, timedelta


def start_of(day: str) -> datetime | None:
    """The beginning of a day such as 2026-11-26; None where it is empty. Raises ValueError."""
    if not day:
        return None
    return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)


def end_of(day: str) -> datetime | None:
    """The first moment after a day; None where it is empty. Raises ValueError."""
    start = start_of(day)
    try:
        return None if start is None else start + timedelta(days=1)
    except OverflowError:
        raise ValueError(day) from None
