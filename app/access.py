"""Who may do what: roles -> capabilities, in one table, and the rule that all else is refused.

A view wears `@requires(...)` or stands in `PUBLIC_ENDPOINTS`; any other answers 404 to everybody.
Which *objects* a person may see is asked where they are found (`visible_draft`, `visible_case`):
an official sees the drafts they wrote; a reviewer the cases of their queues, those they gave a
verdict on, and those cases' drafts; an auditor all, changing nothing; policy and system admins
see no drafts at all.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask, current_app, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user

from app import clock
from app.errors import Forbidden, NotFound, SignInFirst, wants_json
from app.extensions import db, login_manager
from app.tables import Person, Role

View = TypeVar("View", bound=Callable[..., Any])


class Capability(StrEnum):
    """One thing a person may be allowed to do."""

    USE_ACCOUNT = "use-account"  # anybody signed in: start page, password, sign out
    WRITE_DRAFT = "write-draft"
    READ_DRAFT = "read-draft"  # then `visible_draft` says which
    GIVE_FEEDBACK = "give-feedback"
    REVIEW_CASE = "review-case"
    READ_CASE = "read-case"  # then `visible_case` says which
    READ_POLICY = "read-policy"
    CHANGE_POLICY = "change-policy"
    READ_DOCUMENTS = "read-documents"  # then `is_entitled` says whose titles
    CHANGE_DOCUMENTS = "change-documents"
    READ_TITLES = "read-titles"  # of every protected document, and release it
    READ_CLAIMS = "read-claims"
    CHANGE_CLAIMS = "change-claims"
    READ_FACTS = "read-facts"
    CHANGE_FACTS = "change-facts"
    READ_RECORD = "read-record"
    MANAGE_PEOPLE = "manage-people"


_EVERYBODY = frozenset({Capability.USE_ACCOUNT, Capability.READ_POLICY})

ROLE_CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.OFFICIAL: _EVERYBODY
    | {
        Capability.WRITE_DRAFT,
        Capability.READ_DRAFT,
        Capability.GIVE_FEEDBACK,
        Capability.READ_FACTS,  # so that the figure is right before it is written
    },
    Role.REVIEWER: _EVERYBODY
    | {
        Capability.READ_DRAFT,
        Capability.REVIEW_CASE,
        Capability.READ_CASE,
        Capability.GIVE_FEEDBACK,
        # Whoever reads the posts of a town hears its rumours first.
        Capability.READ_CLAIMS,
        Capability.CHANGE_CLAIMS,
        Capability.READ_FACTS,
        Capability.CHANGE_FACTS,
        # Of documents they read the titles of their own alone (docs/decisions/0021).
        Capability.READ_DOCUMENTS,
        Capability.CHANGE_DOCUMENTS,
    },
    Role.POLICY_ADMIN: _EVERYBODY
    | {
        Capability.CHANGE_POLICY,
        Capability.READ_CLAIMS,
        Capability.CHANGE_CLAIMS,
        Capability.READ_FACTS,
        Capability.CHANGE_FACTS,
        Capability.READ_DOCUMENTS,
        Capability.CHANGE_DOCUMENTS,
        Capability.READ_TITLES,
    },
    Role.AUDITOR: _EVERYBODY
    | {
        Capability.READ_DRAFT,
        Capability.READ_CASE,
        Capability.READ_RECORD,
        Capability.READ_CLAIMS,
        Capability.READ_FACTS,
        Capability.READ_DOCUMENTS,
    },
    Role.SYSTEM_ADMIN: _EVERYBODY | {Capability.MANAGE_PEOPLE},
}

# Answered without an account. Nothing here shows a draft.
PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        "health.healthz",
        "health.readyz",
        "account.sign_in",
        "account.sign_in_submit",
        "account.setup",
        "account.setup_submit",
        "certificates.check",
        "certificates.check_submit",
        "certificates.show",
    }
)


def capabilities(person: Any) -> frozenset[Capability]:
    """All that a person's roles allow; nothing for somebody who is not signed in."""
    if not person.is_authenticated:
        return frozenset()
    return _EVERYBODY.union(*(ROLE_CAPABILITIES[role] for role in person.roles))


def may(person: Any, capability: Capability) -> bool:
    """Also for templates: `may(current_user, Capability.REVIEW_CASE)`."""
    return capability in capabilities(person)


def requires(*any_of: Capability) -> Callable[[View], View]:
    """Marks a view with what it needs; one of several is enough. Checked before the view runs."""

    def mark(view: View) -> View:
        view.needs = any_of  # type: ignore[attr-defined]
        return view

    return mark


def sign_in(person: Person) -> None:
    """Begin a fresh session: nothing of an older one is carried over."""
    session.clear()
    session.permanent = True
    session["since"] = clock.now().isoformat()
    login_user(person)


def sign_out() -> None:
    """End the session in this browser."""
    logout_user()
    session.clear()


def _sat_too_long() -> bool:
    since = session.get("since")
    limit = timedelta(hours=current_app.config["SESSION_HOURS"])
    return since is None or clock.now() - datetime.fromisoformat(since) > limit


def _deny_by_default() -> Any:
    if "\0" in request.path or b"%00" in request.query_string:
        raise NotFound  # PostgreSQL could not even be asked for such an id
    if request.endpoint is None or request.endpoint in PUBLIC_ENDPOINTS:
        return None
    needed = getattr(current_app.view_functions[request.endpoint], "needs", ())
    if not needed:
        raise NotFound
    if not current_user.is_authenticated or _sat_too_long():
        sign_out()
        if wants_json() or "HX-Request" in request.headers:
            raise SignInFirst  # a page to sign in would be put in the middle of another page
        return login_manager.unauthorized()
    if not any(may(current_user, capability) for capability in needed):
        raise Forbidden
    return None


def _to_sign_in() -> Any:
    """Then back to the page; for a form, to the page it stood on, since GET changes nothing."""
    asked = request.full_path if request.method == "GET" else urlsplit(request.referrer or "/").path
    return redirect(url_for("account.sign_in", next=asked.rstrip("?") or "/"))


def local_path(asked: str) -> str:
    """Where to go after signing in: a path of this app, never another site."""
    parts = urlsplit(asked.replace("\\", "/"))
    leaves = parts.scheme or parts.netloc or not asked.startswith("/") or asked.startswith("//")
    return "/" if leaves or not asked.isprintable() else asked


def _load_person(session_id: str) -> Person | None:
    public_id, _, epoch = session_id.rpartition(".")
    person = db.session.scalar(sa.select(Person).where(Person.public_id == public_id))
    if person is None or not person.active or str(person.session_epoch) != epoch:
        return None
    return person


def register(app: Flask) -> None:
    """Deny by default from here on."""
    login_manager.session_protection = "strong"
    login_manager.unauthorized_handler(_to_sign_in)
    login_manager.user_loader(_load_person)
    app.before_request(_deny_by_default)
    app.jinja_env.globals.update(may=may, Capability=Capability)
