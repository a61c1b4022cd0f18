"""The kinds of record entries and the fields each must have. Names are permanent.

Payloads hold ids, states, counts and hashes, never words of a draft, a reason or a note.
"""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    DRAFT_SUBMITTED = "draft.submitted"
    DRAFT_REVISED = "draft.revised"
    DRAFT_MASKED = "draft.masked"
    DRAFT_SCREENED = "draft.screened"
    DRAFT_ACKNOWLEDGED = "draft.acknowledged"
    DRAFT_WITHDRAWN = "draft.withdrawn"
    CASE_OPENED = "case.opened"
    CASE_CLAIMED = "case.claimed"
    CASE_RELEASED = "case.released"
    CASE_SUPERSEDED = "case.superseded"
    CASE_WITHDRAWN = "case.withdrawn"
    VERDICT_GIVEN = "verdict.given"
    CERTIFICATE_ISSUED = "certificate.issued"
    CERTIFICATE_VOIDED = "certificate.voided"
    FEEDBACK_GIVEN = "feedback.given"
    PERSON_ADDED = "person.added"
    PERSON_INVITED = "person.invited"
    PERSON_GRANTS_CHANGED = "person.grants-changed"
    PERSON_TEAM_CHANGED = "person.team-changed"
    PERSON_PASSWORD_CHANGED = "person.password-changed"  # noqa: S105 - the name of an event
    PERSON_DEACTIVATED = "person.deactivated"
    PERSON_REACTIVATED = "person.reactivated"
    TEAM_ADDED = "team.added"
    CLAIMS_IMPORTED = "claims.imported"
    CLAIM_ADDED = "claim.added"
    CLAIM_REMOVED = "claim.removed"
    DOCUMENT_PROTECTED = "document.protected"
    DOCUMENT_RELEASED = "document.released"
    RECORD_EXPORTED = "record.exported"
    RECORD_VERIFIED = "record.verified"


EVENT_FIELDS: dict[EventKind, frozenset[str]] = {
    EventKind.DRAFT_SUBMITTED: frozenset({"revision", "content_hash", "capacity", "platforms"}),
    EventKind.DRAFT_REVISED: frozenset({"revision", "content_hash", "capacity", "platforms"}),
    EventKind.DRAFT_MASKED: frozenset({"revision", "spans", "rules"}),
    EventKind.DRAFT_SCREENED: frozenset(
        {"revision", "outcome", "rules", "pack", "weights", "fired", "not_screened"}
    ),
    EventKind.DRAFT_ACKNOWLEDGED: frozenset({"revision", "rules"}),
    EventKind.DRAFT_WITHDRAWN: frozenset({"revision", "from_state"}),
    EventKind.CASE_OPENED: frozenset({"case", "revision", "queue", "due_at"}),
    EventKind.CASE_CLAIMED: frozenset({"case", "queue", "held_until"}),
    EventKind.CASE_RELEASED: frozenset({"case", "queue"}),
    EventKind.CASE_SUPERSEDED: frozenset({"case", "by_revision"}),
    EventKind.CASE_WITHDRAWN: frozenset({"case"}),
    EventKind.VERDICT_GIVEN: frozenset(
        {"case", "revision", "verdict", "reason_hash", "notes", "from_queue", "to_queue"}
    ),
    EventKind.CERTIFICATE_ISSUED: frozenset(
        {"certificate", "revision", "content_hash", "how", "valid_until", "key"}
    ),
    EventKind.CERTIFICATE_VOIDED: frozenset({"certificate", "because"}),
    EventKind.FEEDBACK_GIVEN: frozenset({"finding", "signal", "rules", "word", "contest"}),
    EventKind.PERSON_ADDED: frozenset({"grants", "how"}),
    EventKind.PERSON_INVITED: frozenset({"grants"}),
    EventKind.PERSON_GRANTS_CHANGED: frozenset({"before", "after"}),
    EventKind.PERSON_TEAM_CHANGED: frozenset({"team"}),
    EventKind.PERSON_PASSWORD_CHANGED: frozenset(),
    EventKind.PERSON_DEACTIVATED: frozenset(),
    EventKind.PERSON_REACTIVATED: frozenset(),
    EventKind.TEAM_ADDED: frozenset({"name"}),
    EventKind.CLAIMS_IMPORTED: frozenset({"file_hash", "added", "updated", "refused"}),
    EventKind.CLAIM_ADDED: frozenset({"claim", "words_hash"}),
    EventKind.CLAIM_REMOVED: frozenset({"claim"}),
    EventKind.DOCUMENT_PROTECTED: frozenset(
        {"document", "form", "classification", "owner", "words", "until"}
    ),
    EventKind.DOCUMENT_RELEASED: frozenset({"document"}),
    EventKind.RECORD_EXPORTED: frozenset({"from", "to"}),
    EventKind.RECORD_VERIFIED: frozenset({"ok", "count"}),
}
