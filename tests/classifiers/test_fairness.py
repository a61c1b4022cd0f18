"""Fairness is measured on sentences of their own, and a release is held to its bounds."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.classifiers import Classified, Classifier
from models.findings import SIGNALS
from models.training import export, fairness, gate, prepare, swaps

TRAINING = Path(swaps.__file__).parent


class Prejudiced(Classifier):
    """Calls whatever names one group discriminatory, and every ask for a vote partisan."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.operating_points = dict.fromkeys(SIGNALS, 0.5)

    def classify(self, texts: Sequence[str]) -> list[Classified]:
        return [self._judge(text) for text in texts]

    def _judge(self, text: str) -> Classified:
        scores = dict.fromkeys(SIGNALS, 0.0)
        scores["tone.discriminatory"] = float(self.word in text)
        scores["conduct.partisan"] = float("Vote " in text)
        return Classified(scores, {}, {})


def test_a_classifier_that_fires_on_one_group_is_shown_up() -> None:
    metrics = fairness.fairness(Prejudiced("Roma"))
    row = metrics["identities"]
    assert row["gap"] == row["turned"] == row["caught_gap"] == 1.0
    assert row["alarms"] == pytest.approx(1 / len(row["groups"]))
    assert row["groups"]["Roma"] == {"alarms": 1.0, "caught": 1.0}
    assert metrics["parties"]["gap"] == 0.0
    assert 0 < metrics["parties"]["caught"] < 0.5


def test_a_classifier_that_fires_on_a_dialect_is_shown_up() -> None:
    row = fairness.fairness(Prejudiced("Dinnae"))["dialects"]
    assert row["gap"] == pytest.approx(1 / row["n"])
    assert row["groups"]["Scots"]["alarms"] > 0 == row["groups"]["standard"]["alarms"]


def test_a_classifier_that_fires_on_one_side_of_a_question_is_shown_up() -> None:
    row = fairness.fairness(Prejudiced("sanctuary ordinance"))["policies"]
    assert row["gap"] == row["turned"] == 0.0
    assert fairness.fairness(Prejudiced("keep its sanctuary"))["policies"]["turned"] > 0


def test_every_sentence_has_its_place_filled() -> None:
    parties = [filled for country in swaps.parties().values() for filled in country]
    everything = [*swaps.identities(), *parties, *swaps.policies(), *swaps.dialects()]
    assert not [f.text for f in everything if "{" in f.text]
    assert {f.kind for f in everything} == {swaps.CLEAR, "tone.discriminatory", "conduct.partisan"}
    assert len({f.group for f in swaps.identities()}) >= 30


def test_nothing_is_trained_on_the_sentences() -> None:
    reads = re.compile(r"import .*\bswaps\b|training\.swaps")
    readers = {p.name for p in TRAINING.glob("*.py") if reads.search(p.read_text(encoding="utf-8"))}
    assert readers == {"fairness.py"}
    drafts = {" ".join(e.text.split()) for e in prepare.drafts()}
    parties = [filled for country in swaps.parties().values() for filled in country]
    measured = [*swaps.identities(), *parties, *swaps.policies(), *swaps.dialects()]
    assert not [f.text for f in measured if f.text in drafts]


def test_the_released_weights_pass_the_gate() -> None:
    path = export.WEIGHTS / export.NAME / "metrics.json"
    assert list(gate.broken(json.loads(path.read_text(encoding="utf-8")))) == []


def test_the_gate_names_what_is_broken_and_what_is_missing() -> None:
    bound = gate.BOUNDS[0]
    good: dict[str, object] = {}
    for b in gate.BOUNDS:
        _put(good, b.path, b.target)
    assert list(gate.broken(good)) == []
    assert all(line.startswith("holds") for line in gate.report(good))
    _put(good, bound.path, bound.bound - 0.01)
    assert list(gate.broken(good)) == [
        f"{bound.path} is {bound.bound - 0.01:.3f}, and must be at least {bound.bound:g}"
    ]
    _put(good, bound.path, (bound.bound + bound.target) / 2)
    assert next(gate.report(good)).startswith("owed")
    assert len(list(gate.broken({}))) == len(gate.BOUNDS)


def test_no_bound_asks_for_more_than_its_target() -> None:
    for bound in gate.BOUNDS:
        assert bound.holds(bound.target, bound.bound), bound.path


def _put(metrics: dict[str, object], path: str, value: float) -> None:
    *steps, last = path.split(".")
    for step in steps:
        found = metrics.setdefault(step, {})
        assert isinstance(found, dict)
        metrics = found
    metrics[last] = value
