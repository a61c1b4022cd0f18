"""What changed between two revisions, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.differences import Change, differences


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", []),
        ("Same.", "Same.", [("same", "Same.")]),
        (
            "We open at nine.",
            "We open at ten.",
            [("same", "We open at "), ("removed", "nine"), ("added", "ten"), ("same", ".")],
        ),
        ("", "New.", [("added", "New.")]),
        ("Old.", "", [("removed", "Old.")]),
    ],
)
def test_the_runs_come_in_reading_order(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert differences(old, new) == [Change(op, text) for op, text in changes]  # type: ignore[arg-type]


@given(st.text(), st.text())
def test_the_runs_give_back_both_texts(old: str, new: str) -> None:
    changes = differences(old, new)
    assert "".join(text for op, text in changes if op != "added") == old
    assert "".join(text for op, text in changes if op != "removed") == new


def test_very_long_texts_are_compared_by_lines() -> None:
    old = "".join(f"line {n} of many words here\n" for n in range(2_000))
    changes = differences(old, old.replace("line 7 ", "line seven "))
    assert ("removed", "line 7 of many words here\n") in changes
