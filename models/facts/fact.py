"""A statement that the agency has verified: what holds, since when, and who answers for it."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Fact:
    """`line` is shared by all that replaced each other: the same fact as it stood over time."""

    id: str
    line: str
    statement: str  # one sentence with at most one figure that matters
    source: str  # a link, or a document and where in it
    owner: str  # an office or a person to ask
    valid_from: date
    review_by: date | None = None  # from then on its owner should look at it again
    ended: date | None = None  # no longer held to be so, and nothing took its place

    def is_due(self, today: date) -> bool:
        return self.review_by is not None and self.review_by <= today


@dataclass(frozen=True, slots=True)
class Line:
    """One fact over time, the oldest first."""

    facts: tuple[Fact, ...]

    def in_force(self, today: date) -> Fact | None:
        """What holds now; None before the first begins and after the last was ended."""
        begun = [fact for fact in self.facts if fact.valid_from <= today]
        if not begun or (begun[-1].ended is not None and begun[-1].ended <= today):
            return None
        return begun[-1]

    def replaced(self, today: date) -> tuple[tuple[Fact, date], ...]:
        """What held before, each with the day on which the next took its place."""
        begun = [fact for fact in self.facts if fact.valid_from <= today]
        return tuple((fact, then.valid_from) for fact, then in pairwise(begun))
