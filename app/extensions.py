"""Extensions, made unbound here and bound in `create_app`."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

if TYPE_CHECKING:
    from models.screener import Screener

db = SQLAlchemy(session_options={"autoflush": True})
login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
limiter = Limiter(key_func=get_remote_address)


def chosen_locale() -> str | None:
    """The reader's language among those translated; English until there are others."""
    if not has_request_context():
        return None
    translated = current_app.extensions["babel"].instance.list_translations()
    languages = [str(locale) for locale in translated]
    return request.accept_languages.best_match(["en", *languages])


# Views that take a password wear this: `@sign_in_limit` on the POST.
sign_in_limit = limiter.shared_limit(
    lambda: str(current_app.config["SIGN_IN_LIMIT"]), scope="sign-in", methods=["POST"]
)


class ScreenerHolder:
    """The one Screener of a process, loaded on first use and shared by its threads."""

    def __init__(self) -> None:
        self._lock = Lock()

    def get(self) -> "Screener":
        """`SCREENER` in the configuration where it is set, else the one of `WEIGHTS`."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        given: Screener | None = app.config.get("SCREENER")
        if given is not None:
            return given
        with self._lock:
            loaded: Screener | None = app.extensions.get("screener")
            if loaded is None:
                # Imported here so that commands which screen nothing start without the weights.
                from app import claims, documents, facts
                from models import screener as screening_models

                folder = app.config["WEIGHTS"]
                loaded = screening_models.Screener.load(
                    Path(folder) if folder else None,
                    allow_list=app.config["ALLOW_LIST"],
                    claims=[claims.path_of()],
                    documents=documents.store(),
                    facts=facts.path(),
                )
                app.extensions["screener"] = loaded
            return loaded


screener = ScreenerHolder()
