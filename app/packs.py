"""Which policy pack is in force. Read once a process: a pack changes by a new version only."""

from flask import current_app

from policies.pack import Pack, load_pack


def active_pack() -> Pack:
    """The pack named by `PACK`. Raises PackInvalid with file and line where it cannot be read."""
    loaded: dict[str, Pack] = current_app.extensions.setdefault("packs", {})
    name: str = current_app.config["PACK"]
    if name not in loaded:
        loaded[name] = load_pack(name)
    return loaded[name]
