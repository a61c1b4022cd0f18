"""The filters of the record, read from the address or from the form beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.events import EventKind
from app.forms.dates import end_of, start_of

_KINDS = {kind.value for kind in EventKind}


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which entries to show. `unread` names the fields whose words meant nothing."""

    kind: str = ""
    actor: str = ""  # public id of a person
    subject: str = ""
    first_day: str = ""
    last_day: str = ""
    before: int | None = None
    first: datetime | None = None
    until: datetime | None = None
    unread: tuple[str, ...] = ()

    @classmethod
    def read(cls, args: Mapping[str, str]) -> "LedgerFilter":
        unread = []
        kind, before = args.get("kind", ""), args.get("before", "")
        if kind and kind not in _KINDS:
            unread.append("kind")
            kind = ""
        days = {"from": args.get("from", "").strip(), "to": args.get("to", "").strip()}
        times: dict[str, datetime | None] = {}
        for name, read in (("from", start_of), ("to", end_of)):
            try:
                times[name] = read(days[name])
            except ValueError:
                unread.append(name)
                times[name] = None
        return cls(
            kind=kind,
            actor=args.get("actor", "")[:32],
            subject=args.get("subject", "").strip()[:80],
            first_day=days["from"],
            last_day=days["to"],
            before=int(before) if before.isdecimal() and len(before) < 15 else None,
            first=times["from"],
            until=times["to"],
            unread=tuple(unread),
        )

    @property
    def narrows(self) -> bool:
        return any((self.kind, self.actor, self.subject, self.first_day, self.last_day))

    def address(self, before: int | None = None) -> dict[str, str]:
        """The words of the address; `before` goes on where a page ended."""
        other = replace(self, before=before)
        words = {
            "kind": other.kind,
            "actor": other.actor,
            "subject": other.subject,
            "from": other.first_day,
            "to": other.last_day,
            "before": "" if before is None else str(before),
        }
        return {name: word for name, word in words.items() if word}
