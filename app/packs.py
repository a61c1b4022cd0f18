"""Which policy pack is in force. Read once a process: a pack changes by a new version only."""

from functools import cache

from flask import current_app

from policies.pack import Pack, load_pack


def active_pack() -> Pack:
    """The pack named by `PACK`. Raises PackInvalid with file and line where it cannot be read."""
    return _loaded(current_app.config["PACK"])


@cache
def _loaded(name: str) -> Pack:
    return load_pack(name)
