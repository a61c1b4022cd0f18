"""Certificates, and the page that needs no account: paste a text, learn what it is worth."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import certificates
from app.errors import TooLong, Unreadable
from app.forms.posts import plain_line_ends
from app.presentation.signed import signed_words

bp = Blueprint("certificates", __name__)


@bp.get("/check")
def check() -> ResponseReturnValue:
    return render_template("certificates/check.html", text="", checks=None)


@bp.post("/check")
def check_submit() -> ResponseReturnValue:
    text = plain_line_ends(request.form.get("text"))
    if not text.strip():
        return render_template("certificates/check.html", text="", checks=None, empty=True), 422
    try:
        checks = certificates.check_text(text)
    except (TooLong, Unreadable) as error:
        page = render_template("certificates/check.html", text=text, checks=None, refused=error)
        return page, 422
    return render_template("certificates/check.html", text=text, checks=checks)


@bp.get("/certificates/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    certificate = certificates.find(public_id)
    return render_template(
        "certificates/show.html",
        certificate=certificate,
        status=certificates.status(certificate),
        signed=signed_words(certificate),
    )
