"""The store holds up: all or nothing, two writers at once, another key, and many sentences."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from models.documents import sentence_index
from models.documents.document import About
from models.documents.sentence_index import SentenceIndex, Sentences, quantised
from models.documents.sentence_vectors import packed, unpacked
from models.documents.store import DocumentStore, DocumentsUnreadable
from models.documents.words import RareWords
from models.meaning import WIDTH, Meaning

KEY = b"k" * 32
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
ABOUT = About("Operation Heron", "Police", "Not yet")
MEMO = "The harbor office will close its night shift on the first of March, say nineteen people."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "documents" / "protected.sqlite"


def rows(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as connection:
        tables = ("document", "print", "term")
        found = {t: connection.execute(f"select count(*) from {t}").fetchone()[0] for t in tables}  # noqa: S608
    connection.close()
    return found


def test_a_write_that_is_cut_short_leaves_nothing(path: Path, meaning: Meaning) -> None:
    store = DocumentStore(path, KEY)

    def cut_short() -> Iterator[tuple[int, ...]]:
        yield (1,)
        raise KeyboardInterrupt

    document = store.add(MEMO, meaning, ABOUT, NOW)
    before = rows(path)
    with pytest.raises(KeyboardInterrupt):
        store._write(
            replace(document, id="other"), b"", "insert into print values (?, ?)", cut_short()
        )
    assert rows(path) == before


def test_many_writers_at_once_lose_nothing(path: Path) -> None:
    stores = [DocumentStore(path, KEY) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(stores[n % 4].add_term, ABOUT, NOW) for n in range(20)]
        ids = {one.result().id for one in done}
    for store in stores:
        assert {one.id for one in store.documents()} == ids


def test_another_process_sees_what_came_and_went(path: Path) -> None:
    here, there = DocumentStore(path, KEY), DocumentStore(path, KEY)
    first = here.add_term(ABOUT, NOW)
    assert [one.id for one in there.documents()] == [first.id]
    second = here.add_term(ABOUT, NOW)
    assert here.remove(first.id)
    assert [one.id for one in there.documents()] == [second.id]
    assert rows(path) == {"document": 1, "print": 0, "term": 1}


def test_what_was_kept_reads_back(path: Path) -> None:
    DocumentStore(path, KEY).add_term(ABOUT, NOW)
    (kept,) = DocumentStore(path, KEY).documents()
    assert kept.about == ABOUT
    assert kept.added == NOW


def test_another_key_is_told_for_terms_too(path: Path) -> None:
    DocumentStore(path, KEY).add_term(ABOUT, NOW)
    with pytest.raises(DocumentsUnreadable, match="another key"):
        DocumentStore(path, b"x" * 32).documents()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_another_file_is_told(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(DocumentsUnreadable, match="Move it away"):
        DocumentStore(path, KEY).documents()


def test_a_row_moved_to_another_document_is_noticed(path: Path) -> None:
    store = DocumentStore(path, KEY)
    store.add_term(ABOUT, NOW)
    with sqlite3.connect(path) as connection:
        connection.execute("update document set id = 'another'")
    connection.close()
    with pytest.raises(DocumentsUnreadable):
        DocumentStore(path, KEY).documents()


def some(count: int, seed: int) -> Sentences:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, WIDTH)) * np.linspace(2, 0.1, WIDTH)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    words = np.arange(count, dtype=np.uint16)
    return Sentences(quantised(vectors.astype(np.float32)), words, words.astype(np.int32) + 1)


def test_sentences_are_packed_and_unpacked() -> None:
    for count in (0, 1, 5):
        given = some(count, 0)
        back = unpacked(packed(given))
        assert all(
            np.array_equal(getattr(given, name), getattr(back, name))
            for name in ("vectors", "words", "ends")
        )


def test_among_many_sentences_the_nearest_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [some(500, seed) for seed in range(6)]
    monkeypatch.setattr(sentence_index, "EXACT", 1_000)
    index = SentenceIndex(documents)
    looked = np.concatenate([one.vectors[:20] for one in documents]).astype(np.float32) / 127
    protected = np.ones(6, dtype=np.bool_)
    found = index.like(looked, [{}] * len(looked), protected)
    assert [near[0].owner for near in found] == [n // 20 for n in range(120)]
    protected[3] = False
    found = index.like(looked, [{}] * len(looked), protected)
    assert all(one.owner != 3 for near in found for one in near)


def test_shared_rare_words_and_figures_bring_a_sentence_nearer() -> None:
    one = some(1, 1)
    vector = one.vectors.astype(np.float32) / 127
    everything = np.ones(1, dtype=np.bool_)
    index = SentenceIndex([one])
    ((alone,),) = index.like(vector, [{7: (1.0, False)}], everything)
    ((word,),) = index.like(vector, [{0: (1.0, False)}], everything)
    ((figure,),) = index.like(vector, [{0: (1.0, True)}], everything)
    assert alone.likeness < word.likeness < figure.likeness
    assert (alone.figures, word.figures, figure.figures) == (0, 0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three hundred tradespeople", "300 welders"),
        ("thirty-one million", "EUR 31 million"),
        ("three hundred and twelve", "300 12"),
        ("It hit 1,700 homes.", "1700 households"),
        ("7.4 per cent", "rose 7.4%"),
        ("by the 19th", "until 19 May"),
        ("psychiatrists", "psychiatric"),
        ("CARRIGMORE", "Carrigmore's"),
        ("Zoë", "Zoe"),
    ],
)
def test_the_same_figure_or_name_is_the_same_word(
    meaning_folder: Path, one: str, other: str
) -> None:
    rare = RareWords.of(meaning_folder, KEY)
    assert rare.weighed(one).keys() & rare.weighed(other).keys()


def test_everyday_words_weigh_nothing_and_rare_ones_most(meaning_folder: Path) -> None:
    rare = RareWords.of(meaning_folder, KEY)
    assert rare.weighed("It was in the at of to") == {}
    (name,) = rare.weighed("Wessmere").values()
    (common,) = rare.weighed("commission").values()
    assert name[0] == 1.0 > common[0] > 0
