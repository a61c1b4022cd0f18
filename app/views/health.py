"""Whether the process lives and whether it can work, for whoever watches the machine."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.extensions import limiter
from app.readiness import why_not_ready

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@limiter.exempt
def healthz() -> ResponseReturnValue:
    return jsonify(status="alive")


@bp.get("/readyz")
@limiter.exempt
def readyz() -> ResponseReturnValue:
    reasons = why_not_ready()
    if reasons:
        return jsonify(status="not ready", reasons=reasons), 503
    return jsonify(status="ready")
