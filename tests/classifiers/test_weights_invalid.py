"""Weights that are not exactly what was released must not screen; the refusal says what to do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models import release
from models.classifiers import Classifier, WeightsInvalid
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


def relabel(folder: Path, **changes: object) -> None:
    labels = json.loads((folder / "labels.json").read_text())
    release.write_json(folder / "labels.json", labels | changes)
    release.seal(folder, (*export.SERVED, export.BUILT_FROM))


@pytest.mark.parametrize(
    "damage",
    [
        cut_short,
        altered,
        without_tokenizer,
        without_checksums,
        broken_checksums,
        checksums_that_omit_the_graph,
        of_another_format,
        of_other_signals,
    ],
)
def test_damaged_weights_are_refused_with_what_to_do(
    untrained_serving: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "untrained-1"
    shutil.copytree(untrained_serving, folder)
    damage(folder)
    with pytest.raises(WeightsInvalid, match="make build"):
        Classifier.load(folder)


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
