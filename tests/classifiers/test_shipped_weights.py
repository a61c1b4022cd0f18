"""The released weights, as they serve: as good as their card says, and they read twins apart."""

import json
from pathlib import Path

import numpy as np
import pytest

from models.classifiers import DEFAULT_WEIGHTS, Classifier
from models.findings import SIGNALS
from models.training import export, prepare
from models.training.examples import YES
from models.training.measures import average_precision

RELEASE = export.WEIGHTS / export.NAME
SIZE_LIMIT_BYTES = 30_000_000

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def shipped() -> Classifier:
    return Classifier.load(DEFAULT_WEIGHTS)


def test_the_shipped_weights_are_as_good_as_their_metrics_say(shipped: Classifier) -> None:
    _, dev = prepare.split(prepare.drafts())
    answers = shipped.classify([e.text for e in dev])
    macro = np.mean(
        [
            average_precision(
                np.array([e.label(s) == YES for e in dev]),
                np.array([a.scores[s] for a in answers]),
            )
            for s in SIGNALS
        ]
    )
    metrics = json.loads((RELEASE / "metrics.json").read_text(encoding="utf-8"))
    assert macro == pytest.approx(metrics["drafts"]["macro_average_precision"], abs=0.005)


def test_the_card_quotes_the_measured_numbers() -> None:
    metrics = json.loads((RELEASE / "metrics.json").read_text())
    card = (RELEASE / "CARD.md").read_text(encoding="utf-8")
    for signal, row in metrics["drafts"]["signals"].items():
        assert f"| `{signal}` | {row['n']} | {row['average_precision']:.3f} |" in card


def test_the_release_is_small_enough_to_keep_in_version_control() -> None:
    assert sum(p.stat().st_size for p in RELEASE.iterdir()) <= SIZE_LIMIT_BYTES


def test_the_release_folder_says_who_it_is(shipped: Classifier) -> None:
    assert shipped.weights == Path(DEFAULT_WEIGHTS).name == export.NAME


@pytest.mark.parametrize(
    ("signal", "carries", "does_not"),
    [
        (
            "confidential.operational",
            "We will raid the warehouse on Pier 9 tomorrow at 5 am, nobody knows yet.",
            "Our officers searched the warehouse on Pier 9 last week. The search is over.",
        ),
        (
            "tone.hostile",
            "Councilman Reyes is a pathetic liar and a clown.",
            "I disagree with Councilman Reyes on the stadium vote and have told him why.",
        ),
        (
            "conduct.partisan",
            "Vote for me and the whole Democratic ticket on November 5!",
            "Polls are open from 7 am to 8 pm on November 5. Find your polling place online.",
        ),
        (
            "confidential.credential",
            "The admin password for the permit portal is Harbor2024!, use it this week.",
            "Please never share the password of your permit portal account with anyone.",
        ),
    ],
)
def test_twin_sentences_are_read_apart(
    shipped: Classifier, signal: str, carries: str, does_not: str
) -> None:
    yes, no = shipped.classify([carries, does_not])
    point = shipped.operating_points[signal]
    assert yes.scores[signal] >= point > no.scores[signal]
    assert yes.spans[signal]
