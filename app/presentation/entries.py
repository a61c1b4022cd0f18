"""A record entry as a sentence. Payloads hold ids, states and counts, never words of a draft."""

import json
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.presentation.wording import CLASSIFICATIONS, OUTCOMES, VERDICTS, queue_name, rule_name
from app.tables import RecordEntry, Verdict

EVENTS: dict[str, Any] = {
    "draft.submitted": _l("A post was submitted"),
    "draft.revised": _l("A post was revised"),
    "draft.masked": _l("Words were masked before storing"),
    "draft.screened": _l("A revision was screened"),
    "draft.acknowledged": _l("Its author took note of the advice"),
    "draft.withdrawn": _l("Its author withdrew it"),
    "case.opened": _l("A case was opened"),
    "case.claimed": _l("A case was taken"),
    "case.released": _l("A case was given back"),
    "case.superseded": _l("A case was replaced by a newer revision"),
    "case.withdrawn": _l("A case ended: the post was withdrawn"),
    "verdict.given": _l("A verdict was given"),
    "certificate.issued": _l("A certificate was issued"),
    "certificate.voided": _l("A certificate was voided"),
    "feedback.given": _l("A finding was marked"),
    "source.marked": _l("A source was marked"),
    "person.added": _l("A person was added"),
    "person.invited": _l("A person was invited"),
    "person.grants-changed": _l("Roles were changed"),
    "person.team-changed": _l("A person moved to another team"),
    "person.password-changed": _l("A password was changed"),
    "person.deactivated": _l("An account was shut"),
    "person.reactivated": _l("An account was opened again"),
    "team.added": _l("A team was added"),
    "claims.imported": _l("False claims were imported"),
    "claim.added": _l("A false claim was added"),
    "claim.removed": _l("A false claim was taken out"),
    "document.protected": _l("A document or term was protected"),
    "document.released": _l("A document or term is protected no more"),
    "fact.added": _l("A fact was listed"),
    "fact.replaced": _l("A fact was replaced"),
    "fact.ended": _l("A fact holds no more"),
    "policy.drafted": _l("A change of the policy was begun"),
    "policy.changed": _l("A draft of the policy was changed"),
    "policy.proposed": _l("A change of the policy was proposed"),
    "policy.sent-back": _l("A proposed policy was sent back"),
    "policy.approved": _l("A policy was approved"),
    "policy.rolled-back": _l("The policy was rolled back"),
    "policy.discarded": _l("A draft of the policy was discarded"),
    "record.exported": _l("The record was exported"),
    "record.verified": _l("The record was verified"),
}


def event_name(kind: str) -> str:
    return str(EVENTS.get(kind, kind))


def told(entry: RecordEntry) -> str:
    """What the entry adds to its kind; empty where nothing readable is in it."""
    payload: dict[str, Any] = json.loads(entry.payload)
    said: list[str] = []
    if "revision" in payload:
        said.append(_("revision %(number)s", number=payload["revision"]))
    if payload.get("outcome") in OUTCOMES:
        said.append(str(OUTCOMES[payload["outcome"]].heading))
    if payload.get("verdict") in set(Verdict):
        said.append(str(VERDICTS[Verdict(payload["verdict"])]))
    queue = payload.get("to_queue") or payload.get("queue")
    if queue:
        said.append(_("queue %(queue)s", queue=queue_name(str(queue))))
    rules = payload.get("rules") or []
    said.extend(rule_name(str(rule)) for rule in rules[:3])
    if payload.get("classification") in CLASSIFICATIONS:
        said.append(f"{CLASSIFICATIONS[payload['classification']]}, {payload['owner']}")
    if "word" in payload:
        said.append(str(payload["word"]))
    if "ok" in payload:
        said.append(_("it holds") if payload["ok"] else _("it does not hold"))
    return " · ".join(said)
