"""What an ensemble of teachers said of texts: `soft-labels.npz` beside the released weights.

One row of thirteen probabilities a text, by the text's id. A teacher speaks only of texts that it
has not read in training (cross-fitting): of what it had read it would repeat the labels.
Hinton et al. 2015 for distillation; Anil et al. 2018 for doing so from an equal.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Labels = Mapping[str, NDArray[np.float32]]
PATH = Path(__file__).parent / "soft-labels.npz"


def stored(path: Path = PATH) -> Labels:
    """Nothing where no teacher was asked yet."""
    if not path.exists():
        return {}
    held = np.load(path)
    rows = held["chances"].astype(np.float32) / 255
    return dict(zip(held["ids"].tolist(), rows, strict=True))


def store(labels: Labels, path: Path = PATH) -> None:
    """A byte a probability: the teachers do not know it closer."""
    rows = np.array([np.round(labels[i] * 255) for i in labels], dtype=np.uint8)
    np.savez_compressed(path, ids=np.array(list(labels)), chances=rows)
