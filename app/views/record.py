"""The record: a searchable ledger, the timeline of one draft, verify and export."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from flask import stream_with_context as streamed
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, drafts, people, record
from app.access import Capability, requires
from app.errors import NotAccepted, NotFound
from app.events import EventKind
from app.extensions import db
from app.forms.ledger_filter import LedgerFilter
from app.presentation.entries import EVENTS
from app.presentation.told import told
from app.tables import Person

bp = Blueprint("record", __name__, url_prefix="/record")
entries_a_page = 50


@bp.get("")
@requires(Capability.READ_RECORD)
def ledger() -> str:
    chosen = LedgerFilter.read(request.args)
    actor = _actor(chosen.actor)
    # One more than is shown tells whether there is another page.
    found = record.ledger(
        kind=chosen.kind,
        actor=actor,
        subject=chosen.subject,
        first=chosen.first,
        until=chosen.until,
        before_number=chosen.before,
        limit=entries_a_page + 1,
    )
    shown = found[:entries_a_page]
    return render_template(
        "record/ledger.html",
        chosen=chosen,
        entries=told(shown),
        older=shown[-1].number if len(found) > entries_a_page else None,
        kinds=EVENTS,
        everybody=people.everybody(),
    )


@bp.get("/drafts/<public_id>")
@requires(Capability.READ_RECORD)
def timeline(public_id: str) -> str:
    draft = drafts.visible_draft(public_id, current_user)
    entries = told(record.timeline(f"draft:{draft.public_id}"))
    return render_template("record/timeline.html", draft=draft, entries=entries)


@bp.post("/verify")
@requires(Capability.READ_RECORD)
def verify() -> str:
    """That somebody looked, and what they saw, is part of the record."""
    expected = request.form.get("head", "").strip()[:64]
    found = record.verify(expected)
    seen = {"ok": found.ok, "count": found.count}
    record.append(EventKind.RECORD_VERIFIED, "record", current_user, seen)
    db.session.commit()
    return render_template("record/verified.html", found=found, expected=expected)


@bp.post("/export")
@requires(Capability.READ_RECORD)
def export() -> Response:
    """JSON Lines, streamed. A POST, because the export itself goes into the record."""
    chosen = LedgerFilter.read(request.form)
    if chosen.unread:
        raise NotAccepted(_("Write both days as year, month and day, such as 2026-11-26."))
    days = {"from": chosen.first_day, "to": chosen.last_day}
    record.append(EventKind.RECORD_EXPORTED, "record", current_user, days)
    db.session.commit()
    answer = Response(streamed(_lines(chosen)), mimetype="application/jsonl")
    name = f"record-{clock.now():%Y-%m-%d}.jsonl"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def _lines(chosen: LedgerFilter) -> Iterator[str]:
    yield from record.export(chosen.first, chosen.until)


def _actor(public_id: str) -> Person | None:
    """Raises NotFound: an unknown name must not show everybody's entries."""
    if not public_id:
        return None
    try:
        return people.find(public_id)
    except NotFound:
        raise NotFound(_("There is no such person.")) from None
