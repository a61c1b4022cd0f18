"""Times as they are typed on the command line."""

from datetime import UTC, datetime

import click


def time_given(text: str, option: str, wanted: str) -> datetime | None:
    """None where nothing was typed; UTC where no zone was. `wanted` says what to write instead.

    Raises BadParameter.
    """
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"write {wanted}", param_hint=option) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
