"""Known false claims: the list, looking one up, adding and taking out. Shows no drafts."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import claims, clock
from app.access import Capability, requires
from app.extensions import db
from app.forms.claims import ClaimForm

bp = Blueprint("claims", __name__, url_prefix="/claims")
longest_question = 500


@bp.get("")
@requires(Capability.READ_CLAIMS)
def known() -> ResponseReturnValue:
    asked = request.args.get("q", "")[:longest_question].strip()
    page = request.args.get("page", 1, type=int)
    start = (max(1, min(page, 100_000)) - 1) * claims.at_once
    own = claims.own()
    return render_template(
        "claims/known.html",
        asked=asked,
        found=claims.look_up(asked) if asked else [],
        own=own.newest(start, claims.at_once) if not asked else [],
        count=len(own),
        starter=claims.starter_count(),
        page=start // claims.at_once + 1,
        pages=-(-len(own) // claims.at_once),
        today=clock.now().date(),
    )


@bp.get("/new")
@requires(Capability.CHANGE_CLAIMS)
def new() -> ResponseReturnValue:
    return render_template("claims/new.html", form=ClaimForm())


@bp.post("")
@requires(Capability.CHANGE_CLAIMS)
def add() -> ResponseReturnValue:
    form = ClaimForm()
    if not form.validate():
        return render_template("claims/new.html", form=form), 422
    claims.add(form.filled, by=current_user)
    db.session.commit()
    flash(_("The claim is known from now on: drafts that repeat it will be told."), "success")
    return redirect(url_for("claims.known"))


@bp.post("/remove")
@requires(Capability.CHANGE_CLAIMS)
def remove() -> ResponseReturnValue:
    claims.remove(request.form.get("claim", ""), by=current_user)
    db.session.commit()
    flash(_("The claim is taken out. Drafts checked before stay as they were."), "success")
    return redirect(url_for("claims.known"))
