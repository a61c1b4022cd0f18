"""Secrets that the app makes for itself and keeps in `instance/`, readable by its user alone."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_or_made(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a private file, made once. Safe for two processes starting at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
        try:
            # A link appears whole or not at all; whoever comes second keeps the first one's.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
