"""The sentences of `models/fairness/` as groups that differ only in the side or group they name."""

import json
from functools import cache
from pathlib import Path

from policies.symmetry import Alike

FOLDER = Path(__file__).parents[1] / "models" / "fairness"


# How a pack's jurisdiction begins -> the parties that are parties there.
COUNTRIES = {
    "US": "us",
    "UK": "uk",
    "GB": "uk",
    "United Kingdom": "uk",
    "India": "in",
    "Australia": "au",
    "Canada": "ca",
    "Ireland": "ie",
    "South Africa": "za",
}


@cache
def groups(jurisdiction: str) -> tuple[Alike, ...]:
    """Per sentence the parties of a country; per position its two sides; per sentence its groups.

    Where the jurisdiction names no country that is known, those of all countries. Groups are held
    to the wording alone: that somebody is ill, or seeks asylum, is what rules of privacy are about.
    """
    known = {c for begin, c in COUNTRIES.items() if jurisdiction.startswith(begin)}
    parties: dict[str, list[str]] = json.loads(_text("parties.json"))
    names = [line.strip() for line in _text("groups.txt").splitlines() if line.strip()]
    named = [
        Alike(tuple(each["text"].replace("{party}", party) for party in some), by_name_only=True)
        for each in _lines("parties.jsonl")
        for country, some in parties.items()
        if not known or country in known
    ]
    sides = [Alike(tuple(each["sides"]), by_name_only=False) for each in _lines("policies.jsonl")]
    told = [
        Alike(tuple(each["text"].replace("{group}", name) for name in names), by_name_only=False)
        for each in _lines("identities.jsonl")
    ]
    return (*named, *sides, *told)


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in _text(name).splitlines() if line.strip()]


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
