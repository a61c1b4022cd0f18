"""How drafts are told from verified facts, and what that costs.

    python -m bench.facts [--data ../shared/data]

One JSON object a line: for drafts that state a fact, repeat an older form of it, contradict it, or
speak of something beside it, what is found, on the cases that were tuned on and those held out;
with `--data`, how many real posts meet one of these facts, and a look beside one pass of the
classifier with 5,000 facts listed.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bench.timing import beside
from models.classifiers import Classifier
from models.facts.detector import VerifiedFacts
from models.facts.fact import Fact
from models.facts.relation import amount
from models.facts.store import FactStore
from models.findings import Post
from models.meaning import Meaning
from models.training.prepare import read_jsonl

WRITTEN = Path(__file__).parent / "written"
ASKED = ("states", "repeats_older", "contradicts", "beside")
LISTED, TIMED = 5000, 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    data = parser.parse_args().data
    meaning = Meaning.load()
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("dev", "held"):
            cases = list(read_jsonl(WRITTEN / f"facts-{name}.jsonl"))
            path = Path(scratch) / f"{name}.sqlite"
            FactStore.made(path).put(_facts(cases), meaning)
            for found in _told(VerifiedFacts(path), cases):
                print(json.dumps({"of": name, **found}), flush=True)
        if data:
            posts = [str(r["text"]) for r in read_jsonl(data / "official-posts" / "dev.jsonl")]
            alarms = [len(VerifiedFacts(path).find(Post(text))) for text in posts[::3]]
            rate = round(sum(map(bool, alarms)) / len(alarms), 4)
            print(json.dumps({"of": "real posts", "n": len(alarms), "meets a fact": rate}))
            print(json.dumps(_cost(Path(scratch) / "many.sqlite", meaning, cases, posts[:TIMED])))


def _facts(cases: Sequence[dict[str, object]]) -> Iterator[Fact]:
    for case in cases:
        name = str(case["id"])
        for statement, since in (
            (case["older"], date(2020, 1, 1)),
            (case["fact"], date(2025, 1, 1)),
        ):
            yield Fact(f"{name}-{since}", name, str(statement), "Report", "Office", since)


def _told(
    detector: VerifiedFacts, cases: Sequence[dict[str, object]]
) -> Iterator[dict[str, object]]:
    for kind, has_figure in (("with a figure", True), ("in words alone", False)):
        some = [c for c in cases if (amount(str(c["fact"])) is not None) is has_figure]
        for asked in ASKED:
            found: Counter[str] = Counter()
            for case in some:
                kinds = [f.kind for f in detector.find(Post(str(case[asked])))]
                found[kinds[0] if kinds else "nothing"] += 1
            yield {"facts": kind, "drafts": asked, "n": len(some), **dict(found)}


def _cost(
    path: Path, meaning: Meaning, cases: Sequence[dict[str, object]], posts: Sequence[str]
) -> dict[str, object]:
    """With many facts, made by numbering those written, so that none is met by chance."""
    facts = list(_facts(cases))
    many = [
        Fact(
            f"{i}",
            f"{i}",
            f"District {i}: {facts[i % len(facts)].statement}",
            "R",
            "O",
            date(2025, 1, 1),
        )
        for i in range(LISTED)
    ]
    FactStore.made(path).put(many, meaning)
    detector, classifier = VerifiedFacts(path), Classifier.load()
    cost = beside(
        lambda text: detector.find(Post(text)), lambda text: classifier.classify([text]), posts
    )
    return {
        "of": "cost",
        "facts": LISTED,
        **{name: round(value, 2) for name, value in cost.items()},
    }


if __name__ == "__main__":
    main()
