"""create_app: settings, extensions, access, views, commands; nothing else.

Where to start reading: `screening.py`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import access, agency_keys, commands, config, errors, logs, security_headers, views
from app.extensions import babel, chosen_locale, csrf, db, limiter, login_manager
from app.transactions import prepare_engine


def create_app(given: Mapping[str, Any] | None = None) -> Flask:
    """The app, from the environment or from `given`, which wins. Raises SettingsInvalid.

    `given` may also hold INSTANCE_PATH, SCREENER, CLOCK and what Flask itself reads.
    """
    given = dict(given or {})
    settings = config.read_settings(given)
    app = Flask(__name__, instance_path=config.instance_path(given))
    app.config.from_mapping(given)
    app.config.from_mapping(config.flask_config(settings, Path(app.instance_path)))
    # Said outright, since the limiter would otherwise remember the last app of this process.
    app.config.setdefault("RATELIMIT_ENABLED", True)
    logs.configure()
    db.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=chosen_locale)
    with app.app_context():
        prepare_engine(db.engine, db.sessionmaker)
        agency_keys.prepare()
    errors.register(app)
    access.register(app)
    csrf.init_app(app)  # after access: who is not signed in hears that, not that a token is missing
    security_headers.register(app)
    views.register(app)
    commands.register(app)
    if settings.TRUSTED_PROXIES:
        hops = settings.TRUSTED_PROXIES
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app
