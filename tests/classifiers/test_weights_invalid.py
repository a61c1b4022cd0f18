"""Weights that are not exactly what was released must not screen; the refusal says what to do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from models import release
from models.classifiers import Classifier, WeightsInvalid
from models.findings import Post
from models.screener import Screener
from models.training import export


def cut_short(folder: Path) -> None:
    graph = folder / "model.onnx"
    graph.write_bytes(graph.read_bytes()[:-100])


def altered(folder: Path) -> None:
    calibration = folder / "calibration.json"
    calibration.write_text(calibration.read_text().replace("0.5", "0.9", 1))


def without_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def without_checksums(folder: Path) -> None:
    (folder / "checksums.json").unlink()


def broken_checksums(folder: Path) -> None:
    (folder / "checksums.json").write_text("{")


def checksums_that_omit_the_graph(folder: Path) -> None:
    sums = json.loads((folder / "checksums.json").read_text())
    del sums["model.onnx"]
    (folder / "checksums.json").write_text(json.dumps(sums))


def of_another_format(folder: Path) -> None:
    relabel(folder, format=release.FORMAT + 1)


def of_other_signals(folder: Path) -> None:
    relabel(folder, signals=["tone.hostile"])


def without_a_signals_calibration(folder: Path) -> None:
    recalibrate(folder, lambda known: known.pop("tone.hostile"))


def with_a_calibration_that_is_no_number(folder: Path) -> None:
    recalibrate(folder, lambda known: known["tone.hostile"].update(slope=None))


def recalibrate(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    known = json.loads((folder / "calibration.json").read_text())
    change(known)
    release.write_json(folder / "calibration.json", known)
    release.seal(folder, (*export.SERVED, export.BUILT_FROM))


def relabel(folder: Path, **changes: object) -> None:
    labels = json.loads((folder / "labels.json").read_text())
    release.write_json(folder / "labels.json", labels | changes)
    release.seal(folder, (*export.SERVED, export.BUILT_FROM))


DAMAGES = [
    cut_short,
    altered,
    without_tokenizer,
    without_checksums,
    broken_checksums,
    checksums_that_omit_the_graph,
    of_another_format,
    of_other_signals,
    without_a_signals_calibration,
    with_a_calibration_that_is_no_number,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_weights_are_refused_with_what_to_do(
    untrained_serving: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "untrained-1"
    shutil.copytree(untrained_serving, folder)
    damage(folder)
    with pytest.raises(WeightsInvalid, match="make build"):
        Classifier.load(folder)


def of_no_graph_at_all(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no graph")
    release.seal(folder, (*export.SERVED, export.BUILT_FROM))


def of_fewer_signals_than_it_says(folder: Path) -> None:
    """Whole, sealed and of this format: only reading a post shows that it cannot."""
    model = onnx.load(folder / "model.onnx")
    for kept in model.graph.initializer:
        if kept.name == "heads.mean.bias":
            kept.CopyFrom(numpy_helper.from_array(np.zeros(12, dtype=np.float32), kept.name))
    onnx.save(model, folder / "model.onnx")
    release.seal(folder, (*export.SERVED, export.BUILT_FROM))


@pytest.mark.parametrize("damage", [*DAMAGES, of_no_graph_at_all, of_fewer_signals_than_it_says])
def test_with_damaged_weights_every_post_is_not_screened_and_the_log_says_why(
    untrained_serving: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder = tmp_path / "untrained-1"
    shutil.copytree(untrained_serving, folder)
    damage(folder)
    screener = Screener.load(folder, seconds_per_detector=60)
    assert not screener.ready
    assert "make build" in screener.why_not_ready
    assert screener.why_not_ready in caplog.text
    screening = screener.screen(Post("The library opens at nine."))
    assert [found.detector.split("/")[0] for found in screening.not_screened] == ["encoder"]


def test_missing_weights_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsInvalid, match="make build"):
        Classifier.load(tmp_path / "nowhere")


def test_a_damaged_release_is_not_built(untrained_release: Path, tmp_path: Path) -> None:
    folder = tmp_path / "untrained-1"
    shutil.copytree(untrained_release, folder)
    (folder / "heads.safetensors").write_bytes(b"")
    with pytest.raises(WeightsInvalid, match="version control"):
        export.export(folder, tmp_path / "serving")
    assert not (tmp_path / "serving").exists()


def test_a_release_for_another_encoder_is_not_built(
    untrained_release: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "untrained-1"
    shutil.copytree(untrained_release, folder)
    labels = json.loads((folder / "labels.json").read_text())
    labels["encoder"]["sha256"] = "0" * 64
    release.write_json(folder / "labels.json", labels)
    release.seal(folder, export.RELEASED)
    with pytest.raises(WeightsInvalid, match="encoder"):
        export.export(folder, tmp_path / "serving")


def test_building_twice_does_nothing_the_second_time(
    untrained_release: Path, untrained_serving: Path
) -> None:
    before = (untrained_serving / "model.onnx").stat().st_mtime_ns
    assert export.export(untrained_release, untrained_serving) is False
    assert (untrained_serving / "model.onnx").stat().st_mtime_ns == before


def test_a_damaged_build_is_built_anew(untrained_release: Path, tmp_path: Path) -> None:
    target = tmp_path / "serving" / "untrained-1"
    assert export.export(untrained_release, target) is True
    cut_short(target)
    assert export.export(untrained_release, target) is True
    assert Classifier.load(target).weights == "untrained-1"
    assert [p.name for p in target.parent.iterdir()] == ["untrained-1"]
