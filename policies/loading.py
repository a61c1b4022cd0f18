"""Reads a pack's folder, strictly: the whole pack or a PackInvalid that lists every fault.

packs/NAME/ holds pack.yaml and one file per rule; file name == rule id, for good.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from policies.faults import Fault, PackInvalid
from policies.reading import (
    Topics,
    Written,
    condition_faults,
    read_rule,
    read_sources,
    source_faults,
)
from policies.rule import Pack, Rule
from policies.sources import PARTS, SourceRules
from policies.structure import structure_faults
from policies.yaml_lines import Where, YamlFile, read_yaml, shown

PACKS = Path(__file__).parent / "packs"
PACK_FILE = "pack.yaml"


def list_packs(folder: Path = PACKS) -> tuple[str, ...]:
    return tuple(sorted(file.parent.name for file in folder.glob(f"*/{PACK_FILE}")))


def load_pack(name_or_path: str | Path) -> Pack:
    """A shipped pack by name, or any pack by its folder. Raises PackInvalid with every fault."""
    return _load(_folder(name_or_path), ())


def _folder(name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, str) and name_or_path in list_packs():
        return PACKS / name_or_path
    folder = Path(name_or_path)
    if not (folder / PACK_FILE).is_file():
        known = ", ".join(list_packs())
        what = f"There is no pack here: no {PACK_FILE} was found."
        fault = Fault(shown(folder), 1, what, f"Name a folder that has one, or one of: {known}.")
        raise PackInvalid([fault])
    return folder


def _load(folder: Path, above: tuple[str, ...]) -> Pack:
    head = read_yaml(folder / PACK_FILE)
    faults = list(head.faults or structure_faults(head, "pack"))
    if faults:
        raise PackInvalid([*faults, *_rule_file_faults(folder)])
    written: Written = _mapping(head)
    faults += _head_faults(head, written, folder)
    included: list[Pack] = []
    for number, name in enumerate(written.get("includes", ())):
        line = head.line(("includes", number))
        try:
            included.append(_include(name, folder, (*above, folder.name), head.name, line))
        except PackInvalid as error:
            faults += error.faults
    queues = dict(written["queues"])  # their order is the pack's own: it decides who looks first
    for pack in included:
        queues |= {name: text for name, text in pack.queues.items() if name not in queues}
    topics = _topics(written, included)
    own, rule_faults = _rules(folder, queues, topics)
    rules, clashes = _merged(included, own, head)
    if faults := [*faults, *rule_faults, *clashes]:
        raise PackInvalid(faults)
    until = written.get("effective_until")
    return Pack(
        name=written["name"],
        version=written["version"],
        title=written["title"],
        owner=written["owner"],
        jurisdiction=written["jurisdiction"],
        effective_from=date.fromisoformat(written["effective_from"]),
        effective_until=date.fromisoformat(until) if until else None,
        review_by=date.fromisoformat(written["review_by"]),
        queues=queues,
        rules=rules,
        includes=tuple(pack.ref for pack in included),
        sources=_sources(written, included),
        topics=topics,
    )


def _sources(written: Written, included: list[Pack]) -> SourceRules:
    """The pack's own word on sources, part by part; else that of the first pack it includes."""
    said = included[0].sources if included else SourceRules()
    theirs = {name: getattr(said, name) for name in PARTS}
    return read_sources(theirs | written.get("sources", {}))


def _topics(written: Written, included: list[Pack]) -> Topics:
    """The pack's own topics over those of the packs it includes."""
    found: dict[str, tuple[str, ...]] = {}
    for pack in included:
        found |= pack.topics
    return found | {name: tuple(terms) for name, terms in written.get("topics", {}).items()}


def _include(name: str, folder: Path, above: tuple[str, ...], file: str, line: int) -> Pack:
    if name in above:
        circle = " -> ".join((*above[above.index(name) :], name))
        what = f"The packs include each other in a circle: {circle}."
        raise PackInvalid([Fault(file, line, what, "Remove one of these includes.")])
    for place in (folder.parent / name, PACKS / name):
        if (place / PACK_FILE).is_file():
            return _load(place, above)
    what = f"The included pack `{name}` was not found."
    remedy = f"Put it beside this pack, or include one of: {', '.join(list_packs())}."
    raise PackInvalid([Fault(file, line, what, remedy)])


def _head_faults(head: YamlFile, written: Written, folder: Path) -> Iterator[Fault]:
    if written["name"] != folder.resolve().name:
        what = f"The pack is named `{written['name']}`, its folder `{folder.resolve().name}`."
        yield Fault(head.name, head.line(("name",)), what, "Give both the same name.")
    # ISO dates compare as they are written.
    for later in ("effective_until", "review_by"):
        if later in written and written[later] <= written["effective_from"]:
            what = f"`{later}` is not after `effective_from`."
            yield Fault(head.name, head.line((later,)), what, "Correct one of the two dates.")
    yield from source_faults(head, written)


def _rule_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.yaml") if file.name != PACK_FILE)


def _rule_file_faults(folder: Path) -> Iterator[Fault]:
    for path in _rule_files(folder):
        file = read_yaml(path)
        yield from file.faults or structure_faults(file, "rule")


def _rules(folder: Path, queues: Written, topics: Topics) -> tuple[list[Rule], list[Fault]]:
    rules: list[Rule] = []
    faults: list[Fault] = []
    for stray in sorted(folder.iterdir()):
        if stray.suffix != ".yaml" and stray.name != "README.md":
            what = "This is neither a rule nor the pack's own file, so it would be passed over."
            faults.append(Fault(shown(stray), 1, what, "Name it ID.yaml, or move it away."))
    for path in _rule_files(folder):
        file = read_yaml(path)
        found = list(file.faults or structure_faults(file, "rule"))
        if not found:
            found = list(_meaning_faults(file, path, queues, topics))
        if not found:
            rules.append(read_rule(file, _mapping(file), topics))
        faults += found
    return rules, faults


def _meaning_faults(file: YamlFile, path: Path, queues: Written, topics: Topics) -> Iterator[Fault]:
    written = _mapping(file)
    if written["id"] != path.stem:
        what = f"The rule's id is `{written['id']}`, its file {path.name}."
        yield Fault(file.name, file.line(("id",)), what, "Give both the same name.")
    named: list[tuple[str, Where]] = [(written["queue"], ("queue",))] if "queue" in written else []
    named += [(q, ("approvals", n)) for n, q in enumerate(written.get("approvals", ()))]
    for queue, where in named:
        if queue not in queues:
            what = f"The pack has no queue `{queue}`."
            remedy = f"Use one of {', '.join(sorted(queues))}, or add it to {PACK_FILE}."
            yield Fault(file.name, file.line(where), what, remedy)
    yield from condition_faults(file, written["when"], ("when",), topics)


def _merged(
    included: list[Pack], own: list[Rule], head: YamlFile
) -> tuple[tuple[Rule, ...], list[Fault]]:
    """The pack's own rules override those it includes; two includes may not disagree."""
    mine = {rule.id: rule for rule in own}
    theirs: dict[str, Rule] = {}
    faults = []
    for rule in (rule for pack in included for rule in pack.rules):
        other = theirs.setdefault(rule.id, rule)
        if other.file != rule.file and rule.id not in mine:
            what = f"Two included packs have a rule `{rule.id}`."
            remedy = f"Write {rule.id}.yaml in this pack to settle it."
            faults.append(Fault(head.name, head.line(("includes",)), what, remedy))
    return tuple(rule for _, rule in sorted((theirs | mine).items())), faults


def _mapping(file: YamlFile) -> dict[str, Any]:
    """What the schema has found to be a mapping."""
    assert isinstance(file.value, dict)  # noqa: S101
    return file.value
