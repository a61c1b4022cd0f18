"""What is kept of a protected document or term beside its fingerprints."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Classification(StrEnum):
    """Why a document is protected, from "not yet" to "hardly anybody". Names are permanent."""

    EMBARGOED = "embargoed"  # will be published, and not before its time
    CONFIDENTIAL = "confidential"  # for the agency alone
    PRIVILEGED = "privileged"  # a lawyer's advice, or what was said for a lawsuit
    RESTRICTED = "restricted"  # for named people alone


class Form(StrEnum):
    """What was registered."""

    DOCUMENT = "document"
    TERM = "term"  # a code name, the name of a project or of a person


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a document when it is registered. Title and reason are for those entitled."""

    title: str  # of a term: the term itself. Never in a finding, a record entry or a log
    owner: str  # an office or a person to ask; shown in findings
    reason: str  # why it must not be out
    classification: Classification = Classification.CONFIDENTIAL
    until: datetime | None = None  # from then on it no longer matches; None: until it is released
    by: str = ""  # public id of the person who registered it; empty where a command did


@dataclass(frozen=True, slots=True)
class Document:
    """A protected document or term."""

    id: str
    form: Form
    about: About
    added: datetime
    words: int

    def protects(self, now: datetime) -> bool:
        return self.about.until is None or now < self.about.until
