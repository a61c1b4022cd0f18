"""The classifier: texts in, thirteen calibrated probabilities and their evidence out.

It knows nothing of posts, rules or outcomes; `screener.py` joins it to the other detectors. The
scores of a long text are those of its strongest window, signal by signal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from models import evidence, names, release
from models.encoder import GRAPH, THREADS, TOKENIZER, Encoder, Reading
from models.findings import SIGNALS, Span
from models.release import CALIBRATION, LABELS, WeightsInvalid

__all__ = ["DEFAULT_WEIGHTS", "Classified", "Classifier", "WeightsInvalid"]

DEFAULT_WEIGHTS = Path(__file__).parent / "serving" / "official-3"
EVIDENCE_FROM = 0.1  # rules may ask for less than an operating point, and need evidence then too


@dataclass(frozen=True, slots=True)
class Classified:
    """One text. `spans` holds evidence for every signal that fires, and for near ones."""

    scores: Mapping[str, float]  # every signal -> calibrated probability
    spans: Mapping[str, tuple[Span, ...]]
    names: Mapping[str, tuple[Span, ...]]  # by kind of `models.names`


class Classifier:
    """The released weights, loaded for serving."""

    def __init__(
        self, encoder: Encoder, weights: str, calibration: Mapping[str, Mapping[str, float]]
    ) -> None:
        self._encoder = encoder
        self.weights = weights
        self._slopes = np.array([calibration[s]["slope"] for s in SIGNALS])
        self._shifts = np.array([calibration[s]["shift"] for s in SIGNALS])
        self.operating_points: Mapping[str, float] = MappingProxyType(
            {s: calibration[s]["operating_point"] for s in SIGNALS}
        )

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = THREADS) -> "Classifier":
        """Raises WeightsInvalid where the folder is missing, damaged or for another version."""
        folder = folder or DEFAULT_WEIGHTS
        labels = release.opened(folder, (GRAPH, TOKENIZER, LABELS, CALIBRATION))
        calibration = release.calibration(folder)
        return cls(Encoder(folder, threads=threads), str(labels["name"]), calibration)

    def classify(self, texts: Sequence[str]) -> list[Classified]:
        """One answer a text, in their order. A text without a word scores 0 throughout."""
        readings = self._encoder.read(texts)
        return [self._judge(text, read) for text, read in zip(texts, readings, strict=True)]

    def logits(self, text: str) -> NDArray[np.float64]:
        """The uncalibrated scores of one text; for calibration."""
        (readings,) = self._encoder.read([text])
        if not readings:
            return np.full(len(SIGNALS), -np.inf)
        strongest: NDArray[np.float64] = np.max([r.posts for r in readings], axis=0)
        return strongest.astype(np.float64)

    def _judge(self, text: str, readings: list[Reading]) -> Classified:
        if not readings:
            nothing: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
            return Classified(MappingProxyType(dict.fromkeys(SIGNALS, 0.0)), nothing, nothing)
        windows = np.array([r.posts for r in readings], dtype=np.float64)
        strongest = windows.argmax(axis=0)
        chances = 1 / (1 + np.exp(-(self._slopes * windows.max(axis=0) + self._shifts)))
        scores = {s: float(chances[i]) for i, s in enumerate(SIGNALS)}
        spans = {}
        for i, signal in enumerate(SIGNALS):
            if scores[signal] >= min(EVIDENCE_FROM, self.operating_points[signal]):
                reading = readings[strongest[i]]
                spans[signal] = evidence.spans(text, reading.window.offsets, reading.tokens[:, i])
        named = [names.names(text, r.window.offsets, r.names) for r in readings]
        merged = {
            kind: tuple(sorted({span for window in named for span in window[kind]}))
            for kind in names.NAME_KINDS
        }
        return Classified(
            MappingProxyType(scores), MappingProxyType(spans), MappingProxyType(merged)
        )
