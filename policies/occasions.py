"""Conditions on when a post is written, and by whom. Pure: the time is given, never asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from policies.evidence import Evidence
from policies.phrases import both, either
from policies.seen import Seen

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True, slots=True)
class During:
    """A period, days of the week, hours of the day; all that are given must hold.

    Both ends count: `until` a day is until its end. Hours may run past midnight.
    """

    begins: date | None = None
    ends: date | None = None
    days: tuple[str, ...] = ()
    hours: tuple[time, time] | None = None
    zone: str = "UTC"

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        if seen.occasion.at is None:
            return ()  # an example without a time stands for any
        return () if self.holds(seen.occasion.at) else None

    def holds(self, at: datetime) -> bool:
        here = at.astimezone(ZoneInfo(self.zone))
        day = here.date()
        if self.hours is not None:
            opens, shuts = self.hours
            now = here.time().replace(tzinfo=None)
            is_past_midnight = shuts <= opens
            if not (opens <= now < shuts or (is_past_midnight and (now >= opens or now < shuts))):
                return False
            if is_past_midnight and now < shuts:
                day -= timedelta(days=1)  # the night belongs to the day on which it began
        if self.days and DAYS[day.weekday()] not in self.days:
            return False
        has_begun = self.begins is None or self.begins <= day
        return has_begun and (self.ends is None or day <= self.ends)

    @property
    def sentence(self) -> str:
        said = []
        if self.begins:
            said.append(f"from {_day(self.begins)}")
        if self.ends:
            said.append(f"until {_day(self.ends)}")
        if self.days:
            said.append("on " + both([_NAMES[DAYS.index(day)] for day in self.days]))
        if self.hours:
            opens, shuts = self.hours
            said.append(f"between {opens:%H:%M} and {shuts:%H:%M}")
        return f"it is written {' '.join(said)} ({self.zone})"


@dataclass(frozen=True, slots=True)
class OfTeam:
    teams: tuple[str, ...]

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        wanted = {team.casefold() for team in self.teams}
        return () if seen.occasion.team.casefold() in wanted else None

    @property
    def sentence(self) -> str:
        return f"its author is of the team {either(self.teams)}"


@dataclass(frozen=True, slots=True)
class OfOffice:
    """Words of the author's office, such as `mayor`; one that stands in it is enough."""

    words: tuple[str, ...]

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        office = f" {' '.join(_plain(seen.occasion.office))} "
        return () if any(f" {' '.join(_plain(w))} " in office for w in self.words) else None

    @property
    def sentence(self) -> str:
        return f"its author's office is that of {either(self.words)}"


def _plain(words: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in words.casefold()).split()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
