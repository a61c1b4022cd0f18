"""Holds a file against its published JSON Schema and says each difference in plain words.

The schemas are the one place where the form of a rule is written down; the `description` of each
part doubles as the remedy shown to whoever got it wrong.
"""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from policies.faults import Fault
from policies.yaml_lines import YamlFile

FOLDER = Path(__file__).parent


@cache
def _validator(schema: str) -> Draft202012Validator:
    published = json.loads((FOLDER / f"{schema}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(published, format_checker=FormatChecker(("date",)))


def structure_faults(file: YamlFile, schema: str) -> Iterator[Fault]:
    """`schema` is "rule" or "pack"."""
    for error in _validator(schema).iter_errors(file.value):
        yield from _faults(error, file)


def _faults(error: ValidationError, file: YamlFile) -> Iterator[Fault]:
    where = tuple(error.absolute_path)
    name = f"`{_spelled(where)}`" if where else "The file"
    form: dict[str, Any] = dict(error.schema) if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    wanted: Any = error.validator_value
    named = "propertyNames" in error.absolute_schema_path  # then the instance is the key itself
    line = file.line((*where, str(error.instance)) if named else where)
    if error.validator == "required":
        for key in wanted:
            if key not in instance:
                remedy = f"Add `{key}`: {_described(form, key)}"
                yield Fault(file.name, line, f"{name} has no `{key}`.", remedy)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(error, form, file, name)
    else:
        what = _what(error, name)
        remedy = f"Write {form.get('description', 'it as the schema says.')}"
        yield Fault(file.name, line, what, remedy)


def _unknown_keys(
    error: ValidationError, form: dict[str, Any], file: YamlFile, name: str
) -> Iterator[Fault]:
    known = list(form.get("properties", ()))
    written: Any = error.instance
    for key in written:
        if key not in known:
            meant = get_close_matches(key, known, n=1)
            remedy = f"Did you mean `{meant[0]}`?" if meant else f"Known here: {', '.join(known)}."
            line = file.line((*error.absolute_path, key))
            yield Fault(file.name, line, f"{name} cannot have `{key}` here.", remedy)


def _what(error: ValidationError, name: str) -> str:
    kinds = {
        "object": "a mapping",
        "array": "a list",
        "string": "text",
        "integer": "a whole number",
    }
    wanted = error.validator_value
    match error.validator:
        case "type":
            return f"{name} must be {kinds.get(str(wanted), str(wanted))}."
        case "enum" | "const":
            return f"{name} cannot be {_short(error.instance)}."
        case "minItems" | "minLength" | "minProperties":
            return f"{name} is too short or empty."
        case "maxItems" | "maxLength":
            return f"{name} is too long."
        case "minimum" | "maximum" | "exclusiveMinimum":
            return f"{name} is out of range: {_short(error.instance)}."
        case "uniqueItems":
            return f"{name} says the same thing twice."
        case "anyOf":
            return f"{name} has no known form."
        case _:
            return f"{name} is not well formed: {_short(error.instance)}."


def _short(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 60 else written[:57] + "…"


def _spelled(where: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in where)


def _described(form: dict[str, Any], key: str) -> str:
    return str(form.get("properties", {}).get(key, {}).get("description", "see the schema."))
