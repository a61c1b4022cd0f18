"""From the plain values of a well-formed file to the values of `rule.py` and `conditions.py`.

The structure has been held against the schema before; what a schema cannot say is checked here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.findings import Media, Post
from policies import conditions, occasions, wording
from policies.evidence import Condition
from policies.faults import Fault
from policies.outcome import Outcome
from policies.patterns import pattern_fault
from policies.rule import Example, Rule, Source, Status
from policies.seen import Occasion
from policies.sources import KINDS as SOURCE_KINDS
from policies.sources import SourceRules
from policies.yaml_lines import Where, YamlFile

# What the schema has already vouched for.
Written: TypeAlias = Mapping[str, Any]
# Names for lists of terms that several rules look for.
Topics: TypeAlias = Mapping[str, tuple[str, ...]]
NO_TOPICS: Topics = {}


def condition_faults(
    file: YamlFile, condition: Written, where: Where, topics: Collection[str]
) -> Iterator[Fault]:
    """What a schema cannot say of a condition, anywhere in it, each with its own line."""
    for key, part in condition.items():
        inner = (*where, key)
        if key == "pattern" and (fault := pattern_fault(part)):
            yield Fault(file.name, file.line(inner), *fault)
        elif key == "topic" and part not in topics:
            known = ", ".join(sorted(topics)) or "none yet"
            what = f"The pack has no topic `{part}`."
            remedy = f"Name one under `topics` in pack.yaml; there is: {known}."
            yield Fault(file.name, file.line(inner), what, remedy)
        elif key == "during":
            for fault in _during_faults(part):
                yield Fault(file.name, file.line(inner), *fault)
        elif key in ("all", "any"):
            for number, each in enumerate(part):
                yield from condition_faults(file, each, (*inner, number), topics)
        elif key == "not":
            yield from condition_faults(file, part, inner, topics)


def _during_faults(written: Written) -> Iterator[tuple[str, str]]:
    if written.get("from", "") > written.get("until", "9999"):
        yield "`until` lies before `from`.", "Correct one of the two dates."
    try:
        ZoneInfo(written.get("zone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        what = f"There is no time zone `{written['zone']}`."
        yield what, "Write one such as America/New_York or Europe/London."


def source_faults(file: YamlFile, written: Written) -> Iterator[Fault]:
    """Document patterns of a pack that cannot run."""
    for number, pattern in enumerate(written.get("sources", {}).get("documents", ())):
        if fault := pattern_fault(pattern):
            yield Fault(file.name, file.line(("sources", "documents", number)), *fault)


def read_sources(written: Written) -> SourceRules:
    """What a pack says of sources; where it says nothing of one part, that part's default."""
    return SourceRules(
        counts=tuple(written.get("counts", SOURCE_KINDS)),
        own_sites=tuple(written.get("own_sites", ())),
        trusted_sites=tuple(written.get("trusted_sites", ())),
        documents=tuple(written.get("documents", ())),
    )


def read_rule(file: YamlFile, written: Written, topics: Topics = NO_TOPICS) -> Rule:
    source = written["source"]
    return Rule(
        id=written["id"],
        status=Status(written["status"]),
        source=Source(
            cite=source["cite"],
            url=source["url"],
            dated=_day(source, "date"),
            jurisdiction=source.get("jurisdiction", ""),
            note=source.get("note", ""),
        ),
        outcome=Outcome(written["outcome"]),
        queue=written.get("queue", ""),
        when=read_condition(written["when"], topics),
        because=written["because"].strip(),
        advice=written["advice"].strip(),
        known_false_alarms=tuple(written["known_false_alarms"]),
        meets=_examples(file, written, "meets"),
        passes=_examples(file, written, "passes"),
        file=file.name,
        hours=written.get("hours"),
        approvals=tuple(written.get("approvals", ())),
        review_by=_day(written, "review_by"),
    )


def _day(written: Written, key: str) -> date | None:
    return date.fromisoformat(written[key]) if key in written else None


def read_condition(written: Written, topics: Topics = NO_TOPICS) -> Condition:
    head = next(key for key in _READERS if key in written)
    return _READERS[head](written, topics)


def _kinds(written: Written, topics: Topics) -> Condition:
    kinds = written["kind"]
    return conditions.KindFound(
        (kinds,) if isinstance(kinds, str) else tuple(kinds),
        written.get("signal"),
        float(written.get("at_least", conditions.KIND_AT_LEAST)),
        tuple(_detail(name, wanted) for name, wanted in written.get("where", {}).items()),
    )


def _detail(name: str, wanted: Any) -> conditions.DetailIs:
    if isinstance(wanted, Mapping):
        least, most = wanted.get("at_least"), wanted.get("at_most")
        return conditions.DetailIs(name, at_least=least, at_most=most)
    words = wanted if isinstance(wanted, list) else [wanted]
    # YAML reads `false` as no word; verdicts are words.
    said = (str(word).lower() if isinstance(word, bool) else str(word) for word in words)
    return conditions.DetailIs(name, tuple(said))


def _signal(written: Written, topics: Topics) -> Condition:
    at_least = written.get("at_least")
    return conditions.SignalFound(written["signal"], None if at_least is None else float(at_least))


def _terms(written: Written, topics: Topics) -> Condition:
    return wording.Terms(
        tuple(written["terms"]),
        near=tuple(written.get("near", ())),
        within_words=written.get("within_words", wording.WITHIN_WORDS),
        without=tuple(written.get("except", ())),
    )


def _during(written: Written, topics: Topics) -> Condition:
    period = written["during"]
    hours = [time.fromisoformat(hour) for hour in period.get("hours", "").split("-") if hour]
    return occasions.During(
        begins=_day(period, "from"),
        ends=_day(period, "until"),
        days=tuple(period.get("days", ())),
        hours=(hours[0], hours[1]) if hours else None,
        zone=period.get("zone", "UTC"),
    )


def _many(key: str) -> Callable[[Written, Topics], tuple[Condition, ...]]:
    return lambda written, topics: tuple(read_condition(part, topics) for part in written[key])


# `kind` stands before `signal`, which may go with it.
_READERS: dict[str, Callable[[Written, Topics], Condition]] = {
    "kind": _kinds,
    "signal": _signal,
    "all": lambda written, topics: conditions.AllOf(_many("all")(written, topics)),
    "any": lambda written, topics: conditions.AnyOf(_many("any")(written, topics)),
    "not": lambda written, topics: conditions.Not(read_condition(written["not"], topics)),
    "terms": _terms,
    "topic": lambda written, topics: wording.Topic(
        written["topic"], wording.Terms(topics[written["topic"]])
    ),
    "pattern": lambda written, _: wording.Pattern(written["pattern"]),
    "platform": lambda written, _: conditions.OnPlatform(tuple(written["platform"])),
    "capacity": lambda written, _: conditions.InCapacity(tuple(written["capacity"])),
    "during": _during,
    "team": lambda written, _: occasions.OfTeam(tuple(written["team"])),
    "office": lambda written, _: occasions.OfOffice(tuple(written["office"])),
    "media_without_alt": lambda written, _: conditions.MediaWithoutAlt(),
    "sources": lambda written, _: conditions.NoSources(),
}


def _examples(file: YamlFile, written: Written, which: str) -> tuple[Example, ...]:
    return tuple(
        Example(_post(example), file.line(("examples", which, number)), _occasion(example))
        for number, example in enumerate(written["examples"][which])
    )


def _occasion(example: str | Written) -> Occasion:
    if isinstance(example, str):
        return Occasion()
    at = datetime.fromisoformat(example["at"]) if "at" in example else None
    return Occasion(
        at=at if at is None or at.tzinfo else at.replace(tzinfo=UTC),
        team=example.get("team", ""),
        office=example.get("office", ""),
    )


def _post(example: str | Written) -> Post:
    if isinstance(example, str):
        return Post(example)
    return Post(
        text=example["text"],
        platforms=tuple(example.get("platforms", ())),
        capacity=example.get("capacity", "official"),
        links=tuple(example.get("links", ())),
        sources=tuple(example.get("sources", ())),
        media=tuple(Media(m["name"], m.get("alt", "")) for m in example.get("media", ())),
    )
