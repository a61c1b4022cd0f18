"""The words a page says for the names that are stored. Speaks of the post, never of the person.

The machine says *may*; numbers come as words first.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.certificates import How, Status
from app.tables import CaseState, DraftState, Role, Verdict
from models.documents.document import Classification
from policies.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Look:
    """How one state is told: an icon of the design system, a heading, a sentence."""

    icon: str
    heading: Any
    means: Any = ""
    tone: str = "info"  # success, info, warning or error, as the design system calls them


OUTCOMES: dict[str, Look] = {
    Outcome.CLEAR: Look(
        "check_circle",
        _l("Ready to post"),
        _l("Nothing here needs a reviewer. You get a certificate for exactly this text."),
        "success",
    ),
    Outcome.ADVISE: Look(
        "info",
        _l("Ready, with advice"),
        _l("You may change the marked words, or take note of the advice and go on."),
        "info",
    ),
    Outcome.REFER: Look(
        "groups",
        _l("Needs a reviewer"),
        _l("Change the marked words and it may clear by itself, or send it for review."),
        "warning",
    ),
    Outcome.HOLD: Look(
        "lock",
        _l("Remove this first"),
        _l("The boxed words must not be kept or passed on. Take them out and check again."),
        "error",
    ),
}

DRAFT_STATES: dict[DraftState, Look] = {
    DraftState.CLEARED: Look(
        "check_circle", _l("Ready to post"), _l("Copy the text and post it."), "success"
    ),
    DraftState.ADVISED: Look(
        "info", _l("Ready, with advice"), _l("Take note of the advice, or change the text."), "info"
    ),
    DraftState.IN_REVIEW: Look(
        "schedule", _l("Waits for a reviewer"), _l("Nothing to do now."), "warning"
    ),
    DraftState.RETURNED: Look(
        "undo",
        _l("Changes wanted"),
        _l("Read the notes, change the text and send it again."),
        "warning",
    ),
    DraftState.APPROVED: Look(
        "verified", _l("Approved"), _l("Copy the text and post it."), "success"
    ),
    DraftState.DECLINED: Look(
        "cancel", _l("Declined"), _l("Read the reason. A changed text may be sent again."), "error"
    ),
    DraftState.WITHDRAWN: Look(
        "remove_circle", _l("Withdrawn"), _l("You took this back. Nothing to do."), "info"
    ),
}

CASE_STATES: dict[CaseState, Any] = {
    CaseState.OPEN: _l("Free"),
    CaseState.CLAIMED: _l("Taken"),
    CaseState.APPROVED: _l("Approved"),
    CaseState.RETURNED: _l("Returned for changes"),
    CaseState.DECLINED: _l("Declined"),
    CaseState.SUPERSEDED: _l("Replaced by a newer revision"),
    CaseState.WITHDRAWN: _l("Withdrawn by its author"),
}

VERDICTS: dict[Verdict, Any] = {
    Verdict.APPROVE: _l("Approved"),
    Verdict.RETURN: _l("Returned for changes"),
    Verdict.DECLINE: _l("Declined"),
    Verdict.ESCALATE: _l("Passed on"),
}

VERDICTS_ON_CLAIMS: dict[str, Any] = {
    "false": _l("False"),
    "mostly-false": _l("Mostly false"),
    "misleading": _l("Misleading"),
    "mixed": _l("Partly true: drafts are not told"),
    "true": _l("True: drafts are not told"),
    "unknown": _l("No verdict: drafts are not told"),
}

CLASSIFICATIONS: dict[str, Any] = {
    Classification.EMBARGOED: _l("Embargoed"),
    Classification.CONFIDENTIAL: _l("Confidential"),
    Classification.PRIVILEGED: _l("Privileged"),
    Classification.RESTRICTED: _l("Restricted"),
}

CAPACITIES: dict[str, Any] = {
    "official": _l("For the agency"),
    "personal": _l("As a private person"),
    "mixed": _l("Both at once"),
}

ROLES: dict[Role, Any] = {
    Role.OFFICIAL: _l("Writes posts"),
    Role.REVIEWER: _l("Reviews cases"),
    Role.POLICY_ADMIN: _l("Keeps the policy"),
    Role.AUDITOR: _l("Reads everything, changes nothing"),
    Role.SYSTEM_ADMIN: _l("Lets people in"),
}

CERTIFICATE_STATUS: dict[Status, Look] = {
    Status.VALID: Look(
        "verified",
        _l("This certificate is valid"),
        _l("The agency checked exactly this text."),
        "success",
    ),
    Status.EXPIRED: Look(
        "schedule",
        _l("This certificate has run out"),
        _l("The text was checked once, but rules and facts may have changed since."),
        "warning",
    ),
    Status.VOIDED: Look(
        "remove_circle",
        _l("This certificate was voided"),
        _l("The draft was changed or taken back after it was checked."),
        "warning",
    ),
    Status.FORGED: Look(
        "error",
        _l("This certificate cannot be trusted"),
        _l("Its signature does not match what it says."),
        "error",
    ),
}

HOW: dict[str, Any] = {
    How.CLEARED: _l("No rule asked for a reviewer"),
    How.ACKNOWLEDGED: _l("Its author took note of the advice"),
    How.APPROVED: _l("A reviewer approved it"),
}

SIGNALS: dict[str, Any] = {
    "tone.hostile": _l("hostile tone"),
    "tone.discriminatory": _l("demeaning of a group"),
    "tone.dismissive": _l("dismissive tone"),
    "misinformation.checkworthy": _l("a claim that can be checked"),
    "misinformation.unsupported": _l("a claim without support"),
    "misinformation.debunked": _l("a claim shown to be false"),
    "confidential.personal": _l("private details of a person"),
    "confidential.credential": _l("a password or key"),
    "confidential.operational": _l("plans or operations"),
    "confidential.deliberative": _l("something not yet decided or announced"),
    "confidential.marking": _l("a handling marking"),
    "conduct.partisan": _l("campaigning"),
    "conduct.endorsement": _l("promotion of a product or interest"),
    "not-screened": _l("not checked by machine"),
    "policy": _l("seen by a rule"),
}


def signal_name(signal: str) -> str:
    """In plain words; an unknown one is shown as it is stored."""
    return str(SIGNALS.get(signal, signal))


def in_words(sentence: str) -> str:
    """A condition of a rule with its signals named as people call them."""
    for signal in sorted(SIGNALS, key=len, reverse=True):
        if "." in signal:
            sentence = sentence.replace(signal, signal_name(signal))
    return sentence


def rule_name(rule: str) -> str:
    """A rule's id read as words: ids are permanent and speak for themselves."""
    return rule.replace("-", " ").capitalize()


def queue_name(queue: str) -> str:
    return queue.replace("-", " ").capitalize()


def part_name(part: str) -> str:
    """Where in a post a finding stands."""
    kind, _dot, rest = part.partition(".")
    number = rest.partition(".")[0]
    count = int(number) + 1 if number.isdigit() else 1
    if kind == "media":
        if part.endswith(".alt"):
            return str(_("alternative text of picture %(number)s", number=count))
        return str(_("name of picture %(number)s", number=count))
    if kind == "link":
        return str(_("link %(number)s", number=count))
    if kind == "citation":
        return str(_("source of claim %(number)s", number=count))
    if kind == "source":
        return str(_("source %(number)s", number=count))
    return str(_("text"))


def likelihood(score: float) -> str:
    """A calibrated probability in words; the figure itself is shown on request."""
    bands = ((0.95, _l("almost certain")), (0.8, _l("very likely")), (0.6, _l("likely")))
    for floor, words in bands:
        if score >= floor:
            return str(words)
    return str(_("possible") if score >= 0.3 else _("unlikely"))
