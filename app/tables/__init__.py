"""The database classes, one aggregate a file; this list is what migrations compare with."""

from app.tables.base import Base
from app.tables.cases import Case, CaseState, Verdict, VerdictRow
from app.tables.certificates import Certificate, CertificatePart
from app.tables.drafts import Draft, DraftState, Revision
from app.tables.findings import Feedback, FindingRow, Screened, Word
from app.tables.people import Grant, Invitation, Person, Purpose, Role, Team
from app.tables.policies import PolicyVersion, VersionState
from app.tables.record import RecordEntry
from app.tables.sources import SourceCheck, SourceWord

__all__ = [
    "Base",
    "Case",
    "CaseState",
    "Certificate",
    "CertificatePart",
    "Draft",
    "DraftState",
    "Feedback",
    "FindingRow",
    "Grant",
    "Invitation",
    "Person",
    "PolicyVersion",
    "Purpose",
    "RecordEntry",
    "Revision",
    "Role",
    "Screened",
    "SourceCheck",
    "SourceWord",
    "Team",
    "Verdict",
    "VerdictRow",
    "VersionState",
    "Word",
]
