"""How well known claims are found, what they cost, and how often they are seen where none is.

    python -m bench.claims --data ../shared/data [--pairs FILE] [--kept FOLDER]

One JSON object a line: mean average precision of the first five on the dev queries of CheckThat!,
and how many of these would be asked about; over real posts, the share on which a claim of a large
index fires, and one of the starter list; a look among 13,193 and among 200,000 claims beside one
pass of the classifier, and what the graph finds of what comparing all finds; and of pairs of drafts
that assert and that correct a claim of the starter list, how many get both right.

Reading 200,000 claims takes minutes; `--kept` keeps the indexes for the next time.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from models.claims.claim import Claim
from models.claims.detector import NAME, STARTER, KnownClaims, asserted, is_match
from models.claims.feeds import read_feed
from models.claims.index import ClaimIndex, Found
from models.classifiers import Classifier
from models.findings import Post
from models.meaning import Meaning
from models.screener import Screener
from models.training.export_meaning import STARTER_CLAIMS
from models.training.prepare import read_jsonl

QUERIES = ("checkthat2020-t2-en", "checkthat2022-t2a-en")
POSTS, TIMED, LARGE = 1500, 200, 200_000
SIGNAL = "misinformation.debunked"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--pairs", type=Path, help="drafts that assert and that correct a claim")
    parser.add_argument("--kept", type=Path, help="folder for the indexes, to use them again")
    given = parser.parse_args()
    meaning = Meaning.load()
    if given.pairs:
        _say(_pairs(given.pairs), of="pairs", n=len(list(read_jsonl(given.pairs))))
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.kept or Path(scratch)
        for name in QUERIES:
            claims = _claims(given.data / name)
            index = _index(folder / f"{name}.sqlite", claims, meaning)
            _say(_retrieval(index, meaning, given.data / name), of=name, claims=len(index))
        real = _claims(given.data / "debunked-claims")
        index = _index(folder / "real.sqlite", real, meaning)
        rows = read_jsonl(given.data / "official-posts" / "dev.jsonl")
        posts = [str(row["text"]) for row in rows]
        some = posts[:: max(1, len(posts) // POSTS)]
        for path in (index.path, STARTER):
            held = len(ClaimIndex(path))
            _say(_alarms(path, some), of="real posts", n=len(some), claims=held)
        large = _index(folder / "large.sqlite", recombined(real, LARGE), meaning)
        _say(_costs(index, large, meaning, posts[:TIMED]), of="cost", n=TIMED)
        tweets = [str(row["text"]) for n in QUERIES for row in _queries(given.data / n)]
        _say(_recall(large, meaning, posts[:TIMED] + tweets), of="graph", claims=len(large))


def recombined(claims: Sequence[Claim], count: int) -> list[Claim]:
    """The claims, and new ones that join the first half of one with the second of another."""
    halves = [(words[: len(words) // 2], words[len(words) // 2 :]) for words in map(_words, claims)]
    draw = random.Random(count)  # noqa: S311 - a repeatable draw, no secret
    made: dict[str, Claim] = {}
    while len(claims) + len(made) < count:
        text = " ".join([*draw.choice(halves)[0], *draw.choice(halves)[1]])
        made.setdefault(text, Claim(f"made-{len(made)}", text, "false"))
    return [*claims, *made.values()]


def _words(claim: Claim) -> list[str]:
    return claim.claim.split()


def _say(found: dict[str, float], **about: object) -> None:
    print(json.dumps(about | {k: round(v, 4) for k, v in found.items()}), flush=True)


def _claims(folder: Path) -> list[Claim]:
    feed = (folder / "claims.jsonl").read_bytes()
    return [entry for entry in read_feed(feed) if isinstance(entry, Claim)]


def _index(path: Path, claims: Sequence[Claim], meaning: Meaning) -> ClaimIndex:
    index, begun = ClaimIndex.made(path), time.perf_counter()
    report = index.update(claims, meaning)
    if report.added:
        _say({"seconds": time.perf_counter() - begun}, of="import", claims=report.added)
    return index


def _queries(folder: Path) -> Iterable[dict[str, object]]:
    return read_jsonl(folder / "dev.queries.jsonl")


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


def _alarms(path: Path, posts: Iterable[str]) -> dict[str, float]:
    """Of the whole way: looked up where the classifier or the words say so, then weighed."""
    detector, classifier = KnownClaims([path]), Classifier.load()
    looked, near, fired = [], [], []
    for text in posts:
        score = classifier.classify([text])[0].scores[SIGNAL]
        asked = score >= detector.asks[1] or detector.wants(Post(text))
        findings = detector.find(Post(text)) if asked else []
        looked.append(asked)
        near.append(bool(findings))
        fired.append(bool(asserted(findings, score)))
    shares = (statistics.mean(found) for found in (looked, near, fired))
    return dict(zip(("looked up", "near a claim", "fires"), shares, strict=True))


def _costs(
    real: ClaimIndex, large: ClaimIndex, meaning: Meaning, posts: Sequence[str]
) -> dict[str, float]:
    """Medians, each post by the classifier, then by each index, in turns."""
    classifier = Classifier.load()
    taken: list[list[float]] = [[], [], [], []]
    for text in posts:
        steps = (
            lambda text=text: classifier.classify([text]),
            lambda text=text: meaning.passages(text),
            lambda text=text: real.near(text, meaning.passages(text), 3),
            lambda text=text: large.near(text, meaning.passages(text), 3),
        )
        for step, times in zip(steps, taken, strict=True):
            begun = time.perf_counter()
            step()
            times.append(time.perf_counter() - begun)
    # The first post reads the files; passages are kept, so that each look is timed without them.
    a_pass, meant, few, many = (statistics.median(times[1:]) * 1000 for times in taken)
    return {
        "ms a pass": a_pass,
        "ms to read the meaning": meant,
        f"ms a look among {len(real):,}": few,
        f"ms a look among {len(large):,}": many,
        f"passes for {len(real):,}": (meant + few) / a_pass,
        f"passes for {len(large):,}": (meant + many) / a_pass,
        "growth": (meant + many) / (meant + few),
        "growth of the look alone": many / few,
    }


def _recall(large: ClaimIndex, meaning: Meaning, texts: Sequence[str]) -> dict[str, float]:
    """How much of what comparing all shows first the graph shows too."""
    exact = ClaimIndex(large.path, exact=True)
    firsts, fives = [], []
    for text in texts:
        passages = meaning.passages(text)
        if not passages:
            continue
        ours, all_of_them = (
            [found.claim.id for found in index.near(text, passages, 5)] for index in (large, exact)
        )
        firsts.append(all_of_them[0] in ours)
        fives.append(len(set(ours) & set(all_of_them)) / len(all_of_them))
    return {"first of exact": statistics.mean(firsts), "five of exact": statistics.mean(fives)}


def _pairs(path: Path) -> dict[str, float]:
    """Through the whole product, with the starter list. A pair is right where the draft that
    asserts has a finding of a known claim and the one that corrects has none."""
    screener = Screener.load()
    texts = {str(row["id"]): str(row["claim"]) for row in read_jsonl(STARTER_CLAIMS)}
    asserts, named, corrects, any_signal = [], [], [], []
    for row in read_jsonl(path):
        first, second = (screener.screen(Post(str(row[k]))) for k in ("asserts", "corrects"))
        known = [f for f in first.findings if f.detector == NAME]
        asserts.append(bool(known))
        named.append(any(texts[str(row["claim"])] in f.explanation for f in known))
        corrects.append(not any(f.detector == NAME for f in second.findings))
        any_signal.append(not any(f.signal == SIGNAL for f in second.findings))
    both = [a and c for a, c in zip(asserts, corrects, strict=True)]
    names = ("both right", "asserts fires", "names the claim", "corrects clear of claims")
    found = (both, asserts, named, corrects, any_signal)
    means = [statistics.mean(one) for one in found]
    return dict(zip((*names, "corrects clear of the signal"), means, strict=True))


if __name__ == "__main__":
    main()
