"""A graph over the vectors of a large index, kept in a file beside it: near ones are found by steps
from neighbour to neighbour (HNSW: Malkov and Yashunin 2018; usearch), not by comparing all.

The file appears whole or not at all, and is mapped: all worker processes share one copy of it. It
begins with what it was built from, and a digest of the rest. A graph is only a shortcut: where
there is none, or a damaged one, whoever looks compares all.
"""

import hashlib
import json
import mmap
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.meaning import WIDTH
from models.runtime import hnsw

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]
_HEADER = 4096  # bytes: what follows lies on a page of its own
_VERSION = 1
# Neighbours of each vector, and how many are weighed when one is put in and when one is looked for;
# with these the nearest 50 hold over 99 % of what comparing all finds (`docs/claims.md`).
_CONNECTIVITY, _PUT_IN, _LOOKED_FOR = 16, 128, 256


@dataclass(frozen=True, slots=True)
class Built:
    """What a graph was built from: the claims up to a row, as they were after a certain write."""

    write: str
    highest: int
    count: int


class Graph:
    """One open file; safe to share between threads."""

    def __init__(self, built: Built, held: Any, content: memoryview) -> None:
        self.built = built
        self._held = held  # the index reads from `content`, which must live as long
        self._content = content
        self.rows: Rows = np.sort(np.asarray(held.keys, dtype=np.int64))

    @classmethod
    def opened(cls, path: Path) -> "Graph | None":
        """None where there is no file, or one that is damaged or of another version."""
        try:
            with path.open("rb") as file:
                mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            about = json.loads(bytes(mapped[:_HEADER]))
            content = mapped[_HEADER:]
            if about["version"] != _VERSION or about["sha256"] != _digest(content):
                return None
            held = _empty()
            held.view(content)
            return cls(Built(**about["built"]), held, content)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def search(self, looked: Vectors, count: int) -> tuple[Rows, Vectors]:
        """Rows and closeness, each (vectors looked for, at most `count`), nearest first."""
        found = self._held.search(looked, min(count, len(self.rows)), threads=1)
        rows = np.atleast_2d(np.asarray(found.keys)).astype(np.int64)
        return rows, 1 - np.atleast_2d(np.asarray(found.distances, dtype=np.float32))

    def copied(self) -> Any:
        """A copy in memory that more can be put into."""
        held = _empty()
        held.load(self._content)
        return held


def write(
    path: Path,
    built: Built,
    blocks: Iterable[tuple[Rows, Vectors]],
    onto: Graph | None,
    done: Callable[[int], object] = lambda count: None,
) -> None:
    """Puts the blocks of new rows onto a graph, or into a new one. One process at a time."""
    held = onto.copied() if onto else _empty()
    for rows, vectors in blocks:
        # One thread: where several put vectors in at once, a few in each thousand are left without
        # a way to them, and would never be found (seen with usearch 2.26).
        held.add(rows.astype(np.uint64), vectors, threads=1)
        done(len(rows))
    content = memoryview(held.save())
    about = {"version": _VERSION, "built": asdict(built), "sha256": _digest(content)}
    unfinished = path.with_suffix(".building")
    with unfinished.open("wb") as file:
        file.write(json.dumps(about).encode().ljust(_HEADER))
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _empty() -> Any:
    return hnsw()(
        ndim=WIDTH,
        metric="ip",
        dtype="f16",
        connectivity=_CONNECTIVITY,
        expansion_add=_PUT_IN,
        expansion_search=_LOOKED_FOR,
    )


def _digest(content: memoryview) -> str:
    return hashlib.sha256(content).hexdigest()
