"""Names joined as a sentence joins them."""

from collections.abc import Sequence


def either(names: Sequence[str]) -> str:
    """As in: a, b or c."""
    return _joined(names, "or")


def both(names: Sequence[str]) -> str:
    """As in: a, b and c."""
    return _joined(names, "and")


def _joined(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
