"""How well known claims are found, what they cost, and how often they are seen where none is.

    python -m bench.claims --data ../shared/data

One JSON object a line: mean average precision of the first five on the dev queries of CheckThat!,
and how many of these would be shown; over real posts, the share on which a claim of a large index
fires, with the classifier's word and without; and a look into that index beside one pass of the
classifier.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from models.claims.claim import Claim
from models.claims.detector import KnownClaims, asserted, is_match
from models.claims.feeds import read_feed
from models.claims.index import ClaimIndex, Found
from models.classifiers import Classifier
from models.findings import Post
from models.meaning import Meaning
from models.training.prepare import read_jsonl

QUERIES = ("checkthat2020-t2-en", "checkthat2022-t2a-en")
POSTS, TIMED = 1500, 200
SIGNAL = "misinformation.debunked"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    data = parser.parse_args().data
    meaning = Meaning.load()
    with tempfile.TemporaryDirectory() as scratch:
        for name in QUERIES:
            index = _index(Path(scratch) / f"{name}.sqlite", data / name / "claims.jsonl", meaning)
            _say(_retrieval(index, meaning, data / name), of=name, claims=len(index))
        path = data / "debunked-claims" / "claims.jsonl"
        index = _index(Path(scratch) / "large.sqlite", path, meaning)
        posts = [str(r["text"]) for r in read_jsonl(data / "official-posts" / "dev.jsonl")]
        some = posts[:: max(1, len(posts) // POSTS)]
        _say(_alarms(index, some), of="real posts", n=len(some), claims=len(index))
        _say(_cost(index, meaning, posts[:TIMED]), of="cost", n=TIMED, claims=len(index))


def _say(found: dict[str, float], **about: object) -> None:
    print(json.dumps(about | {k: round(v, 4) for k, v in found.items()}), flush=True)


def _index(path: Path, feed: Path, meaning: Meaning) -> ClaimIndex:
    index = ClaimIndex.made(path)
    index.update((c for c in read_feed(feed.read_bytes()) if isinstance(c, Claim)), meaning)
    return index


def _retrieval(index: ClaimIndex, meaning: Meaning, folder: Path) -> dict[str, float]:
    wanted: dict[str, set[str]] = {}
    for row in read_jsonl(folder / "dev.qrels.jsonl"):
        wanted.setdefault(str(row["query"]), set()).add(str(row["claim"]))
    precisions, shown = [], []
    for row in read_jsonl(folder / "dev.queries.jsonl"):
        right = wanted.get(str(row["id"]), set())
        if right:
            text = str(row["text"])
            found = index.near(text, meaning.passages(text), 5)
            precisions.append(_average_precision(found, right))
            shown.append(any(is_match(f) and f.claim.id in right for f in found[:3]))
    return {"MAP@5": statistics.mean(precisions), "shown": statistics.mean(shown)}


def _average_precision(found: Sequence[Found], right: set[str]) -> float:
    hits, total = 0, 0.0
    for place, one in enumerate(found, start=1):
        if one.claim.id in right:
            hits += 1
            total += hits / place
    return total / min(len(right), 5)


def _alarms(index: ClaimIndex, posts: Iterable[str]) -> dict[str, float]:
    detector, classifier = KnownClaims([index.path]), Classifier.load()
    near, fired = [], []
    for text in posts:
        findings = detector.find(Post(text))
        score = classifier.classify([text])[0].scores[SIGNAL] if findings else 0.0
        near.append(bool(findings))
        fired.append(bool(asserted(findings, score)))
    return {"near a claim": statistics.mean(near), "fires": statistics.mean(fired)}


def _cost(index: ClaimIndex, meaning: Meaning, posts: Sequence[str]) -> dict[str, float]:
    classifier = Classifier.load()
    ours: list[float] = []
    other: list[float] = []
    for text in posts:
        begun = time.perf_counter()
        index.near(text, meaning.passages(text), 3)
        between = time.perf_counter()
        classifier.classify([text])
        ours.append(between - begun)
        other.append(time.perf_counter() - between)
    looked, passed = statistics.mean(ours) * 1000, statistics.mean(other) * 1000
    return {"ms a look": looked, "ms a pass": passed, "ratio": looked / passed}


if __name__ == "__main__":
    main()
