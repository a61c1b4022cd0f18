"""What it means that a condition is met: the findings that met it, or an absence.

None means not met; an empty tuple, met by something that is not there (`not`, `sources: none`).
"""

from typing import Protocol, TypeAlias

from models.findings import TEXT, Finding, Span
from policies.seen import Seen

# The signal-like name of what a rule saw by itself, in the wording or in what a post lacks.
POLICY = "policy"

Evidence: TypeAlias = tuple[Finding, ...] | None


class Condition(Protocol):
    def met_by(self, seen: Seen, rule: str) -> Evidence: ...

    @property
    def sentence(self) -> str:
        """The condition in plain English, to follow "when"."""
        ...


def seen_by_rule(
    rule: str,
    span: Span,
    explanation: str,
    *,
    signal: str = POLICY,
    score: float = 1.0,
    part: str = TEXT,
) -> Finding:
    return Finding(signal, span, score, f"policy/{rule}", explanation, part=part)


def merged(groups: list[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """All findings once, in the order they were first met."""
    return tuple(dict.fromkeys(finding for group in groups for finding in group))
