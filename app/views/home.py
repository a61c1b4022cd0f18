"""The start page: wherever a person's work is."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access import Capability, may, requires

bp = Blueprint("home", __name__)

# The first that a person may use.
PLACES = (
    (Capability.WRITE_DRAFT, "posts.mine"),
    (Capability.REVIEW_CASE, "queue.waiting"),
    (Capability.READ_RECORD, "record.ledger"),
    (Capability.MANAGE_PEOPLE, "people.everybody"),
    (Capability.READ_POLICY, "policy.read"),
)


@bp.get("/")
@requires(Capability.USE_ACCOUNT)
def start() -> ResponseReturnValue:
    place = next(place for needed, place in PLACES if may(current_user, needed))
    return redirect(url_for(place))
