"""A large index is searched through a graph, which is never trusted further than its claims."""

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.claims import graph, neighbours
from models.claims.claim import Claim
from models.claims.graph import Graph
from models.claims.index import ClaimIndex
from models.claims.neighbours import graph_of
from models.findings import Span
from models.meaning import WIDTH, Meaning, Passage, Vector

MANY, MOST = 600, 200


class Drawn(Meaning):
    """A vector for each text, drawn by the number it ends in: no encoder is needed."""

    def __init__(self) -> None:
        pass

    def vectors(self, texts: Sequence[str]) -> Vector:
        return np.stack([vector(int(text.rsplit(" ", 1)[1])) for text in texts])


def vector(number: int) -> Vector:
    drawn = np.random.default_rng(number).standard_normal(WIDTH).astype(np.float32)
    return drawn / np.linalg.norm(drawn)


def claims(first: int, count: int) -> list[Claim]:
    return [Claim(f"c{i}", f"Claim of number {i}", "false") for i in range(first, first + count)]


def nearest(index: ClaimIndex, number: int) -> str:
    passage = Passage(Span(0, 1), vector(number))
    return index.near("?", [passage], 1)[0].claim.id


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "EXACT_MOST", MOST)
    monkeypatch.setattr(neighbours, "WORTH_ADDING", 50)


@pytest.fixture
def index(tmp_path: Path) -> ClaimIndex:
    made = ClaimIndex.made(tmp_path / "claims.sqlite")
    made.update(claims(0, MANY), Drawn())
    return made


def settled() -> None:
    for thread in threading.enumerate():
        if thread.name == neighbours.BUILDER:
            thread.join()


def test_an_import_of_many_builds_a_graph_and_one_of_few_none(tmp_path: Path) -> None:
    index = ClaimIndex.made(tmp_path / "claims.sqlite")
    index.update(claims(0, MOST), Drawn())
    assert not graph_of(index.path).exists()
    index.update(claims(MOST, MANY), Drawn())
    held = Graph.opened(graph_of(index.path))
    assert held is not None and len(held.rows) == MANY + MOST


def test_the_graph_finds_what_comparing_all_finds(index: ClaimIndex) -> None:
    exact = ClaimIndex(index.path, exact=True)
    found = [(nearest(index, n), nearest(exact, n)) for n in range(0, MANY, 7)]
    assert all(ours == theirs == f"c{n}" for (ours, theirs), n in zip(found, range(0, MANY, 7)))  # noqa: B905


def test_a_claim_written_since_is_found_at_once(index: ClaimIndex) -> None:
    before = graph_of(index.path).stat().st_mtime_ns
    index.update(claims(5000, 1), Drawn())
    assert nearest(index, 5000) == "c5000"
    assert graph_of(index.path).stat().st_mtime_ns == before


def test_a_removed_claim_is_found_no_more_by_any_reader(index: ClaimIndex) -> None:
    reader = ClaimIndex(index.path)
    assert nearest(reader, 7) == "c7"
    index.remove("c7")
    assert nearest(reader, 7) != "c7"
    assert nearest(ClaimIndex(index.path), 7) != "c7"


def test_a_row_is_never_used_twice(index: ClaimIndex) -> None:
    last = f"c{MANY - 1}"
    index.remove(last)
    index.update([Claim("new", "Claim of number 9000", "false")], Drawn())
    assert nearest(index, 9000) == "new"
    assert nearest(index, MANY - 1) != "new"


def test_an_import_adds_to_the_graph_that_is_there(index: ClaimIndex) -> None:
    index.update(claims(MANY, 60), Drawn())
    held = Graph.opened(graph_of(index.path))
    assert held is not None and len(held.rows) == MANY + 60
    assert nearest(index, MANY + 59) == f"c{MANY + 59}"


def test_every_claim_of_a_graph_can_be_reached(index: ClaimIndex) -> None:
    held = Graph.opened(graph_of(index.path))
    assert held is not None
    rows, _ = held.search(np.stack([vector(n) for n in range(MANY)]), 1)
    assert rows[:, 0].tolist() == list(range(1, MANY + 1))


@pytest.mark.parametrize("harm", ["gone", "cut", "altered", "emptied", "another"])
def test_what_is_wrong_with_a_graph_costs_no_match(
    index: ClaimIndex, tmp_path: Path, harm: str
) -> None:
    path = graph_of(index.path)
    content = bytearray(path.read_bytes())
    content[-1000] ^= 0xFF
    if harm == "gone":
        path.unlink()
    elif harm == "another":  # of an index that lay here before
        index.path.unlink()
        index = ClaimIndex.made(tmp_path / "claims.sqlite")
        path.rename(tmp_path / "older")
        index.update(claims(1000, MANY), Drawn())
        (tmp_path / "older").replace(path)
    else:
        path.write_bytes({"cut": content[:-500], "altered": content, "emptied": b""}[harm])
    reader = ClaimIndex(index.path)
    number = 1003 if harm == "another" else 3
    assert nearest(reader, number) == f"c{number}"
    settled()  # It was built anew meanwhile, and is used.
    assert nearest(reader, number) == f"c{number}"
    held = Graph.opened(path)
    assert held is not None and len(held.rows) == MANY


def test_a_restored_copy_does_not_trust_a_later_graph(index: ClaimIndex) -> None:
    copy = index.path.read_bytes()
    index.update(claims(MANY, 60), Drawn())
    index.path.write_bytes(copy)
    restored = ClaimIndex(index.path)
    restored._write([], [])  # a write of its own, whose rows the graph knows as others
    restored.update([Claim("own", "Claim of number 8000", "false")], Drawn())
    assert nearest(restored, 8000) == "own"
    settled()


def test_many_removals_build_the_graph_anew(index: ClaimIndex) -> None:
    for number in range(MANY // 5):
        index.remove(f"c{number}")
    assert nearest(index, MANY - 1) == f"c{MANY - 1}"
    settled()
    held = Graph.opened(graph_of(index.path))
    assert held is not None and len(held.rows) == MANY - MANY // 5


def test_where_one_process_builds_the_others_do_not(
    index: ClaimIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph_of(index.path).unlink()
    built: list[Path] = []
    monkeypatch.setattr(graph, "write", lambda path, *_: built.append(path))
    readers = [ClaimIndex(index.path) for _ in range(4)]
    with readers[0]._neighbours._turn(waits=True):  # another process is at it
        for reader in readers:
            assert nearest(reader, 5) == "c5"
        settled()
    assert built == []


def test_a_build_that_is_killed_leaves_the_older_graph(index: ClaimIndex) -> None:
    before = graph_of(index.path).read_bytes()
    script = f"""
        import os, signal
        from pathlib import Path
        from models.claims import graph, neighbours
        from models.whole_file import WholeFile
        from models.claims.index import ClaimIndex
        neighbours.EXACT_MOST, neighbours.WORTH_ADDING = {MOST}, 0
        index = ClaimIndex(Path({str(index.path)!r}))
        graph.os.fsync = lambda file: os.kill(os.getpid(), signal.SIGKILL)
        index.remove("c1")
        index._neighbours.settle()
        index._neighbours._build(-1)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
        capture_output=True,
    )
    assert done.returncode == -9, done.stderr.decode()
    assert graph_of(index.path).read_bytes() == before
    assert nearest(ClaimIndex(index.path), 3) == "c3"


def test_a_process_may_read_the_graph_before_the_encoder() -> None:
    # usearch ends the process where it comes before ONNX Runtime (`models/runtime.py`).
    script = "from models.claims import graph; graph._empty(); import onnxruntime"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == 0
