"""A pack as a set of files that stand alone: what an agency edits, and what is loaded of it.

The rules of included packs are taken in, so that a new release of them changes no agency's policy
behind its back.
"""

import io
import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import current_app
from ruamel.yaml import YAML

from app.content import canonical_json, sha256_of
from policies.loading import PACK_FILE, PACKS
from policies.pack import Pack, load_pack
from policies.sources import PARTS

Files = Mapping[str, str]


def standing_alone(pack: Pack, folder: Path) -> dict[str, str]:
    """The files of the pack in this folder, with those of the packs it includes."""
    files = {Path(rule.file).name: _text(_found(rule.file)) for rule in pack.rules}
    head = _yaml().load(_text(folder / PACK_FILE))
    head.pop("includes", None)
    head["queues"] = dict(pack.queues)
    if pack.topics:
        head["topics"] = {name: list(terms) for name, terms in pack.topics.items()}
    head["sources"] = {name: list(getattr(pack.sources, name)) for name in PARTS}
    return {PACK_FILE: _written(head), **files}


def with_number(files: Files, number: int) -> dict[str, str]:
    """The files with the version's own number in the head."""
    head = _yaml().load(files[PACK_FILE])
    head["version"] = number
    return {**files, PACK_FILE: _written(head)}


def hash_of(files: Files) -> str:
    return sha256_of(canonical_json(dict(files)))


def loaded(name: str, files: Files) -> Pack:
    """The pack in these files. Raises PackInvalid with every fault."""
    return _loaded(current_app.instance_path, name, canonical_json(dict(files)))


def folder_of(name: str) -> Path:
    """Of a shipped pack by its name, or of any by its path."""
    return PACKS / name if (PACKS / name / PACK_FILE).is_file() else Path(name)


@lru_cache(maxsize=32)
def _loaded(instance: str, name: str, written: str) -> Pack:
    """Loaded as any pack is, from a folder that lives no longer than that."""
    files: dict[str, str] = json.loads(written)
    scratch = Path(mkdtemp(prefix="pack-", dir=instance))
    try:
        folder = scratch / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8", errors="surrogatepass")
        return load_pack(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def changed_text(text: str, changes: Mapping[str, Any]) -> str:
    """YAML with some of its keys changed; order, comments and all other keys stay.

    A value of None takes the key out. Raises ruamel's YAMLError where the text is no mapping.
    """
    written = _yaml().load(text)
    for key, value in changes.items():
        if value is None:
            written.pop(key, None)
        else:
            written[key] = value
    return _written(written)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _written(value: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(value, stream)
    return stream.getvalue()


def _found(file: str) -> Path:
    """Rules name their file as people at the terminal would: from where they stand."""
    return Path(file) if Path(file).is_absolute() else Path.cwd() / file


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
