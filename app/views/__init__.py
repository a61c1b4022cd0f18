"""Blueprints: parse, call one service, commit, answer."""

from flask import Flask
from flask_babel import get_locale

from app.differences import differences
from app.presentation import entries, marks, platforms, times, waits, wording
from app.readiness import why_unscreened
from app.views import (
    account,
    cases,
    certificates,
    claims,
    documents,
    facts,
    findings,
    health,
    home,
    people,
    policy,
    posts,
    queue,
    record,
    revisions,
    teams,
    workshop,
)

VIEWS = (
    account,
    cases,
    certificates,
    claims,
    documents,
    facts,
    findings,
    health,
    home,
    people,
    policy,
    posts,
    queue,
    record,
    revisions,
    teams,
    workshop,
)


def register(app: Flask) -> None:
    """Bind every blueprint to the app, and give templates their words."""
    for view in VIEWS:
        app.register_blueprint(view.bp)
    app.jinja_env.globals.update(
        {name: value for name, value in vars(wording).items() if name.isupper()},
        get_locale=get_locale,
        why_unscreened=why_unscreened,
        signal_name=wording.signal_name,
        rule_name=wording.rule_name,
        in_words=wording.in_words,
        queue_name=wording.queue_name,
        part_name=wording.part_name,
        likelihood=wording.likelihood,
        platform_name=platforms.name_of,
        platform_names=platforms.names_of,
        event_name=entries.event_name,
        ago=times.ago,
        until=times.until,
        due=times.due,
        left_of=times.left_of,
        is_past=times.is_past,
        exact=times.exact,
        usual_wait=waits.usual_wait,
        differences=differences,
        segments=marks.segments,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
