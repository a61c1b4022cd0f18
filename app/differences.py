"""What changed between two texts, word by word, for the pages that show revisions."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this many words the finest comparison is slow; lines are compared instead.
most_words = 4_000


class Change(NamedTuple):
    """A run of text: kept by both, only in the old, or only in the new."""

    op: Literal["same", "removed", "added"]
    text: str


def differences(old: str, new: str) -> list[Change]:
    """The runs in reading order; joined, all but the added give old, all but the removed new."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > most_words:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    changes: list[Change] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            changes.append(Change("same", "".join(before[i1:i2])))
            continue
        if i1 < i2:
            changes.append(Change("removed", "".join(before[i1:i2])))
        if j1 < j2:
            changes.append(Change("added", "".join(after[j1:j2])))
    return changes
