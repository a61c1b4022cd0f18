"""Turns examples into batches of tensors: windows of like length, with what is known of each."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from models.findings import SIGNALS
from models.training.examples import NO, UNKNOWN, YES, Example
from models.windows import Window, cut

POOL_BATCHES = 25  # how many batches' worth of windows are sorted by length together


@dataclass(frozen=True, slots=True)
class Read:
    """One window with its labels (13), and the labels of its tokens where they are known."""

    window: Window
    labels: tuple[int, ...]
    tokens: tuple[tuple[int, ...], ...]  # one row a signal, empty where unknown


def read(example: Example, tokenizer: Tokenizer) -> list[Read]:
    """Every window of the text; in a long one a signal is only where its evidence is."""
    windows = cut(example.text, tokenizer)
    return [_judge(example, window, alone=len(windows) == 1) for window in windows]


def _judge(example: Example, window: Window, *, alone: bool) -> Read:
    labels, rows = [], []
    for signal in SIGNALS:
        label = example.label(signal)
        row: tuple[int, ...] = ()
        if example.evidence_known(signal):
            spans = example.spans.get(signal, ())
            row = tuple(
                YES if any(s.start < end and start < s.end for s in spans) else NO
                for start, end in window.offsets
            )
            if label == YES and not alone:
                label = YES if YES in row else NO
        labels.append(label)
        rows.append(row)
    return Read(window, tuple(labels), tuple(rows))


def batches(reads: Sequence[Read], size: int, chance: random.Random) -> Iterator[list[Read]]:
    """Batches in a random order, each of windows of about one length, so that little is padding."""
    order = list(reads)
    chance.shuffle(order)
    pool = size * POOL_BATCHES
    cuts: list[list[Read]] = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda r: len(r.window.ids))
        cuts += [near[i : i + size] for i in range(0, len(near), size)]
    chance.shuffle(cuts)
    yield from cuts


def tensors(batch: Sequence[Read]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(ids, mask, labels, token labels); UNKNOWN marks what must not count."""
    longest = max(len(r.window.ids) for r in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    tokens = torch.full((len(batch), longest, len(SIGNALS)), UNKNOWN, dtype=torch.long)
    for i, r in enumerate(batch):
        ids[i, : len(r.window.ids)] = torch.tensor(r.window.ids)
        mask[i, : len(r.window.ids)] = 1
        for j, row in enumerate(r.tokens):
            if row:
                tokens[i, 1 : 1 + len(row), j] = torch.tensor(row)
    return ids, mask, torch.tensor([r.labels for r in batch]), tokens
