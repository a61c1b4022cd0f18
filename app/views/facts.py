"""Verified facts: the list, adding, replacing and ending one. Shows no drafts."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, facts
from app.access import Capability, requires
from app.errors import IllegalMove
from app.extensions import db
from app.forms.facts import FactForm, ReplacingForm
from models.facts.fact import Line
from models.facts.words import content

bp = Blueprint("facts", __name__, url_prefix="/facts")
longest_question = 200
at_once = 50


@bp.get("")
@requires(Capability.READ_FACTS)
def known() -> ResponseReturnValue:
    asked = request.args.get("q", "")[:longest_question].strip()
    found = [line for line in facts.lines() if _has(line, asked)]
    pages = max(1, -(-len(found) // at_once))
    page = max(1, min(request.args.get("page", 1, type=int), pages))
    return render_template(
        "facts/known.html",
        asked=asked,
        lines=found[(page - 1) * at_once : page * at_once],
        count=len(found),
        page=page,
        pages=pages,
        today=clock.now().date(),
    )


@bp.get("/new")
@requires(Capability.CHANGE_FACTS)
def new() -> ResponseReturnValue:
    return render_template("facts/new.html", form=FactForm(valid_from=clock.now().date()))


@bp.post("")
@requires(Capability.CHANGE_FACTS)
def add() -> ResponseReturnValue:
    form = FactForm()
    if not form.validate():
        return render_template("facts/new.html", form=form), 422
    facts.add([form.filled], current_user)
    db.session.commit()
    flash(_("The fact is listed: drafts are held against it from now on."), "success")
    return redirect(url_for("facts.known"))


@bp.get("/<fact_id>/replace")
@requires(Capability.CHANGE_FACTS)
def replacing(fact_id: str) -> ResponseReturnValue:
    old = facts.find(fact_id)
    begins = max(clock.now().date(), old.valid_from + timedelta(days=1))
    given = {"statement": old.statement, "source": old.source, "owner": old.owner}
    form = ReplacingForm(old, valid_from=begins, **given)
    return render_template("facts/new.html", form=form, old=old)


@bp.post("/<fact_id>/replace")
@requires(Capability.CHANGE_FACTS)
def replace(fact_id: str) -> ResponseReturnValue:
    old = facts.find(fact_id)
    form = ReplacingForm(old)
    if not form.validate():
        return render_template("facts/new.html", form=form, old=old), 422
    facts.replace_with(fact_id, form.filled, current_user)
    db.session.commit()
    flash(_("Replaced: drafts that repeat the old one are told what holds now."), "success")
    return redirect(url_for("facts.known"))


@bp.post("/<fact_id>/end")
@requires(Capability.CHANGE_FACTS)
def end(fact_id: str) -> ResponseReturnValue:
    try:
        facts.end(fact_id, current_user)
    except IllegalMove:
        flash(_("It was replaced or ended already. Here is how it stands."), "info")
        return redirect(url_for("facts.known"))
    db.session.commit()
    flash(_("Ended: no draft is held against this fact any more."), "success")
    return redirect(url_for("facts.known"))


def _has(line: Line, asked: str) -> bool:
    """Whether all words asked for stand in the fact as it is now, its owner or its source."""
    newest = line.facts[-1]
    words = content(f"{newest.statement} {newest.owner} {newest.source}")
    return content(asked) <= words and _figures(asked) <= _figures(newest.statement)


def _figures(text: str) -> set[str]:
    return {word for word in text.split() if any(c.isdigit() for c in word)}
