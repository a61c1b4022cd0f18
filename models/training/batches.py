"""Turns examples into batches of tensors: windows of like length, with what is known of each."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from models.findings import SIGNALS, Span
from models.names import NAME_KINDS
from models.training.examples import NO, UNKNOWN, YES, Example
from models.training.recipe import Recipe
from models.windows import Window, cut

POOL_BATCHES = 25  # how many batches' worth of windows are sorted by length together


@dataclass(frozen=True, slots=True)
class Read:
    """One window with its labels (13), and the labels of its tokens where they are known."""

    window: Window
    labels: tuple[int, ...]
    tokens: NDArray[np.int8]  # (tokens of the text, signals)
    names: NDArray[np.int8]  # (tokens of the text, kinds of name)
    soft: tuple[float, ...]  # what the teachers say; UNKNOWN where they were not asked
    pair: str = ""  # of a draft that is one window: what its twin bears too


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of so many windows; UNKNOWN marks what must not count."""

    ids: Tensor  # (batch, tokens)
    mask: Tensor
    labels: Tensor  # (batch, signals)
    tokens: Tensor  # (batch, tokens, signals)
    names: Tensor  # (batch, tokens, kinds of name)
    soft: Tensor  # (batch, signals)
    pairs: Tensor  # (pairs, 2): where twins stand


def read(
    example: Example, tokenizer: Tokenizer, told: NDArray[np.float32] | None = None
) -> list[Read]:
    """Every window of the text; in a long one a signal is only where its evidence is."""
    windows = cut(example.text, tokenizer)
    return [_judge(example, window, told, alone=len(windows) == 1) for window in windows]


def _judge(
    example: Example, window: Window, told: NDArray[np.float32] | None, *, alone: bool
) -> Read:
    labels = []
    tokens = np.full((len(window.offsets), len(SIGNALS)), UNKNOWN, dtype=np.int8)
    for i, signal in enumerate(SIGNALS):
        label = example.label(signal)
        if example.evidence_known(signal):
            spans = example.spans.get(signal, ())
            tokens[:, i] = _inside(window, spans)
            if label == YES and not alone:
                label = YES if (tokens[:, i] == YES).any() else NO
        labels.append(label)
    names = np.full((len(window.offsets), len(NAME_KINDS)), UNKNOWN, dtype=np.int8)
    for i, kind in enumerate(NAME_KINDS):
        if example.names is not None and kind in example.names:
            names[:, i] = _inside(window, example.names[kind])
    # What teachers say of a long text, they say of the whole.
    soft = tuple(map(float, told)) if told is not None and alone else (UNKNOWN,) * len(SIGNALS)
    pair = f"{example.source}/{example.pair}" if example.pair and alone else ""
    return Read(window, tuple(labels), tokens, names, soft, pair)


def _inside(window: Window, spans: Sequence[Span]) -> list[int]:
    return [
        YES if any(s.start < end and start < s.end for s in spans) else NO
        for start, end in window.offsets
    ]


def batches(reads: Sequence[Read], recipe: Recipe, chance: random.Random) -> Iterator[list[Read]]:
    """Batches in a random order, each of windows of about one length, so that little is padding.

    Twins stand in one batch, so that they can be told apart.
    """
    units: dict[str, list[Read]] = {}
    for number, r in enumerate(reads):
        units.setdefault(r.pair or str(number), []).append(r)
    order = list(units.values())
    chance.shuffle(order)
    pool = recipe.batch * POOL_BATCHES
    cuts: list[list[Read]] = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda u: len(u[0].window.ids))
        current: list[Read] = []
        for unit in near:
            if len(current) + len(unit) > recipe.batch:
                cuts.append(current)
                current = []
            current += unit
        cuts.append(current)
    chance.shuffle(cuts)
    yield from cuts


def tensors(batch: Sequence[Read], device: str) -> Batch:
    """The batch as the network reads it."""
    longest = max(len(r.window.ids) for r in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    tokens = np.full((len(batch), longest, len(SIGNALS)), UNKNOWN, dtype=np.int8)
    names = np.full((len(batch), longest, len(NAME_KINDS)), UNKNOWN, dtype=np.int8)
    places: dict[str, list[int]] = {}
    for i, r in enumerate(batch):
        ids[i, : len(r.window.ids)] = r.window.ids
        tokens[i, 1 : 1 + len(r.tokens)] = r.tokens
        names[i, 1 : 1 + len(r.names)] = r.names
        if r.pair:
            places.setdefault(r.pair, []).append(i)
    lengths = np.array([len(r.window.ids) for r in batch])
    mask = (np.arange(longest) < lengths[:, None]).astype(np.int64)
    pairs = np.array([p for p in places.values() if len(p) == 2], dtype=np.int64).reshape(-1, 2)
    labels = np.array([r.labels for r in batch], dtype=np.int64)
    soft = np.array([r.soft for r in batch], dtype=np.float32)
    made = (ids, mask, labels, tokens, names, soft, pairs)
    return Batch(*(torch.from_numpy(a).to(device) for a in made))
