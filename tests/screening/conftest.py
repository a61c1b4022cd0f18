"""A classifier that knows a few words, so that these tests need no weights."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from models.findings import SIGNALS, Span
from models.screener import Screener, default_detectors

WORDS = {
    "raid": "confidential.operational",
    "idiot": "tone.hostile",
    "always works": "misinformation.unsupported",
}


@dataclass(frozen=True)
class WordsClassified:
    scores: Mapping[str, float]
    spans: Mapping[str, tuple[Span, ...]]
    names: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass
class WordClassifier:
    weights: str = "words-1"
    operating_points: Mapping[str, float] = field(
        default_factory=lambda: dict.fromkeys(SIGNALS, 0.5)
    )
    texts: list[str] = field(default_factory=list)

    def classify(self, texts: Sequence[str]) -> list[WordsClassified]:
        self.texts += texts
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> WordsClassified:
        spans = {
            signal: tuple(Span(*found.span()) for found in re.finditer(word, text))
            for word, signal in WORDS.items()
        }
        scores = {signal: 0.9 if spans.get(signal) else 0.02 for signal in SIGNALS}
        return WordsClassified(scores, {signal: found for signal, found in spans.items() if found})


@pytest.fixture(scope="session")
def screener() -> Screener:
    return Screener(default_detectors(), WordClassifier(), seconds_per_detector=20)


@pytest.fixture
def words() -> Callable[..., WordClassifier]:
    return WordClassifier
