"""How well copies of protected documents are found, how often by mistake, and what a look costs.

    python -m bench.documents --data ../shared/data [--memos FOLDER] [--part held] [--pages 10000]

FOLDER holds `memos-dev.jsonl` and `memos-held.jsonl`: memos, each with sentences that a post says
word for word, edited and in other words. One JSON object a line: the share of each that is found,
with the memos of both parts protected; the share of real posts on which anything is; bytes for a
thousand pages; and, with so many pages protected, a look beside one pass of the classifier.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.timing import beside
from models.classifiers import Classifier
from models.documents.detector import ProtectedDocuments
from models.documents.document import About, Document
from models.documents.held import Held, Registered
from models.documents.layout import running_text
from models.documents.sentence_index import Sentences
from models.documents.store import DocumentStore
from models.findings import Post
from models.meaning import shared_meaning
from models.training.prepare import read_jsonl

MEMOS = Path(__file__).parent / "written"
WORDS_OF_A_PAGE, TIMED = 500, 150
NOW = datetime.now(UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--memos", type=Path, default=MEMOS, help="folder of the memos")
    parser.add_argument("--part", choices=["dev", "held"], default="dev", help="what is measured")
    parser.add_argument("--pages", type=int, default=10_000, help="protected in a timed look")
    given = parser.parse_args()
    posts = [str(r["text"]) for r in read_jsonl(given.data / "official-posts" / "dev.jsonl")]
    memos = {
        part: list(read_jsonl(given.memos / f"memos-{part}.jsonl")) for part in ("dev", "held")
    }
    with tempfile.TemporaryDirectory() as scratch:
        store = DocumentStore(Path(scratch) / "protected.sqlite", bytes(32))
        known = {str(m["id"]): _protect(store, m) for some in memos.values() for m in some}
        words = sum(document.words for document in known.values())
        size = store.path.stat().st_size / words * WORDS_OF_A_PAGE * 1000
        _say({"MB": size / 1e6}, of="size of a thousand pages", words=words)
        detector = ProtectedDocuments(store)
        for kind, found in _found(detector, memos[given.part], known, posts).items():
            _say({"found": statistics.mean(found)}, of=kind, n=len(found), part=given.part)
        wrong = [bool(detector.find(Post(text))) for text in posts]
        _say({"fires": statistics.mean(wrong)}, of="real posts", n=len(posts))
        _say(_cost(store, given.pages, posts[:TIMED]), of="cost", n=TIMED, pages=given.pages)


def _say(found: Mapping[str, float], **about: object) -> None:
    print(json.dumps(about | {k: round(v, 4) for k, v in found.items()}), flush=True)


def _protect(store: DocumentStore, memo: Mapping[str, object]) -> Document:
    about = About(str(memo["title"]), "Bench", "It is a bench")
    return store.add(running_text(str(memo["text"])), shared_meaning(), about, NOW)


def _found(
    detector: ProtectedDocuments,
    memos: Sequence[Mapping[str, object]],
    known: Mapping[str, Document],
    posts: Sequence[str],
) -> dict[str, list[bool]]:
    """A plant counts as found where a finding names its memo."""
    found: dict[str, list[bool]] = {}
    for number, (memo, kind, text) in enumerate(_plants(memos)):
        # Word for word, it stands at the end of a post that is about something else.
        post = Post(f"{posts[number]}\n{text}" if kind == "word for word" else text)
        name = known[memo].id
        found.setdefault(kind, []).append(any(name in f.explanation for f in detector.find(post)))
    return found


def _plants(memos: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, str, str]]:
    kinds = {"said": "word for word", "edited_post": "edited", "paraphrase": "in other words"}
    for memo in memos:
        plants = memo["plants"]
        assert isinstance(plants, list)  # noqa: S101 - for the types; it is our own file
        for plant in plants:
            for key, kind in kinds.items():
                yield str(memo["id"]), kind, str(plant[key])


class _Crowded(DocumentStore):
    """A store whose sentences are turned and repeated until they fill so many pages."""

    def crowd(self, times: int) -> None:
        held = super().held()
        turned = [each for n in range(times) for each in _turned(held, n)]
        begun = time.perf_counter()
        self._crowded = Held(turned)
        self.seconds = time.perf_counter() - begun

    def held(self) -> Held:
        return self._crowded


def _turned(held: Held, number: int) -> Iterator[Registered]:
    """The documents with vectors that point elsewhere, as those of other sentences do."""
    random = np.random.default_rng(number)
    for one in held.registered:
        if one.sentences is None:
            continue
        moved = one.sentences.vectors.astype(np.float32)
        if number:
            moved += random.normal(0, np.abs(moved).mean(), moved.shape)
            moved *= 127 / np.linalg.norm(moved, axis=1, keepdims=True)
        vectors = np.clip(np.rint(moved), -127, 127).astype(np.int8)
        sentences = Sentences(vectors, one.sentences.words, one.sentences.ends)
        yield Registered(one.number, one.document, sentences, None)


def _cost(store: DocumentStore, pages: int, posts: Sequence[str]) -> dict[str, float]:
    """Prints are looked up among as many as there would be, and so are sentences."""
    crowded = _Crowded(store.path, bytes(32))
    words = sum(document.words for document in store.documents())
    times = max(1, round(pages * WORDS_OF_A_PAGE / words))
    _fill(store, times)
    crowded.crowd(times)
    detector, classifier = ProtectedDocuments(crowded), Classifier.load()
    cost = beside(
        lambda text: detector.find(Post(text)), lambda text: classifier.classify([text]), posts
    )
    sentences = float(len(crowded.held().index))
    return cost | {
        "sentences": sentences,
        "MB in memory": crowded.held().index.bytes / 1e6,
        "seconds to read again": crowded.seconds,
    }


def _fill(store: DocumentStore, times: int) -> None:
    """Prints of documents that nobody has: numbers at random, as hashes are."""
    random = np.random.default_rng(0)
    with store._file.writing() as connection:
        (count,) = connection.execute("select count(*) from print").fetchone()
        for _ in range(times - 1):
            values = random.integers(-(2**63), 2**63 - 1, count).tolist()
            rows = [(value, 1_000_000) for value in values]
            connection.executemany("insert or ignore into print values (?, ?)", rows)


if __name__ == "__main__":
    main()
