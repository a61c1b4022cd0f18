"""Builds what serves drafts from what was released: `python -m models.training.export`.

The packaged encoder, and what training changed in it and the heads (`models/weights/NAME-N/`),
become one ONNX graph in `models/serving/NAME-N/`. Takes seconds, needs no network and no torch, and
does nothing when up to date. The folder appears whole or not at all.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from safetensors.numpy import load_file

from models import release, runtime
from models.encoder import GRAPH, TOKENIZER
from models.release import CALIBRATION, CHECKSUMS, LABELS, RESTORE, WeightsInvalid
from models.training import changes, encoders, graph
from models.training.encoders import encoder_folder

CHANGES, HEADS, RECIPE = "changes.safetensors", "heads.safetensors", "recipe.json"
RELEASED = (CHANGES, HEADS, RECIPE, CALIBRATION, LABELS)
SERVED = (GRAPH, TOKENIZER, CALIBRATION, LABELS)
BUILT_FROM = "built-from.json"  # the release's checksums, as they were when this was built
WEIGHTS = Path(__file__).parents[1] / "weights"
SERVING = Path(__file__).parents[1] / "serving"
NAME = "official-3"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", default=NAME)
    parser.add_argument("--encoder", type=Path, help="folder of another encoder; see ENCODER")
    chosen = parser.parse_args()
    source, target = WEIGHTS / chosen.name, SERVING / chosen.name
    try:
        print("built" if export(source, target, chosen.encoder) else "up to date", target)
    except WeightsInvalid as fault:
        raise SystemExit(str(fault)) from None


def export(source: Path, target: Path, encoder: Path | None = None) -> bool:
    """Builds `target` from the release in `source`; False where it was up to date already.

    `encoder` is the folder of another than the usual one.

    Raises WeightsInvalid where the release is damaged or made for another encoder.
    """
    labels = release.opened(source, RELEASED, RESTORE)
    if _up_to_date(source, target):
        return False
    encoder = encoder_folder() if encoder is None else encoders.checked(encoder)
    encoders.refuse_another(encoder, labels)
    with appearing(target) as built:
        write_graph(source, built / GRAPH, int8=labels["precision"] == "int8", encoder=encoder)
        shutil.copyfile(encoder / "tokenizer.json", built / TOKENIZER)
        for name in (CALIBRATION, LABELS):
            shutil.copyfile(source / name, built / name)
        shutil.copyfile(source / CHECKSUMS, built / BUILT_FROM)
        release.seal(built, (*SERVED, BUILT_FROM))
    return True


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A folder to build in, which takes the place of `target` at the end, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as scratch:
        built = Path(scratch) / "built"
        built.mkdir()
        yield built
        if target.exists():
            target.rename(Path(scratch) / "old")
        built.rename(target)


def write_graph(source: Path, path: Path, *, int8: bool, encoder: Path | None = None) -> None:
    """Adds the changes to the encoder and writes the ONNX file."""
    encoder = encoder or encoder_folder()
    whole = changes.added(arrays(encoder / encoders.ARRAYS), load_file(source / CHANGES))
    model = graph.build(whole, arrays(source / HEADS), encoders.shape(encoder))
    if int8:
        write_int8(model, path)
    else:
        onnx.save(model, path)


def write_int8(model: onnx.ModelProto, path: Path) -> None:
    """Writes the graph with its matrices in int8, but for those that int8 costs too much."""
    floats = path.with_suffix(".floats")
    # The graph is built lean: what the quantiser would have it simplified by has nothing to do.
    model.metadata_props.add(key="onnx.quant.pre_process", value="onnxruntime.quant")
    onnx.save(model, floats)
    # 7 bits where 8 could overflow: processors without VNNI give the same scores then.
    tools = runtime.quantization()
    tools.quantize_dynamic(
        floats,
        path,
        weight_type=tools.QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=[n.name for n in model.graph.node if any(map(_stays_whole, n.input))],
        extra_options={"MatMulConstBOnly": True},
    )
    floats.unlink()


def _stays_whole(weight: str) -> bool:
    """The matrices after each layer's GELU: its few large values cost int8 half a point of AP."""
    return weight.endswith(".output.dense.weight") and "attention" not in weight


def arrays(path: Path) -> dict[str, NDArray[np.float32]]:
    """By their plain names: some encoders are saved as part of a larger network, `bert.…`."""
    found = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
    return {k: v.astype(np.float32) for k, v in found.items() if v.dtype.kind == "f"}


def _up_to_date(source: Path, target: Path) -> bool:
    try:
        release.opened(target, (*SERVED, BUILT_FROM))
    except WeightsInvalid:
        return False
    return (source / CHECKSUMS).read_bytes() == (target / BUILT_FROM).read_bytes()


if __name__ == "__main__":
    main()
