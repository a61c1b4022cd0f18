"""From what the token head says of one window to the spans shown as evidence.

A span is a stretch of words whose tokens stand out for the signal. Where a signal fires there is
always at least one: a person must be able to see what was meant.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.findings import Span

SHARE = 0.4  # a token stands out from this share of the strongest token's probability on
GAP_TOKENS = 2  # stretches no further apart than this are one
SPAN_LIMIT = 4  # the strongest stretches; more would mark the whole post


def spans(
    text: str, offsets: Sequence[tuple[int, int]], logits: NDArray[np.float32]
) -> tuple[Span, ...]:
    """The evidence for one signal, in the order of the text; `logits` has one value a token."""
    strength = 1 / (1 + np.exp(-logits.astype(np.float64)))
    standing = np.flatnonzero(strength >= SHARE * strength.max())
    stretches: list[tuple[int, int]] = []
    for token in map(int, standing):
        if stretches and token - stretches[-1][1] <= GAP_TOKENS + 1:
            stretches[-1] = (stretches[-1][0], token)
        else:
            stretches.append((token, token))
    stretches.sort(key=lambda s: -float(strength[s[0] : s[1] + 1].max()))
    found = [
        _whole_words(text, offsets[first][0], offsets[last][1])
        for first, last in stretches[:SPAN_LIMIT]
    ]
    return tuple(sorted(set(found)))


def _whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)
