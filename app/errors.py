"""The few domain errors, and the page or JSON each becomes. Raised deep, translated once, here.

Each says what happened, what was kept and what to do next; none repeats words of a draft.
"""

from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.extensions import db


class DomainError(Exception):
    """A refusal in the words of the domain."""

    status = 400
    happened: Any = _l("That could not be done.")
    kept: Any = _l("Nothing was changed.")
    next_step: Any = _l("Go back and try again.")

    def __init__(self, happened: Any = None, *, kept: Any = None, next_step: Any = None) -> None:
        super().__init__(type(self).__name__)
        self.happened = happened or type(self).happened
        self.kept = kept or type(self).kept
        self.next_step = next_step or type(self).next_step

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.happened, self.kept, self.next_step))


class NotFound(DomainError):
    """It is not there, or this person may not know of it: the answer is the same."""

    status = 404
    happened = _l("There is no such page here, or it is not yours to see.")
    next_step = _l("Check the address, or go to your start page.")


class SignInFirst(DomainError):
    """Nobody is signed in, or the session has run out."""

    status = 401
    happened = _l("You are not signed in, or your session has run out.")
    kept = _l("What you wrote is still on this page.")
    next_step = _l("Sign in again in another tab, then go on here.")


class FormExpired(DomainError):
    """The form's token is of another session: its page was open too long, or it is forged."""

    happened = _l("This form belongs to a session that has ended.")
    kept = _l("Nothing was changed. What you wrote is still in your browser.")
    next_step = _l("Open the page again, then send it again.")


class Forbidden(DomainError):
    """Seen, but not allowed."""

    status = 403
    happened = _l("Your roles do not allow that.")
    next_step = _l("Ask a system admin if you need it.")


class StaleView(DomainError):
    """It moved since the person saw it."""

    status = 409
    happened = _l("This changed while you had it open.")
    next_step = _l("Look at how it stands now, then decide again.")


class StaleCase(StaleView):
    """Raised with the case, so that a page can show what was seen beside what is now."""

    happened = _l("This case moved while you had it open.")

    def __init__(self, case: Any = None, **words: Any) -> None:
        super().__init__(**words)
        self.case = case


class StaleDraft(StaleView):
    """Raised with the draft."""

    happened = _l("This draft changed while you had it open.")

    def __init__(self, draft: Any = None, **words: Any) -> None:
        super().__init__(**words)
        self.draft = draft


class IllegalMove(DomainError):
    """The move does not lead from the state the thing is in."""

    status = 409
    happened = _l("That cannot be done with it as it stands now.")
    next_step = _l("Look at how it stands now.")


class MaskedWords(IllegalMove):
    """A text whose held words were never kept cannot be vouched for."""

    happened = _l("Words of this post were masked and never kept, so it cannot be approved.")
    next_step = _l("Return it, so that its author can take them out.")


class NotYourCase(DomainError):
    """Somebody else holds the case, or nobody does yet."""

    status = 403
    happened = _l("You do not hold this case.")
    next_step = _l("Take the case first; if a colleague holds it, wait until it is free.")


class OwnDraft(DomainError):
    """Four eyes: nobody reviews what they wrote or last edited."""

    status = 403
    happened = _l("You wrote or edited this post, so somebody else must review it.")
    next_step = _l("Leave it in the queue for a colleague.")


class ApprovedAlready(DomainError):
    """Where several must approve, they are several people."""

    status = 403
    happened = _l("You approved this post already; somebody else must approve it as well.")
    next_step = _l("Leave it in the queue for a colleague.")


class OwnPolicy(DomainError):
    """Four eyes: nobody approves a policy that they wrote, changed or proposed."""

    status = 403
    happened = _l("You wrote or changed this policy, so somebody else must approve it.")
    next_step = _l("Ask another policy admin to look at it.")


class StalePolicy(StaleView):
    """Raised with the version, so that a page can show both."""

    happened = _l("Somebody else changed this draft of the policy meanwhile.")

    def __init__(self, version: Any = None, **words: Any) -> None:
        super().__init__(**words)
        self.version = version


class PolicyFaulty(DomainError):
    """A policy that cannot be read, or whose examples do not hold, goes no further."""

    status = 422
    happened = _l("This policy has faults, so it cannot be proposed or approved.")
    next_step = _l("Mend what is listed, then try again.")

    def __init__(self, faults: Any = (), **words: Any) -> None:
        super().__init__(**words)
        self.faults = list(faults)


class NoReason(DomainError):
    """A verdict without its reason."""

    status = 422
    happened = _l("A verdict needs a reason.")
    next_step = _l("Write one sentence that its author will understand.")


class PersonalNotStored(DomainError):
    """Drafts in a personal capacity get advice only."""

    status = 422
    happened = _l("You write this as a private person, so it is not ours to keep or to review.")
    kept = _l("Nothing of it was stored.")
    next_step = _l("Use the advice shown while you write, and post it yourself.")


class Unwritable(DomainError):
    """The post itself cannot be taken as it is."""

    status = 422
    kept = _l("Your text is still in the form.")


class EmptyPost(Unwritable):
    """Nothing to screen."""

    happened = _l("There is no text to check.")
    next_step = _l("Write or paste the post first.")


class TooLong(Unwritable):
    """Longer than one draft may be."""

    happened = _l("This is longer than one draft may be.")
    next_step = _l("Cut it into several drafts.")


class Unreadable(Unwritable):
    """Characters that no database and no platform can keep."""

    happened = _l("The text holds a character that cannot be stored.")
    next_step = _l("Take it out, or paste the text again as plain text.")


class LinkSpent(DomainError):
    """A one-time link that was used, has run out or never was."""

    status = 404
    happened = _l("This link was used already, has run out or never was.")
    next_step = _l("Ask for a new one.")


class NotAccepted(DomainError):
    """Words given for an account that cannot be taken; `happened` says which and why."""

    status = 422
    next_step = _l("Change it and send it again.")


class LastAdmin(DomainError):
    """Without a system admin nobody could let anybody in."""

    status = 409
    happened = _l("This is the last system admin.")
    next_step = _l("Give the role to somebody else first.")


_PLAIN_STATUS = {
    400: _l("The request could not be read."),
    404: NotFound.happened,
    405: _l("This address does not take that kind of request."),
    429: _l("Too many tries from here. Wait a minute, then try again."),
    500: _l("Something broke on our side. It was logged; your last change was not made."),
}


def wants_json() -> bool:
    """Pages for people, JSON for programs that ask for it first."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def _answer(error: DomainError, status: int, name: str) -> Response:
    # What failed half-way is never committed by a later handler of the same request.
    db.session.rollback()
    if wants_json():
        body = {
            "error": name,
            "happened": str(error.happened),
            "kept": str(error.kept),
            "next_step": str(error.next_step),
        }
        answer = jsonify(body)
    else:
        answer = make_response(_page(error, status))
    answer.status_code = status
    return answer


def _page(error: DomainError, status: int) -> str:
    try:
        return render_template("errors/error.html", error=error, status=status)
    except SQLAlchemyError:
        # The database cannot even say who is signed in, which every other page asks.
        bare = current_app.jinja_env.get_template("errors/bare.html")
        return bare.render(error=error, status=status)


def _answer_domain(error: DomainError) -> Response:
    return _answer(error, error.status, type(error).__name__)


def _answer_http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return current_app.make_response(error)
    plain = DomainError(_PLAIN_STATUS.get(status, error.description))
    if isinstance(error, RequestEntityTooLarge):
        most = (request.max_content_length or 0) // 1024**2
        plain.happened = _(
            "That is too much at once: one request may hold %(n)s megabytes.", n=most
        )
    answer = _answer(plain, status, error.name)
    for name, value in error.get_headers() if isinstance(error, RateLimitExceeded) else ():
        if name.lower() != "content-type":
            answer.headers[name] = value
    return answer


def _answer_csrf(_error: CSRFError) -> Response:
    return _answer_domain(FormExpired())


def register(app: Flask) -> None:
    """Every refusal of the app and of Flask gets the same plain page."""
    app.register_error_handler(DomainError, _answer_domain)
    app.register_error_handler(CSRFError, _answer_csrf)
    app.register_error_handler(HTTPException, _answer_http)
