"""What texts and their sentences are about, as vectors: near ones say alike things.

One reading of a text gives the vector of each of its sentences too: the mean of its tokens' states,
which know the words around them (late chunking: Günther et al. 2024).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models import release
from models.encoder import GRAPH, TOKENIZER, session
from models.findings import Span
from models.sentences import sentences
from models.windows import Window, cut, load_tokenizer

Vector = NDArray[np.float32]
FOLDER = Path(__file__).parent / "serving" / "meaning-1"
WIDTH = 384


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text and its vector of length 1."""

    span: Span
    vector: Vector


class Meaning:
    """Holds one ONNX session; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer: Tokenizer = load_tokenizer(str(folder / TOKENIZER))
        self._session = session(folder / GRAPH)
        # Several detectors ask for the same text, one after the other.
        self._passages = lru_cache(maxsize=8)(self._read)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Meaning":
        """Raises WeightsInvalid where the folder is missing, cut short or altered."""
        release.intact(folder, (GRAPH, TOKENIZER))
        return cls(folder)

    def vectors(self, texts: Sequence[str]) -> Vector:
        """(texts, WIDTH): each text as one; of a long one, its beginning. Zeros for no words."""
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            window = cut(text, self._tokenizer)[0]
            if window.offsets:
                row[:] = _unit(self._states(window).mean(axis=0))
        return found

    def passages(self, text: str) -> Sequence[Passage]:
        """The windows of the text and, where there are several, its sentences."""
        return self._passages(text)

    def _read(self, text: str) -> tuple[Passage, ...]:
        found: list[Passage] = []
        parts = sentences(text)
        for window in cut(text, self._tokenizer):
            if not window.offsets:
                continue
            states = self._states(window)
            span = Span(window.offsets[0][0], window.offsets[-1][1])
            found.append(Passage(span, _unit(states.mean(axis=0))))
            starts = np.array([start for start, _ in window.offsets])
            for part in parts if len(parts) > 1 else ():
                inside = (starts >= part.start) & (starts < part.end)
                if inside.any():
                    found.append(Passage(part, _unit(states[1:-1][inside].mean(axis=0))))
        return tuple(found)

    def _states(self, window: Window) -> NDArray[np.float32]:
        """(tokens with the marks around them, WIDTH)."""
        ids = np.array([window.ids], dtype=np.int64)
        (states,) = self._session.run(["states"], {"ids": ids, "mask": np.ones_like(ids)})
        return np.asarray(states[0])


@cache
def shared_meaning(folder: Path = FOLDER) -> Meaning:
    """One for the whole process, read at the first call. Raises WeightsInvalid."""
    return Meaning.load(folder)


def _unit(vector: Vector) -> Vector:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
