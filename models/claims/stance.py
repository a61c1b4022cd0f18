"""Does a draft assert the claim that it comes near to, or correct it, or speak of something else?

A logistic regression over the cues around the place (`cues.py`) and what the draft means beside
the claim: its vector without the part that points the claim's way, which is left of "Do not believe
that" when the subject is taken out. `models/training/stance.py` fits it. How near the draft comes
is no feature: then what is very near would count as asserted whatever is said of it.
"""

import json
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.claims import cues

if TYPE_CHECKING:
    from models.claims.index import Found
    from models.meaning import Vector

WEIGHTS = Path(__file__).with_name("stance.json")
NAMES = cues.NAMES


def features(text: str, found: "Found", whole: "Vector") -> NDArray[np.float64]:
    """(NAMES and the vector's width): `whole` is the vector of the text."""
    counted = cues.count(text, found.passage.span, found.claim.claim)
    beside = whole - float(whole @ found.vector) * found.vector
    return np.concatenate([counted, beside])


def asserts(text: str, found: "Found", whole: "Vector") -> float:
    """How likely the text asserts the claim, 0 to 1, before the classifier is heard."""
    weights, constant, _ = _fitted()
    return _chance(float(features(text, found, whole) @ weights) + constant)


def with_word(chance: float, score: float) -> float:
    """The same, once the classifier has said how likely the post passes on a false claim."""
    return _chance(_logit(chance) + _fitted()[2] * logit_of(score))


def logit_of(score: float) -> float:
    """What the classifier's score counts as; no score is quite sure."""
    return _logit(min(max(score, 1e-4), 1 - 1e-4))


@cache
def _fitted() -> tuple[NDArray[np.float64], float, float]:
    """Weights of the features, the constant, and the weight of the classifier's word."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = np.array([*(held["cues"][name] for name in NAMES), *held["vector"]])
    return weights, float(held["constant"]), float(held["classifier"])


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def _logit(chance: float) -> float:
    return log(chance / (1 - chance))
