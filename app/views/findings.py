"""A person's word on one finding; htmx gets the small form back, others the page they were on."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import feedback
from app.access import Capability, local_path, requires
from app.errors import Unreadable
from app.extensions import db
from app.tables import Word

bp = Blueprint("findings", __name__)


@bp.post("/findings/<public_id>/feedback")
@requires(Capability.GIVE_FEEDBACK)
def give_feedback(public_id: str) -> ResponseReturnValue:
    finding = feedback.visible_finding(public_id, current_user)
    if request.form.get("word") not in set(Word):
        raise Unreadable
    said = feedback.give(finding, current_user, Word(request.form["word"]))
    db.session.commit()
    back = local_path(request.form.get("back", "/"))
    if "HX-Request" in request.headers:
        who = "author" if request.form.get("as") == "author" else "reviewer"
        return render_template(
            "components/feedback.html", row=finding, said=said, feedback=who, back=back
        )
    return redirect(back)
