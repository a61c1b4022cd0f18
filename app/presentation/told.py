"""Entries of the record as a page shows them: in words, with their facts as pairs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from app.presentation import entries
from app.presentation.stored import or_else
from app.tables import RecordEntry


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the record; its facts as pairs, since they differ from kind to kind."""

    entry: RecordEntry
    name: str
    brief: str
    at: datetime | None
    facts: list[tuple[str, str]]

    @property
    def draft_id(self) -> str:
        """Of the draft it is about; empty where it is about something else."""
        kind, _colon, id = self.entry.subject.partition(":")
        return id if kind == "draft" else ""


def told(some: Iterable[RecordEntry]) -> list[Told]:
    """In the order given; an entry that was tampered with is still shown."""
    return [
        Told(
            entry,
            entries.event_name(entry.kind),
            or_else(partial(entries.told, entry), "")[0],
            _time(entry.at),
            or_else(partial(_facts, entry.payload), [("", entry.payload)])[0],
        )
        for entry in some
    ]


def _time(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None


def _facts(payload: str) -> list[tuple[str, str]]:
    facts = json.loads(payload).items()
    return [(name.replace("_", " "), text) for name, value in facts if (text := _words(value))]


def _words(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_words, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
