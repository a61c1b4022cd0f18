"""Another encoder than the packaged one serves as it was trained, or is refused."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from transformers import BertConfig, BertModel

from models import release
from models.classifiers import Classifier
from models.findings import SIGNALS
from models.release import WeightsInvalid
from models.runtime import onnxruntime
from models.training import calibrate, encoders, export, train
from models.training.network import ENCODER, Network
from models.training.recipe import Recipe


@pytest.fixture(scope="module")
def other_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small BERT of another shape, with the packaged tokenizer."""
    folder = tmp_path_factory.mktemp("encoders") / "small-bert"
    torch.manual_seed(5)
    shape = BertConfig(
        num_hidden_layers=2,
        num_attention_heads=4,
        hidden_size=32,
        intermediate_size=64,
        layer_norm_eps=1e-6,
    )
    BertModel(shape, add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(ENCODER / encoders.TOKENIZER, folder / encoders.TOKENIZER)
    return folder


@pytest.fixture(scope="module")
def other_network(other_encoder: Path) -> Network:
    torch.manual_seed(6)
    network = Network(Recipe(), other_encoder).eval()
    for parameter in network.parameters():
        if parameter.requires_grad:
            parameter.data += 0.01 * torch.randn_like(parameter)
    return network


@pytest.fixture
def other_release(other_encoder: Path, other_network: Network, tmp_path: Path) -> Path:
    folder = tmp_path / "weights" / "other-1"
    train.save(other_network, Recipe(), folder, other_encoder)
    labels = calibrate.labels(folder.name, other_encoder)
    release.write_json(folder / release.LABELS, labels)
    point = {"slope": 1.0, "shift": 0.0, "operating_point": 0.5}
    release.write_json(folder / release.CALIBRATION, dict.fromkeys(SIGNALS, point))
    release.seal(folder, export.RELEASED)
    return folder


def altered(folder: Path, copy: Path, **config: object) -> Path:
    shutil.copytree(folder, copy)
    known = json.loads((copy / encoders.CONFIG).read_text())
    release.write_json(copy / encoders.CONFIG, known | config)
    return copy


def test_another_encoder_serves_what_was_trained_on_it(
    other_encoder: Path, other_network: Network, other_release: Path, tmp_path: Path
) -> None:
    file = tmp_path / "model.onnx"
    export.write_graph(other_release, file, int8=False, encoder=other_encoder)
    ids = np.array([[101, 2023, 2003, 3231, 102]])
    with torch.no_grad():
        trained = other_network(torch.tensor(ids), torch.ones(1, 5, dtype=torch.long))
    session = onnxruntime.InferenceSession(file)
    served = session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
    for ours, theirs in zip(served, trained, strict=True):
        assert np.allclose(ours, theirs, atol=5e-3)


def test_a_release_is_built_with_the_encoder_it_records(
    other_encoder: Path, other_release: Path, tmp_path: Path
) -> None:
    target = tmp_path / "serving" / "other-1"
    assert export.export(other_release, target, other_encoder)
    assert Classifier.load(target).classify(["A text."])[0].scores
    labels = json.loads((target / release.LABELS).read_text())
    assert labels["encoder"]["package"] == "small-bert"


def test_a_release_is_not_built_with_the_packaged_encoder_instead(
    other_release: Path, tmp_path: Path
) -> None:
    with pytest.raises(WeightsInvalid, match=r"not the one .* model.safetensors differs"):
        export.export(other_release, tmp_path / "serving")


def test_another_tokenizer_is_another_encoder(
    other_encoder: Path, other_release: Path, tmp_path: Path
) -> None:
    copy = altered(other_encoder, tmp_path / "copy")
    (copy / encoders.TOKENIZER).write_text("{}")
    with pytest.raises(WeightsInvalid, match=r"tokenizer.json differs"):
        export.export(other_release, tmp_path / "serving", copy)


def test_arrays_of_a_larger_network_are_found_by_their_plain_names(
    other_encoder: Path, other_release: Path, tmp_path: Path
) -> None:
    copy = altered(other_encoder, tmp_path / "copy")
    arrays = load_file(copy / encoders.ARRAYS)
    save_file({f"bert.{name}": array for name, array in arrays.items()}, copy / encoders.ARRAYS)
    for folder, file in ((other_encoder, "plain.onnx"), (copy, "prefixed.onnx")):
        export.write_graph(other_release, tmp_path / file, int8=False, encoder=folder)
    plain, prefixed = (tmp_path / name for name in ("plain.onnx", "prefixed.onnx"))
    assert plain.read_bytes() == prefixed.read_bytes()


@pytest.mark.parametrize(
    ("config", "word"),
    [({"model_type": "roberta"}, "roberta"), ({"hidden_act": "relu"}, "relu")],
)
def test_an_encoder_of_another_architecture_is_refused(
    other_encoder: Path, tmp_path: Path, config: dict[str, object], word: str
) -> None:
    with pytest.raises(WeightsInvalid, match=word):
        encoders.shape(altered(other_encoder, tmp_path / "copy", **config))


@pytest.mark.parametrize("name", [encoders.CONFIG, encoders.TOKENIZER, encoders.ARRAYS])
def test_a_folder_that_is_no_encoder_is_refused(
    other_encoder: Path, tmp_path: Path, name: str
) -> None:
    copy = altered(other_encoder, tmp_path / "copy")
    (copy / name).unlink()
    with pytest.raises(WeightsInvalid, match=name):
        encoders.shape(copy)


def test_the_environment_names_the_encoder(
    other_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCODER", str(other_encoder))
    assert encoders.encoder_folder() == other_encoder
    monkeypatch.setenv("ENCODER", str(tmp_path / "nowhere"))
    with pytest.raises(WeightsInvalid, match="nowhere"):
        encoders.encoder_folder()
    monkeypatch.setenv("ENCODER", "")
    assert encoders.encoder_folder() == ENCODER
