"""One YAML file as plain values that know their lines.

Safe by narrowness: a small file, one document, no tags, anchors or aliases, no deep nesting, and
only the scalars of YAML 1.2 (so `no` and `2026-01-31` stay the words they are).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from policies.faults import Fault

LARGEST_BYTES = 64 * 1024
DEEPEST_NESTING = 16

# Where a value stands: ("examples", "meets", 0).
Where: TypeAlias = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """Knows only the scalars below."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), _first)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """`value` is None where `faults` say that the file cannot be read."""

    name: str
    value: object = None
    lines: dict[Where, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def line(self, where: Where) -> int:
        """The line of the value there, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def shown(path: Path) -> str:
    """The path as people at this terminal would write it."""
    here = Path.cwd()
    full = path.resolve()
    return (full.relative_to(here) if full.is_relative_to(here) else path).as_posix()


def read_yaml(path: Path) -> YamlFile:
    name = shown(path)
    refused = Refusal(name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return refused(
            1, f"The file cannot be read: {reason}.", "Check that it exists and is readable."
        )
    if len(raw) > LARGEST_BYTES:
        return refused(
            1,
            f"The file has {len(raw):,} bytes; at most {LARGEST_BYTES:,} are read.",
            "Split it: one rule a file, and only telling examples.",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return refused(line, "The file is not UTF-8 text.", "Save it as UTF-8.")
    return _parsed(text, refused)


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str

    def __call__(self, line: int, what: str, remedy: str) -> YamlFile:
        return YamlFile(self.name, faults=(Fault(self.name, line, what, remedy),))


def _parsed(text: str, refused: Refusal) -> YamlFile:
    try:
        banned = next(_banned(text), None)
        if banned is not None:
            return refused(*banned)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = f"This is not YAML: {error.problem or error.context}."
        return refused(line, what, "Check indentation, colons and quotes near this line.")
    except yaml.YAMLError as error:  # A character that YAML does not allow; it has no mark.
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        return refused(line, "There is a character that YAML does not allow.", "Remove it.")
    if root is None:
        return refused(1, "The file is empty.", "Write the rule or pack, or delete the file.")
    lines: dict[Where, int] = {}
    faults: list[Fault] = []
    value = _value(root, (), lines, faults, refused.name)
    return YamlFile(refused.name, None if faults else value, lines, tuple(faults))


def _banned(text: str) -> Iterator[tuple[int, str, str]]:
    """What is refused before anything is built of it, so that no file can swell in memory."""
    depth = 0
    for number, token in enumerate(yaml.scan(text, Loader=_Loader)):
        line = token.start_mark.line + 1
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            yield line, "Anchors (&) and aliases (*) are not allowed.", "Write it out, or quote it."
        if isinstance(token, yaml.TagToken):
            yield line, "Tags (!) are not allowed.", "Remove the tag, or quote the value."
        if isinstance(token, yaml.DocumentStartToken) and number > 1:
            yield line, "There is more than one document.", "Keep one rule or pack a file."
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST_NESTING:
            yield line, f"This nests deeper than {DEEPEST_NESTING} levels.", "Make it simpler."


_OPENING = (
    yaml.BlockMappingStartToken
    | yaml.BlockSequenceStartToken
    | yaml.FlowMappingStartToken
    | yaml.FlowSequenceStartToken
)
_CLOSING = yaml.BlockEndToken | yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken


def _value(
    node: yaml.Node, where: Where, lines: dict[Where, int], faults: list[Fault], name: str
) -> object:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, (*where, i), lines, faults, name) for i, part in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, object] = {}
        for key_node, part in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key, str):
                faults.append(Fault(name, line, "A key must be a word.", "Quote it, or name it."))
                continue
            if key in mapping:
                faults.append(Fault(name, line, f"`{key}` is written twice.", "Keep one of them."))
            lines[(*where, key)] = line
            mapping[key] = _value(part, (*where, key), lines, faults, name)
        return mapping
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    kind, written = node.tag.rsplit(":", 1)[-1], str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return written == "true"
    if kind == "int":
        return int(written) if len(written) < 20 else written
    return float(written) if kind == "float" else written
