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
    SOURCE_MARKED = "source.marked"
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
    FACT_ADDED = "fact.added"
    FACT_REPLACED = "fact.replaced"
    FACT_ENDED = "fact.ended"
    POLICY_DRAFTED = "policy.drafted"
    POLICY_CHANGED = "policy.changed"
    POLICY_PROPOSED = "policy.proposed"
    POLICY_SENT_BACK = "policy.sent-back"
    POLICY_APPROVED = "policy.approved"
    POLICY_ROLLED_BACK = "policy.rolled-back"
    POLICY_DISCARDED = "policy.discarded"
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
    EventKind.SOURCE_MARKED: frozenset({"case", "revision", "start", "end", "word"}),
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
    EventKind.FACT_ADDED: frozenset({"fact", "words_hash"}),
    EventKind.FACT_REPLACED: frozenset({"fact", "replaces", "words_hash"}),
    EventKind.FACT_ENDED: frozenset({"fact"}),
    EventKind.POLICY_DRAFTED: frozenset({"based_on"}),
    EventKind.POLICY_CHANGED: frozenset({"file", "files_hash"}),
    EventKind.POLICY_PROPOSED: frozenset({"files_hash", "reason_hash", "effective_at"}),
    EventKind.POLICY_SENT_BACK: frozenset({"reason_hash"}),
    EventKind.POLICY_APPROVED: frozenset({"pack", "files_hash", "effective_at"}),
    EventKind.POLICY_ROLLED_BACK: frozenset({"pack", "to", "files_hash", "reason_hash"}),
    EventKind.POLICY_DISCARDED: frozenset(),
    EventKind.RECORD_EXPORTED: frozenset({"from", "to"}),
    EventKind.RECORD_VERIFIED: frozenset({"ok", "count"}),
}
