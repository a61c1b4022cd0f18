"""What may follow from a draft, mildest first. The strictest met rule wins."""

from enum import StrEnum


class Outcome(StrEnum):
    CLEAR = "clear"
    ADVISE = "advise"
    REFER = "refer"
    HOLD = "hold"

    @property
    def rank(self) -> int:
        """Strictness; a StrEnum itself would compare by spelling."""
        return list(type(self)).index(self)
