"""Evidence written oddly: what is undone before reading still fires, and what is not is told."""

from collections.abc import Sequence

import pytest

from models.classifiers import Classified, Classifier
from models.findings import SIGNALS, Span
from models.training.disguised import WAYS, disguised
from models.training.examples import NO, YES, Example

TEXT = "Tonight we raid the warehouse on Maple Street, keep quiet."


class ByWord(Classifier):
    """Reads one word, spelled plainly."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.operating_points = dict.fromkeys(SIGNALS, 0.5)

    def classify(self, texts: Sequence[str]) -> list[Classified]:
        found = [float(self.word in text) for text in texts]
        return [Classified(dict.fromkeys(SIGNALS, score), {}, {}) for score in found]


def draft() -> Example:
    start = TEXT.index("raid the warehouse")
    signal = "confidential.operational"
    labels = {s: YES if s == signal else NO for s in SIGNALS}
    return Example("d1", TEXT, labels, {signal: (Span(start, start + 18),)})


@pytest.mark.parametrize("word", ["raid", "warehouse"])
def test_disguises_that_are_undone_still_fire(word: str) -> None:
    classifier = ByWord(word)
    found = disguised(classifier, [draft()], classifier.classify([TEXT]))
    assert found == dict.fromkeys(WAYS, 1.0)


def test_the_evidence_and_nothing_else_is_disguised() -> None:
    classifier = ByWord("raid the")
    found = disguised(classifier, [draft()], classifier.classify([TEXT]))
    assert found["spaced letters"] == 0.0  # the word is read again, the blanks are not as before
    assert disguised(ByWord("Tonight"), [draft()], classifier.classify([TEXT])) == dict.fromkeys(
        WAYS, 1.0
    )
