"""Fills the sentences of `models/fairness/`: the same words, of another group or party."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.training.prepare import read_jsonl

FOLDER = Path(__file__).parents[1] / "fairness"
CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Filled:
    """One sentence about one group. Sentences of one `frame` differ in the group alone."""

    text: str
    frame: str
    group: str
    kind: str  # "clear", or the signal that the sentence carries


def identities() -> Iterator[Filled]:
    """Every sentence with every group."""
    groups = (FOLDER / "groups.txt").read_text(encoding="utf-8").split("\n")
    yield from _filled("identities.jsonl", "{group}", [g for g in groups if g])


def parties() -> Mapping[str, list[Filled]]:
    """By country, every sentence with every party of that country."""
    known = json.loads((FOLDER / "parties.json").read_text(encoding="utf-8"))
    return {land: list(_filled("parties.jsonl", "{party}", names)) for land, names in known.items()}


def policies() -> Iterator[Filled]:
    """A position and its opposite, as groups `one` and `other` of one frame."""
    for row in read_jsonl(FOLDER / "policies.jsonl"):
        sides = row["sides"]
        assert isinstance(sides, list)  # noqa: S101  # a test reads the file
        for side, text in zip(("one", "other"), sides, strict=True):
            yield Filled(str(text), str(row["id"]), side, CLEAR)


def dialects() -> Iterator[Filled]:
    """A post in its dialect, and the same in standard English."""
    for row in read_jsonl(FOLDER / "dialects.jsonl"):
        yield Filled(str(row["text"]), str(row["id"]), str(row["dialect"]), CLEAR)
        yield Filled(str(row["standard"]), str(row["id"]), "standard", CLEAR)


def _filled(name: str, place: str, groups: list[str]) -> Iterator[Filled]:
    for row in read_jsonl(FOLDER / name):
        for group in groups:
            text = str(row["text"]).replace(place, group)
            yield Filled(text[0].upper() + text[1:], str(row["id"]), group, str(row["kind"]))
