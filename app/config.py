"""Typed settings from the environment. The app refuses to start half-configured.

Every setting is a field of `Settings`; its comment says what it does and what fits.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import click
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from app.private_files import kept_or_made
from models.allow_list import NOTHING_ALLOWED, AllowList, AllowListInvalid, read_allow_list

secret_key_characters = 32
# 100,000 characters of four bytes, percent-encoded in a form, must still get a plain answer.
request_bytes = 4 * 1024 * 1024


class SettingsInvalid(click.ClickException):
    """Settings that cannot work; the message names each one and what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("Countersign cannot start:\n" + "\n".join(f"  - {f}" for f in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """Read once by `create_app`; nothing reads the environment later."""

    SECRET_KEY: str = ""  # signs sessions; made in instance/secret.key when empty
    DATABASE_URL: str = ""  # postgresql://…; SQLite in instance/ when empty
    AGENCY_NAME: str = "Example Agency"  # shown on every page and signed into certificates
    AGENCY_KEY_FILE: str = ""  # Ed25519 key for certificates; made in instance/ when empty
    PACK: str = "us-municipal"  # name of the active policy pack, or a path to one
    WEIGHTS: str = ""  # folder of serving weights; the released ones when empty
    ALLOW_LIST: AllowList = (
        NOTHING_ALLOWED  # TOML file of the agency's own staff, phones, domains and addresses
    )
    SESSION_MINUTES: int = 60  # without a request, after which one must sign in again
    SESSION_HOURS: int = 12  # after which one must sign in again whatever happens
    HTTPS: bool = False  # served over https: cookies are then sent over nothing else
    TRUSTED_PROXIES: int = 0  # how many proxies in front set X-Forwarded-*
    CERTIFICATE_DAYS: int = 30  # how long a certificate is valid
    CLAIM_MINUTES: int = 10  # how long a reviewer's lease on a case lasts
    CASE_HOURS: int = 24  # time allowed for a case where the pack's queue names none
    FETCH_LINKS: bool = False  # whether reviewers may have the server open the link of a source
    POST_CHARACTERS: int = 50_000  # longest text of one draft
    SIGN_IN_LIMIT: str = "10 per minute; 60 per hour"  # tries from one address
    RATE_LIMIT_STORAGE: str = "memory://"  # or redis://…, shared by all processes


def _invalid(what: str) -> NoReturn:
    raise ValueError(what)


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        number = int(str(value)) if str(value).lstrip("-").isdigit() else None
        if number is None or not least <= number <= most:
            _invalid(f"must be a whole number from {least} to {most}, not {str(value)!r}")
        return number

    return parse


def _switch(value: Any) -> bool:
    word = str(value).lower()
    if word not in {"1", "true", "yes", "0", "false", "no", ""}:
        _invalid(f"must be true or false, not {str(value)!r}")
    return word in {"1", "true", "yes"}


def _secret(value: Any) -> str:
    if value and len(str(value)) < secret_key_characters:
        _invalid(f"must have at least {secret_key_characters} characters; empty, one is made")
    return str(value)


def _database(value: Any) -> str:
    """The address with the driver named; hosts hand out both spellings of PostgreSQL."""
    try:
        url = sa.make_url(str(value)) if value else None
    except ArgumentError:
        _invalid("is not a database address such as postgresql://user@host/name")
    if url is None:
        return ""
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        url = url.set(drivername="postgresql+psycopg")
    elif url.drivername != "sqlite":
        _invalid(f"must begin with postgresql:// or sqlite:///, not {url.drivername}://")
    return url.render_as_string(hide_password=False)


def _limits_storage(value: Any) -> str:
    if not str(value).startswith(("memory://", "redis://", "rediss://", "unix://")):
        _invalid("must be memory:// or a redis:// address")
    return str(value)


def _existing(value: Any) -> str:
    if value and not Path(str(value)).exists():
        _invalid(f"names {value}, which does not exist")
    return str(value)


def _allow_list(value: Any) -> AllowList:
    """Read now, so that a fault in it is told at the start and not in the middle of a draft."""
    try:
        return read_allow_list(Path(str(value))) if value else NOTHING_ALLOWED
    except AllowListInvalid as fault:
        _invalid(f"cannot be used: {fault}")


def _filled(value: Any) -> str:
    return str(value).strip() or _invalid("must not be empty")


_PARSERS: Mapping[str, Callable[[Any], object]] = {
    "SECRET_KEY": _secret,
    "DATABASE_URL": _database,
    "AGENCY_NAME": _filled,
    "AGENCY_KEY_FILE": _existing,
    "PACK": _filled,
    "WEIGHTS": str,  # a folder that is not there is told of by /readyz, like one that is damaged
    "ALLOW_LIST": _allow_list,
    "SESSION_MINUTES": _whole(1, 24 * 60),
    "SESSION_HOURS": _whole(1, 24 * 7),
    "HTTPS": _switch,
    "TRUSTED_PROXIES": _whole(0, 10),
    "CERTIFICATE_DAYS": _whole(1, 3650),
    "CLAIM_MINUTES": _whole(1, 24 * 60),
    "CASE_HOURS": _whole(1, 24 * 365),
    "FETCH_LINKS": _switch,
    "POST_CHARACTERS": _whole(280, 200_000),
    "SIGN_IN_LIMIT": _filled,
    "RATE_LIMIT_STORAGE": _limits_storage,
}


def read_settings(given: Mapping[str, Any]) -> Settings:
    """From what was given, else the environment. Raises SettingsInvalid with every fault."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, parse in _PARSERS.items():
        raw = given.get(name, os.environ.get(name))
        if raw is None:
            continue
        try:
            values[name] = parse(raw)
        except ValueError as fault:
            faults.append(f"{name} {fault}.")
    if faults:
        raise SettingsInvalid(faults)
    return Settings(**values)


def flask_config(settings: Settings, instance: Path) -> dict[str, Any]:
    """What Flask and its extensions read, made of the settings."""
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = (
        settings.SECRET_KEY
        or kept_or_made(
            instance / "secret.key", lambda: secrets.token_urlsafe(48).encode()
        ).decode()
    )
    url = settings.DATABASE_URL
    if not url:
        file = instance / "countersign.sqlite"
        file.touch(mode=0o600)  # SQLite gives the files it puts beside this one the same mode
        url = f"sqlite:///{file}"
    # Errors of the database driver carry parameters, and those hold draft text.
    engine: dict[str, Any] = {"url": url, "hide_parameters": True}
    if url.startswith("postgresql"):
        engine["pool_pre_ping"] = True
    return {
        **{name: getattr(settings, name) for name in _PARSERS},
        "SECRET_KEY": secret,
        "DATABASE_URL": url,
        "SQLALCHEMY_ENGINES": {"default": engine},
        "MAX_CONTENT_LENGTH": request_bytes,
        "MAX_FORM_MEMORY_SIZE": request_bytes,
        "MAX_FORM_PARTS": 2_000,
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=settings.SESSION_MINUTES),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.HTTPS,
        "SESSION_COOKIE_NAME": "countersign",
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session, so that slow writers lose nothing
        "RATELIMIT_STORAGE_URI": settings.RATE_LIMIT_STORAGE,
        "RATELIMIT_HEADERS_ENABLED": True,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": "UTC",
    }


def instance_path(given: Mapping[str, Any]) -> str | None:
    """Where the app keeps what it makes for itself; `instance/` beside the code by default."""
    path = given.get("INSTANCE_PATH", os.environ.get("INSTANCE_PATH"))
    return str(Path(str(path)).resolve()) if path else None
