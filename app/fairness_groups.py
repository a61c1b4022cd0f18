"""The sentences of `models/fairness/` as groups that differ only in the side or group they name."""

import json
from functools import cache
from pathlib import Path

from policies.symmetry import Alike

FOLDER = Path(__file__).parents[1] / "models" / "fairness"


@cache
def groups() -> tuple[Alike, ...]:
    """Per sentence and country its parties; per position its two sides; per sentence its groups."""
    parties: dict[str, list[str]] = json.loads(_text("parties.json"))
    names = [line.strip() for line in _text("groups.txt").splitlines() if line.strip()]
    named = [
        Alike(tuple(each["text"].replace("{party}", party) for party in some), by_name_only=True)
        for each in _lines("parties.jsonl")
        for some in parties.values()
    ]
    sides = [Alike(tuple(each["sides"]), by_name_only=False) for each in _lines("policies.jsonl")]
    told = [
        Alike(tuple(each["text"].replace("{group}", name) for name in names), by_name_only=True)
        for each in _lines("identities.jsonl")
    ]
    return (*named, *sides, *told)


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in _text(name).splitlines() if line.strip()]


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
