"""Coming in and going out: sign-in, one-time links, one's own password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import access, people
from app.access import Capability, local_path, requires
from app.errors import NotAccepted
from app.extensions import db, sign_in_limit
from app.forms.accounts import PasswordForm, SetupForm, SignInForm

bp = Blueprint("account", __name__)


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    return render_template("account/sign-in.html", form=SignInForm())


@bp.post("/sign-in")
@sign_in_limit
def sign_in_submit() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("account/sign-in.html", form=form), 422
    person = people.authenticate(form.email.data or "", form.password.data or "")
    if person is None:
        refused = _("Email and password do not fit together.")
        return render_template("account/sign-in.html", form=form, refused=refused), 422
    access.sign_in(person)
    return redirect(local_path(request.args.get("next", "/")))


@bp.post("/sign-out")
@requires(Capability.USE_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    access.sign_out()
    flash("*", "saved")
    flash(_("You are signed out. Words that were kept in this browser are gone."), "info")
    return redirect(url_for("account.sign_in"))


@bp.get("/setup/<token>")
def setup(token: str) -> ResponseReturnValue:
    return render_template(
        "account/setup.html", form=SetupForm(), invitation=people.invitation(token)
    )


@bp.post("/setup/<token>")
@sign_in_limit
def setup_submit(token: str) -> ResponseReturnValue:
    form = SetupForm()
    refused = None
    if form.validate():
        try:
            person = people.accept_invitation(
                token, form.name.data or "", form.email.data or "", form.password.data or ""
            )
        except NotAccepted as error:
            db.session.rollback()
            refused = error
        else:
            db.session.commit()
            access.sign_in(person)
            return redirect(url_for("home.start"))
    page = render_template(
        "account/setup.html", form=form, invitation=people.invitation(token), refused=refused
    )
    return page, 422


@bp.get("/account")
@requires(Capability.USE_ACCOUNT)
def show() -> ResponseReturnValue:
    return render_template("account/show.html", form=PasswordForm())


@bp.post("/account/password")
@requires(Capability.USE_ACCOUNT)
@sign_in_limit
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    refused = None
    if form.validate():
        try:
            people.change_password(current_user, form.old.data or "", form.new.data or "")
        except NotAccepted as error:
            db.session.rollback()
            refused = error
        else:
            db.session.commit()
            access.sign_in(current_user._get_current_object())
            flash(_("Your password is changed. Other browsers were signed out."), "success")
            return redirect(url_for("account.show"))
    return render_template("account/show.html", form=form, refused=refused), 422
