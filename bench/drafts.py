"""The drafts that are timed: an even pick from the project's own corpus."""

import json
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "models" / "corpus"


def all_texts() -> list[str]:
    lines = [
        line
        for file in sorted(CORPUS.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    return [str(json.loads(line)["text"]) for line in lines]


def pick(count: int) -> list[str]:
    texts = all_texts()
    return texts[:: len(texts) // count][:count]
