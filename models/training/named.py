"""Public sets in which people, places and addresses are marked, for the name head.

wnut17 and the Broad Twitter Corpus (CC BY 4.0), Tweebank-NER (Apache-2.0) and Presidio's synthetic
set (MIT) are noisy text and form-filled text; each knows some of our kinds, and its silence about
the others is not a negative.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from models.findings import Span
from models.names import ADDRESS, PERSON, PLACE
from models.training.examples import Example
from models.training.prepare import read_jsonl

# set -> what its types mean to us; a kind that no type stands for is unknown there.
SETS: Mapping[str, Mapping[str, str]] = {
    "wnut17": {"person": PERSON, "location": PLACE},
    "btc": {"PER": PERSON, "LOC": PLACE},
    "tweebank-ner": {"PER": PERSON, "LOC": PLACE},
    "presidio-synth": {"PERSON": PERSON, "GPE": PLACE, "STREET_ADDRESS": ADDRESS},
}
_NO_BLANK_BEFORE = frozenset(".,!?:;)]}%\u2026'\u2019")
_NO_BLANK_AFTER = frozenset("@#([{$\u2018\u201c")


def named_examples(folder: Path, split: str = "train", *, only: str = "") -> list[Example]:
    """Every text of the sets, or of one, with its names and with no word on any signal."""
    chosen = [only] if only else SETS
    return [e for name in chosen for e in _read(folder / name / f"{split}.jsonl", name)]


def _read(path: Path, name: str) -> Iterator[Example]:
    kinds = SETS[name]
    for number, row in enumerate(read_jsonl(path)):
        text, marked = _spans(row) if "spans" in row else _tagged(row)
        names: dict[str, list[Span]] = {kind: [] for kind in kinds.values()}
        for kind, span in marked:
            if kind in kinds:
                names[kinds[kind]].append(span)
        known = {kind: tuple(spans) for kind, spans in names.items()}
        yield Example(f"{name}-{number}", text, {}, source=name, names=known)


def _spans(row: Mapping[str, Any]) -> tuple[str, list[tuple[str, Span]]]:
    return row["text"], [(s["type"], Span(s["start"], s["end"])) for s in row["spans"]]


def _tagged(row: Mapping[str, Any]) -> tuple[str, list[tuple[str, Span]]]:
    """Words and BIO tags become a text as people write it, and spans in it."""
    text = ""
    marked: list[tuple[str, Span]] = []
    for word, tag in zip(row["tokens"], row["tags"], strict=True):
        if text and word[:1] not in _NO_BLANK_BEFORE and text[-1] not in _NO_BLANK_AFTER:
            text += " "
        begin, kind = tag[:1], tag[2:]
        # A handle is somebody's address on the platform and not a name in the text.
        if kind and not text.endswith("@") and not word.startswith("@"):
            if begin == "I" and marked and marked[-1][0] == kind:
                marked[-1] = (kind, Span(marked[-1][1].start, len(text) + len(word)))
            else:
                marked.append((kind, Span(len(text), len(text) + len(word))))
        text += word
    return text, marked
