"""From the plain values of a well-formed file to the values of `rule.py` and `conditions.py`.

The structure has been held against the schema before; what a schema cannot say is checked here.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from models.findings import Media, Post
from policies import conditions, wording
from policies.evidence import Condition
from policies.faults import Fault
from policies.outcome import Outcome
from policies.patterns import pattern_fault
from policies.rule import Example, Rule, Source, Status
from policies.sources import KINDS as SOURCE_KINDS
from policies.sources import SourceRules
from policies.yaml_lines import Where, YamlFile

# What the schema has already vouched for.
Written: TypeAlias = Mapping[str, Any]


def pattern_faults(file: YamlFile, condition: Written, where: Where) -> Iterator[Fault]:
    """Patterns that cannot run, anywhere in a condition, each with its own line."""
    for key, part in condition.items():
        inner = (*where, key)
        if key == "pattern" and (fault := pattern_fault(part)):
            yield Fault(file.name, file.line(inner), *fault)
        elif key in ("all", "any"):
            for number, each in enumerate(part):
                yield from pattern_faults(file, each, (*inner, number))
        elif key == "not":
            yield from pattern_faults(file, part, inner)


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


def read_rule(file: YamlFile, written: Written) -> Rule:
    source = written["source"]
    return Rule(
        id=written["id"],
        status=Status(written["status"]),
        source=Source(
            cite=source["cite"],
            url=source["url"],
            dated=date.fromisoformat(source["date"]) if "date" in source else None,
            jurisdiction=source.get("jurisdiction", ""),
            note=source.get("note", ""),
        ),
        outcome=Outcome(written["outcome"]),
        queue=written.get("queue", ""),
        when=read_condition(written["when"]),
        because=written["because"].strip(),
        advice=written["advice"].strip(),
        known_false_alarms=tuple(written["known_false_alarms"]),
        meets=_examples(file, written, "meets"),
        passes=_examples(file, written, "passes"),
        file=file.name,
    )


def read_condition(written: Written) -> Condition:
    head = next(key for key in _READERS if key in written)
    return _READERS[head](written)


def _kinds(written: Written) -> Condition:
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


def _signal(written: Written) -> Condition:
    at_least = written.get("at_least")
    return conditions.SignalFound(written["signal"], None if at_least is None else float(at_least))


def _terms(written: Written) -> Condition:
    return wording.Terms(
        tuple(written["terms"]),
        near=tuple(written.get("near", ())),
        within_words=written.get("within_words", wording.WITHIN_WORDS),
        without=tuple(written.get("except", ())),
    )


# `kind` stands before `signal`, which may go with it.
_READERS: dict[str, Callable[[Written], Condition]] = {
    "kind": _kinds,
    "signal": _signal,
    "all": lambda written: conditions.AllOf(tuple(map(read_condition, written["all"]))),
    "any": lambda written: conditions.AnyOf(tuple(map(read_condition, written["any"]))),
    "not": lambda written: conditions.Not(read_condition(written["not"])),
    "terms": _terms,
    "pattern": lambda written: wording.Pattern(written["pattern"]),
    "platform": lambda written: conditions.OnPlatform(tuple(written["platform"])),
    "capacity": lambda written: conditions.InCapacity(tuple(written["capacity"])),
    "media_without_alt": lambda written: conditions.MediaWithoutAlt(),
    "sources": lambda written: conditions.NoSources(),
}


def _examples(file: YamlFile, written: Written, which: str) -> tuple[Example, ...]:
    return tuple(
        Example(_post(example), file.line(("examples", which, number)))
        for number, example in enumerate(written["examples"][which])
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
