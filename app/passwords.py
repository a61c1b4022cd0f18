"""Passwords: which will do, how they are kept, and whether one fits. Kept as Argon2id hashes."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from flask_babel import gettext as _

from app.errors import NotAccepted

least_characters, most_characters = 12, 1_000
least_different_characters = 5


def hashed(password: str, name: str, email: str) -> str:
    """What to keep of a new password. Raises NotAccepted where it is too weak."""
    if not least_characters <= len(password) <= most_characters:
        raise NotAccepted(
            _("A password has at least %(least)s characters.", least=least_characters)
        )
    too_plain = len(set(password)) < least_different_characters
    if too_plain or password.lower() in {name.lower(), email.lower()}:
        raise NotAccepted(_("This password is too easy to guess."))
    try:
        return _hasher().hash(password)
    except UnicodeEncodeError:
        raise NotAccepted(_("This password holds a character that cannot be kept.")) from None


def fits(password: str, kept: str) -> bool:
    """Whether it is the one kept. Takes as long where none is kept (an unknown address)."""
    try:
        _hasher().verify(kept or _stand_in(), password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return bool(kept)


def _hasher() -> PasswordHasher:
    """Made anew each time: cheap, and `PASSWORD_HASHER` lets tests choose a quick one."""
    hasher: PasswordHasher = current_app.config.get("PASSWORD_HASHER") or PasswordHasher()
    return hasher


def _stand_in() -> str:
    """A hash of what nobody knows, so that there is something to verify against."""
    if "stand_in_password" not in current_app.extensions:
        unknowable = _hasher().hash(secrets.token_urlsafe(32))
        current_app.extensions["stand_in_password"] = unknowable
    return str(current_app.extensions["stand_in_password"])
