"""What the classifier promises of any text, whatever the weights: these use untrained ones."""

import itertools
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import evidence
from models.classifiers import Classifier
from models.findings import SIGNALS, Span

TEXTS = [
    "Road closed at the harbor until six.",
    "Storm shelter opens tonight, bring water. " * 30,
    "Thanks!",
    "Budget talks résumé at noon 🙂",
]


def test_a_text_scores_the_same_alone_and_in_company(untrained: Classifier) -> None:
    alone = [untrained.classify([text])[0] for text in TEXTS]
    assert untrained.classify(TEXTS) == alone
    assert untrained.classify(TEXTS[::-1]) == alone[::-1]


def test_every_signal_has_a_probability(untrained: Classifier) -> None:
    for answer in untrained.classify(TEXTS):
        assert tuple(answer.scores) == SIGNALS
        assert all(0 <= score <= 1 for score in answer.scores.values())


def test_every_signal_that_fires_has_evidence_with_words_in_it(untrained: Classifier) -> None:
    for text, answer in zip(TEXTS, untrained.classify(TEXTS), strict=True):
        fired = [s for s, score in answer.scores.items() if score >= 0.5]
        assert fired
        for signal in fired:
            assert answer.spans[signal]
            assert all(text[s.start : s.end].strip() for s in answer.spans[signal])


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00", "\u200b\u200b"])
def test_a_text_without_a_word_scores_nothing(untrained: Classifier, text: str) -> None:
    (answer,) = untrained.classify([text])
    assert set(answer.scores.values()) == {0.0}
    assert not answer.spans


@pytest.mark.parametrize("text", ["a" * 20_000, "no \ud800 such", "x\x00y", "𝒽𝓊𝑔𝑒 " * 2000])
def test_odd_texts_are_classified(untrained: Classifier, text: str) -> None:
    (answer,) = untrained.classify([text])
    assert all(s.end <= len(text) for spans in answer.spans.values() for s in spans)


@settings(max_examples=25, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=120))
def test_any_text_is_classified(untrained: Classifier, text: str) -> None:
    (answer,) = untrained.classify([text])
    assert all(s.start < s.end <= len(text) for spans in answer.spans.values() for s in spans)


def test_evidence_joins_neighbours_and_ends_at_whole_words() -> None:
    text = "the unlisted gate code is 4411 today"
    offsets = [(0, 3), (4, 7), (7, 12), (13, 17), (18, 22), (23, 25), (26, 30), (31, 36)]
    logits = np.array([-9, -9, -9, 3, 3, -9, 3, -9], dtype=np.float32)
    assert evidence.spans(text, offsets, logits) == (Span(13, 30),)
    logits = np.array([-9, -9, 3, -9, -9, -9, -9, -9], dtype=np.float32)
    assert evidence.spans(text, offsets, logits) == (Span(4, 12),)


def test_evidence_is_never_more_than_a_few_spans() -> None:
    offsets = [(i * 2, i * 2 + 1) for i in range(200)]
    logits = np.array([3 if i % 10 == 0 else -9 for i in range(200)], dtype=np.float32)
    assert len(evidence.spans("a " * 200, offsets, logits)) == evidence.SPAN_LIMIT


def test_evidence_is_in_the_order_of_the_text(untrained: Classifier) -> None:
    (answer,) = untrained.classify([TEXTS[1]])
    for spans in answer.spans.values():
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_what_serves_drafts_imports_no_training_library() -> None:
    program = (
        "import sys, models.classifiers, models.training.export;"
        "print([m for m in ('torch', 'transformers', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
