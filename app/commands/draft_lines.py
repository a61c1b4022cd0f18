"""One line of `flask screen`'s input: a draft, or why the line cannot be read as one."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, NoReturn

from models.findings import Citation, Media, Post
from policies.weighing import placed

longest_line_bytes = 8 * 1024 * 1024
CAPACITIES = ("official", "personal", "mixed")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it was read; without content where it is longer than a line may be."""

    number: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class DraftLine:
    number: int
    id: Any
    post: Post
    rest: dict[str, Any] = field(default_factory=dict)  # keys that mean nothing here


@dataclass(frozen=True, slots=True)
class LineRefused:
    number: int
    id: Any
    why: str  # what is wrong and what to do


class _Refused(Exception):
    """Why a line cannot be read; caught in this file."""


def raw_lines(stream: IO[bytes]) -> Iterator[RawLine]:
    """Every line but the blank ones. Holds one line in memory at a time."""
    for number, line in enumerate(_bounded(stream), start=1):
        if line is None or line.strip():
            bare = line.removeprefix(b"\xef\xbb\xbf") if line and number == 1 else line
            yield RawLine(number, bare)


def read_line(line: RawLine) -> DraftLine | LineRefused:
    """The draft in a line, or why there is none."""
    if line.content is None:
        why = f"it is longer than {longest_line_bytes:,} bytes. Split the file by drafts."
        return LineRefused(line.number, None, why)
    return _read(line.number, line.content)


def _bounded(stream: IO[bytes]) -> Iterator[bytes | None]:
    while line := stream.readline(longest_line_bytes):
        if line.endswith(b"\n") or len(line) < longest_line_bytes:
            yield line
            continue
        while rest := stream.readline(longest_line_bytes):
            if rest.endswith(b"\n"):
                break
        yield None


def _read(number: int, line: bytes) -> DraftLine | LineRefused:
    given: Any = None
    try:
        given = _parsed(line)
        post = _post(given)
    except _Refused as refused:
        return LineRefused(
            number, given.get("id") if isinstance(given, dict) else None, str(refused)
        )
    known = {"id", "text", *_FIELDS}
    return DraftLine(
        number, given.get("id"), post, {key: given[key] for key in given if key not in known}
    )


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _Refused(
            f"it is not UTF-8 (byte {error.start + 1}). Save the file as UTF-8."
        ) from None
    except json.JSONDecodeError as error:
        raise _Refused(
            f"it is not JSON ({error.msg}, column {error.colno}). Mend the line."
        ) from None
    except (ValueError, RecursionError):
        raise _Refused(
            "it holds a number or a nesting that cannot be read. Mend the line."
        ) from None


def _no_number(name: str) -> NoReturn:
    raise _Refused(f"{name} is not JSON. Write a number or null.")


def _post(given: Any) -> Post:
    if not isinstance(given, dict):
        raise _Refused('it is not a JSON object. Write one object a line, such as {"text": "…"}.')
    if not isinstance(given.get("text"), str):
        raise _Refused('it has no "text" that is a string. Put the words of the draft there.')
    parsed = {
        name: parse(given[key])
        for key, (name, parse) in _FIELDS.items()
        if given.get(key) is not None
    }
    cited = [one for one in parsed.get("sources", ()) if not isinstance(one, str)]
    parsed["sources"] = tuple(one for one in parsed.get("sources", ()) if isinstance(one, str))
    return Post(text=given["text"], citations=_citations(given["text"], cited), **parsed)


def _citations(text: str, given: Sequence[tuple[str, str]]) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for claim, source in given:
        span = placed(text, claim, tuple(found))
        if span is None:
            raise _Refused(
                '"sources" has a "claim" that is no sentence of "text". Copy it as it stands there.'
            )
        found.append(Citation(span, source))
    return tuple(found)


def _capacity(value: Any) -> str:
    if value not in CAPACITIES:
        raise _Refused(f'"capacity" must be one of {", ".join(CAPACITIES)}.')
    return str(value)


def _strings(key: str) -> Callable[[Any], tuple[str, ...]]:
    def parse(value: Any) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise _Refused(f'"{key}" must be a string or a list of strings.')
        return tuple(values)

    return parse


def _sources(value: Any) -> tuple[str | tuple[str, str], ...]:
    """Of the whole post as strings; of one sentence as what it says and what it rests on."""
    values = [value] if isinstance(value, str | dict) else value
    if not isinstance(values, list):
        values = [None]
    return tuple(map(_source, values))


def _source(value: Any) -> str | tuple[str, str]:
    if isinstance(value, str):
        return value
    given = value if isinstance(value, dict) else {}
    claim, source = given.get("claim"), given.get("source")
    if isinstance(claim, str) and isinstance(source, str) and source.strip():
        return claim, source
    raise _Refused('"sources" must be a list of strings, or of objects with "claim" and "source".')


def _media(value: Any) -> tuple[Media, ...]:
    if not isinstance(value, list):
        raise _Refused('"media" must be a list of objects with "name" and "alt".')
    return tuple(_medium(one) for one in value)


def _medium(value: Any) -> Media:
    if isinstance(value, str):
        return Media(name=value)
    names = value if isinstance(value, dict) else {"name": None}
    name, alt = names.get("name") or "", names.get("alt") or ""
    if not isinstance(value, dict) or not isinstance(name, str) or not isinstance(alt, str):
        raise _Refused('"media" must be a list of objects with "name" and "alt", both strings.')
    return Media(name, alt)


# Key of the line -> field of the post, and how to read it.
_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "platform": ("platforms", _strings("platform")),
    "capacity": ("capacity", _capacity),
    "media": ("media", _media),
    "links": ("links", _strings("links")),
    "sources": ("sources", _sources),
}
