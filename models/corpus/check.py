"""Checks the corpus before anyone trains on it: `python -m models.corpus.check`.

Prints one line for each fault, as `file:line: what is wrong`, and exits with 1 if there is any.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from models.findings import SIGNALS

CORPUS = Path(__file__).parent
PLATFORMS = frozenset(
    {"x", "facebook", "linkedin", "instagram", "threads"}
    | {"bluesky", "mastodon", "nextdoor", "youtube"}
)
KEYS = {
    "id": str,
    "text": str,
    "platform": str,
    "office": str,
    "labels": list,
    "spans": dict,
    "near": str | None,
}
OPTIONAL = {"pair": str | None}


def main() -> None:
    found = list(faults(CORPUS))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.stdout.write(f"{len(found)} faults in {CORPUS.name}/\n")
    sys.exit(1 if found else 0)


def faults(folder: Path) -> Iterator[str]:
    """Every fault of every file of drafts in `folder`."""
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        yield f"{folder}: no drafts at all"
    for path in paths:
        halves: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
        for number, line in enumerate(_lines(path), start=1):
            place = f"{path.name}:{number}"
            record = _record(line)
            wrong = ["not a JSON object"] if record is None else list(_shape(record))
            if record is not None and not wrong:
                wrong = list(_content(record))
                wrong += _repeated("id", record["id"], place, ids)
                wrong += _repeated("text", " ".join(record["text"].split()), place, texts)
                if record.get("pair"):
                    halves[record["pair"]].append((place, record))
            yield from (f"{place}: {fault}" for fault in wrong)
        for pair in halves.values():
            yield from _pair(pair)


def _lines(path: Path) -> list[str]:
    # Not splitlines(): a draft may hold characters that it takes for line ends.
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _record(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _shape(record: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in KEYS.items():
        if key not in record:
            yield f"lacks {key!r}"
        elif not isinstance(record[key], kind):
            yield f"{key!r} is of the wrong type"
    for key in record.keys() - KEYS.keys():
        if key not in OPTIONAL:
            yield f"has the unknown key {key!r}"
        elif not isinstance(record[key], OPTIONAL[key]):
            yield f"{key!r} is of the wrong type"


def _content(record: Mapping[str, Any]) -> Iterator[str]:
    text, labels, spans = record["text"], record["labels"], record["spans"]
    if not text.strip():
        yield "the text is blank"
    if record["platform"] not in PLATFORMS:
        yield f"unknown platform {record['platform']!r}"
    yield from (f"unknown label {label!r}" for label in labels if label not in SIGNALS)
    if len(set(labels)) != len(labels):
        yield "a label stands twice"
    if set(spans) != set(labels):
        yield "labels and spans name different signals"
    for signal, pieces in spans.items():
        if not isinstance(pieces, list) or not pieces:
            yield f"no evidence for {signal}"
        elif not all(isinstance(p, str) and p.strip() and p in text for p in pieces):
            yield f"evidence for {signal} is not a piece of the text"
    near = record["near"]
    if near is not None and near not in SIGNALS:
        yield f"near names the unknown signal {near!r}"
    if near in labels:
        yield f"near names {near}, which fires"


def _repeated(key: str, value: str, place: str, seen: dict[str, str]) -> list[str]:
    first = seen.setdefault(value, place)
    return [] if first == place else [f"the {key} stands at {first} too"]


def _pair(halves: list[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    place, first = halves[0]
    if len(halves) != 2:
        yield f"{place}: the pair {first['pair']} has {len(halves)} halves"
    elif set(first["labels"]) == set(halves[1][1]["labels"]):
        yield f"{place}: both halves of the pair {first['pair']} bear the same labels"


if __name__ == "__main__":
    main()
