"""The queue: which cases wait, as a table; take the next one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import caseload, clock, queue
from app.access import Capability, requires
from app.errors import StaleCase
from app.extensions import db
from app.presentation.queue_rows import first_words, places_of, rules_of
from app.tables import Case

bp = Blueprint("queue", __name__, url_prefix="/queue")

rows_a_page = 50
STATES = ("free", "mine", "held", "overdue")


@bp.get("")
@requires(Capability.REVIEW_CASE)
def waiting() -> ResponseReturnValue:
    chosen, state = request.args.get("queue", ""), request.args.get("state", "")
    page = max(1, min(request.args.get("page", 1, type=int), 10_000))
    everything = caseload.waiting(current_user)
    shown = [
        case
        for case in everything
        if chosen in {"", case.queue} and (state not in STATES or state in _states(case))
    ]
    return render_template(
        "queue/waiting.html",
        cases=shown[(page - 1) * rows_a_page : page * rows_a_page],
        page=page,
        more=len(shown) > page * rows_a_page,
        first_words=first_words,
        places_of=places_of,
        rules_of=rules_of,
        everything=everything,
        now=clock.now(),
        counts={
            name: sum(case.queue == name for case in everything) for name in current_user.queues
        },
        chosen=chosen,
        state=state if state in STATES else "",
    )


@bp.post("/next")
@requires(Capability.REVIEW_CASE)
def take_next() -> ResponseReturnValue:
    try:
        case = queue.take_next(current_user)
    except StaleCase:
        db.session.rollback()
        flash(_("A colleague was quicker. Take the next one."), "info")
        return redirect(url_for("queue.waiting"))
    if case is None:
        flash(_("Nothing is free in your queues just now."), "info")
        return redirect(url_for("queue.waiting"))
    db.session.commit()
    return redirect(url_for("cases.show", public_id=case.public_id))


def _states(case: Case) -> tuple[str, ...]:
    """How a case stands for this person, in the words of the filters."""
    holder = case.held_by(clock.now())
    by = "held" if holder is not None else "free"
    held = "mine" if holder is not None and holder.id == current_user.id else by
    return (held, "overdue") if case.due_at < clock.now() else (held,)
