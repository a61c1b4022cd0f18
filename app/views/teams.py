"""Teams, kept by the system admin."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import people
from app.access import Capability, requires
from app.errors import NotAccepted
from app.extensions import db
from app.forms.people import TeamForm

bp = Blueprint("teams", __name__, url_prefix="/teams")


@bp.get("")
@requires(Capability.MANAGE_PEOPLE)
def all_teams() -> ResponseReturnValue:
    return render_template("people/teams.html", teams=people.teams(), form=TeamForm())


@bp.post("")
@requires(Capability.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    form = TeamForm()
    refused = None
    if form.validate():
        try:
            team = people.add_team(form.name.data or "", by=current_user)
        except NotAccepted as error:
            db.session.rollback()
            refused = error
        else:
            db.session.commit()
            flash(_("Team %(name)s is added.", name=team.name), "success")
            return redirect(url_for("teams.all_teams"))
    page = render_template("people/teams.html", teams=people.teams(), form=form, refused=refused)
    return page, 422
