"""People, kept by the system admin: who may come in and what they may do. Shows no drafts."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import people
from app.access import Capability, requires
from app.errors import NotAccepted, NotFound
from app.extensions import db
from app.forms.people import InviteForm, RolesForm, spelled
from app.tables import Person, Team

bp = Blueprint("people", __name__, url_prefix="/people")


def _team(public_id: str | None) -> Team | None:
    return next((team for team in people.teams() if team.public_id == public_id), None)


@bp.get("")
@requires(Capability.MANAGE_PEOPLE)
def everybody() -> ResponseReturnValue:
    return render_template(
        "people/everybody.html", people=people.everybody(), invitations=people.open_invitations()
    )


@bp.get("/invite")
@requires(Capability.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    form = InviteForm().offer(people.teams())
    return render_template("people/invite.html", form=form)


@bp.post("/invite")
@requires(Capability.MANAGE_PEOPLE)
def invite_submit() -> ResponseReturnValue:
    form = InviteForm()
    form.offer(people.teams())
    refused = None
    if form.validate():
        try:
            token = people.invite(
                form.email.data or "", form.granted, by=current_user, team=_team(form.team.data)
            )
        except NotAccepted as error:
            db.session.rollback()
            refused = error
        else:
            db.session.commit()
            link = url_for("account.setup", token=token, _external=True)
            return render_template(
                "people/invited.html", link=link, email=form.email.data, hours=people.link_hours
            )
    return render_template("people/invite.html", form=form, refused=refused), 422


@bp.get("/<public_id>")
@requires(Capability.MANAGE_PEOPLE)
def show(public_id: str) -> ResponseReturnValue:
    person = people.find(public_id)
    team = person.team.public_id if person.team else ""
    form = RolesForm(data={"roles": spelled(person), "team": team}).offer(people.teams())
    return render_template("people/show.html", person=person, form=form)


@bp.post("/<public_id>")
@requires(Capability.MANAGE_PEOPLE)
def change(public_id: str) -> ResponseReturnValue:
    person = people.find(public_id)
    form = RolesForm().offer(people.teams())
    refused = None
    if form.validate():
        try:
            _change(person, form)
        except NotAccepted as error:
            db.session.rollback()
            refused = error
        else:
            db.session.commit()
            flash(_("The changes to %(name)s are saved.", name=person.name), "success")
            return redirect(url_for("people.everybody"))
    person = people.find(public_id)
    return render_template("people/show.html", person=person, form=form, refused=refused), 422


def _change(person: Person, form: RolesForm) -> None:
    if set(spelled(person)) != set(form.roles.data or ()):
        people.set_grants(person, form.granted, by=current_user)
    team = _team(form.team.data)
    if (team.id if team else None) != person.team_id:
        people.set_team(person, team, by=current_user)


@bp.post("/<public_id>/active")
@requires(Capability.MANAGE_PEOPLE)
def set_active(public_id: str) -> ResponseReturnValue:
    person = people.find(public_id)
    if request.form.get("active") not in {"yes", "no"}:
        raise NotFound
    people.set_active(person, request.form["active"] == "yes", by=current_user)
    db.session.commit()
    told = _("The account is open.") if person.active else _("The account is shut.")
    flash(told, "success")
    return redirect(url_for("people.show", public_id=public_id))
