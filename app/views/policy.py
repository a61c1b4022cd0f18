"""The active policy, read as sentences."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import Capability, requires
from app.errors import NotFound
from app.packs import active_pack

bp = Blueprint("policy", __name__, url_prefix="/policy")


@bp.get("")
@requires(Capability.READ_POLICY)
def read() -> ResponseReturnValue:
    return render_template("policy/read.html", pack=active_pack())


@bp.get("/rules/<rule>")
@requires(Capability.READ_POLICY)
def rule(rule: str) -> ResponseReturnValue:
    pack = active_pack()
    try:
        found = pack.rule(rule)
    except KeyError:
        raise NotFound from None
    return render_template("policy/rule.html", pack=pack, rule=found)
