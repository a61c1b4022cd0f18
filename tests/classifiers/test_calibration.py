"""Calibration must hold for any weights: a released probability means what it says."""

import numpy as np
import pytest

from models.training.calibrate import operating_point, platt


@pytest.mark.parametrize("sharpness", [0.3, 1.0, 4.0, 12.0])
def test_calibration_recovers_how_sure_the_scores_are(sharpness: float) -> None:
    # Logits far too sure of themselves are what many epochs make; Newton alone ran away on them.
    chance = np.random.default_rng(3)
    true_logits = chance.normal(-4, 3, 4000)
    truth = chance.random(4000) < 1 / (1 + np.exp(-true_logits))
    slope, shift = platt(true_logits * sharpness, truth)
    assert slope * sharpness == pytest.approx(1.0, abs=0.15)
    assert shift == pytest.approx(0.0, abs=0.4)


def test_calibration_stays_finite_where_scores_part_the_texts_without_error() -> None:
    logits = np.array([-30.0] * 900 + [25.0] * 20)
    slope, _ = platt(logits, logits > 0)
    assert 0 < slope < 10


def test_a_signal_fires_from_where_few_ordinary_posts_do() -> None:
    chances = np.array([0.2, 0.3, 0.6, 0.7])
    truth = np.array([False, True, True, True])
    ordinary = np.array([0.5] * 10 + [0.0] * 90)
    assert operating_point(chances, truth, ordinary, 1.0) < 0.31
    assert operating_point(chances, truth, ordinary, 0.05) >= 0.5
