"""What training changed in the encoder, as a release holds it: a byte for each number.

A matrix's change is kept in whole steps of its row's own size, which is far finer than what int8
serving rounds away. Adding the changes to the encoder that the release names gives back the
network. Arrays alone: serving weights are built without torch.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Arrays = Mapping[str, Array]
STEPS = ".steps"  # beside a matrix of int8: the size of one step, for each row
MOST = 127  # steps that int8 can count


def packed(before: Arrays, after: Arrays) -> dict[str, NDArray[Any]]:
    """The changes from `before` to `after`, by the encoder's own names.

    `after` holds what was trained. Vectors, which are few, stay whole.
    """
    found: dict[str, NDArray[Any]] = {}
    for name, trained in after.items():
        change = trained.astype(np.float32) - before[name]
        if change.ndim < 2:
            found[name] = change
            continue
        steps = np.abs(change).max(axis=1, keepdims=True) / MOST
        steps[steps == 0] = 1
        found[name] = np.rint(change / steps).astype(np.int8)
        found[name + STEPS] = steps
    return found


def added(encoder: Arrays, changes: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    """The encoder's arrays with the changes in them."""
    whole = dict(encoder)
    for name, change in changes.items():
        if not name.endswith(STEPS):
            whole[name] = whole[name] + change * changes.get(name + STEPS, np.float32(1))
    return whole
