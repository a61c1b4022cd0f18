"""Reads the drafts of `models/corpus/` and parts them into train and dev, the same way each time.

Twins on one topic stand at neighbouring ids, so whole blocks of neighbours go to one side, and a
minimal pair is never parted. Some files, each by an author of its own, are all dev: `train-school`,
and whatever is named `dev-*`. How well the weights do on these says most about authors nobody here
has read.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.findings import SIGNALS, Span
from models.training.examples import NO, YES, Example

SEED = 13  # of everything that training and measuring draw by chance
CORPUS = Path(__file__).parents[1] / "corpus"
KEPT_OUT = "train-school"  # whole, from when all files were named so
BLOCK_DRAFTS = 20
DEV_SHARE = 0.08  # of the blocks; the whole files come on top


def read_jsonl(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def drafts(folder: Path = CORPUS) -> list[Example]:
    """Every draft, file by file in the order it stands there."""
    return [
        _example(record, path.stem)
        for path in sorted(folder.glob("*.jsonl"))
        for record in read_jsonl(path)
    ]


def is_unseen(example: Example) -> bool:
    """True where training reads nothing by the draft's author."""
    return example.source == KEPT_OUT or example.source.startswith("dev-")


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """(train, dev)."""
    train: list[Example] = []
    dev: list[Example] = []
    homes: dict[str, str] = {}  # pair -> the block of its first half
    counts: Counter[str] = Counter()  # within its file, so that a new file moves no other's blocks
    for example in examples:
        block = f"{example.source}/{counts[example.source] // BLOCK_DRAFTS}"
        counts[example.source] += 1
        if example.pair:
            block = homes.setdefault(f"{example.source}/{example.pair}", block)
        chosen = is_unseen(example) or fraction(block) < DEV_SHARE
        (dev if chosen else train).append(example)
    return train, dev


def fraction(key: str) -> float:
    """A number in [0, 1) that depends on the key alone, not on order or platform."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6]) / 2**48


def _example(record: dict[str, object], source: str) -> Example:
    text, labels, spans = record["text"], record["labels"], record["spans"]
    assert isinstance(text, str) and isinstance(labels, list) and isinstance(spans, dict)  # noqa: S101  # check.py holds the corpus to this
    return Example(
        id=str(record["id"]),
        text=text,
        labels={signal: YES if signal in labels else NO for signal in SIGNALS},
        spans={s: tuple(_places(text, pieces)) for s, pieces in spans.items()},
        pair=str(record.get("pair") or ""),
        source=source,
    )


def _places(text: str, pieces: Sequence[str]) -> Iterator[Span]:
    for piece in pieces:
        start = text.index(piece)
        yield Span(start, start + len(piece))
