"""Reads texts with the encoder: tokenizers and ONNX Runtime, never torch.

A text goes in as windows (`windows.py`), one window a run. Int8 arithmetic scales by what a run
holds, so texts that shared a run would move each other's scores; alone, a draft scores the same
in a bulk run over an archive as on its author's page, to the last bit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.runtime import onnxruntime
from models.windows import Window, cut, load_tokenizer

GRAPH, TOKENIZER = "model.onnx", "tokenizer.json"
THREADS = 1  # a web server has its own workers; one text must not take all cores


@dataclass(frozen=True, slots=True)
class Reading:
    """What the heads said of one window: logits of the whole, and of each token."""

    window: Window
    posts: NDArray[np.float32]  # (signals)
    tokens: NDArray[np.float32]  # (tokens, signals), without the marks around the text
    names: NDArray[np.float32]  # (tokens, kinds of name), likewise


def session(graph: Path, threads: int = THREADS) -> "onnxruntime.InferenceSession":
    """The graph, ready to run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads sleep: other work of the server wants the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


class Encoder:
    """Holds one ONNX session; safe to share between threads."""

    def __init__(self, folder: Path, *, threads: int = THREADS) -> None:
        self._tokenizer = load_tokenizer(str(folder / TOKENIZER))
        self._session = session(folder / GRAPH, threads)

    def read(self, texts: Sequence[str]) -> Iterator[list[Reading]]:
        """The readings of each text's windows, in order; none for a text without any token."""
        for text in texts:
            yield [self._run(w) for w in cut(text, self._tokenizer) if w.offsets]

    def _run(self, window: Window) -> Reading:
        ids = np.array([window.ids], dtype=np.int64)
        feed = {"ids": ids, "mask": np.ones_like(ids)}
        posts, tokens, names = self._session.run(["posts", "tokens", "names"], feed)
        return Reading(window, posts[0], tokens[0, 1:-1], names[0, 1:-1])
