"""Versions of the policy as pages tell of them: their state now, and what changed, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.differences import Change, differences
from app.tables import PolicyVersion, VersionState

STATES: dict[str, Any] = {
    "draft": _l("Draft"),
    "proposed": _l("Waits for approval"),
    "waiting": _l("Approved, waits for its day"),
    "in-force": _l("In force"),
    "replaced": _l("Replaced"),
}
TEMPLATE = """\
id: {id}
status: draft
source:
  cite: Name the law or guidance
  url: https://example.gov/
outcome: advise
when:
  terms: [words to look for]
because: This may …
advice: Say how the post can be mended.
known_false_alarms:
  - A harmless post that may meet this.
examples:
  meets:
    - A post with words to look for.
  passes:
    - A post without them.
"""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that differs from what is in force."""

    name: str
    how: str  # added, removed or changed
    changes: list[Change]


def state_of(version: PolicyVersion, in_force: PolicyVersion | None, now: datetime) -> str:
    if version.state is not VersionState.APPROVED:
        return version.state.value
    if in_force is not None and version.id == in_force.id:
        return "in-force"
    is_to_come = version.effective_at is not None and version.effective_at > now
    return "waiting" if is_to_come else "replaced"


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileChange]:
    """In the order of their names; the files that stayed are left out."""
    found = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            how = "changed" if old and new else "added" if new else "removed"
            found.append(FileChange(name, how, differences(old, new)))
    return found
