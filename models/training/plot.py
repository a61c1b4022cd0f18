"""The calibration plot of a card, as an SVG file: what was said beside what came true.

A reliability diagram (DeGroot and Fienberg 1983) for each family of signals, in ten bins. The size
of a point is how many answers it stands for.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.training.measures import Bin

SIDE, GAP = 150, 34
COLOUR = {"line": "#8d9297", "point": "#1a4480", "text": "#1b1b1b"}


def reliability(families: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Writes the plot; `families` is what `metrics.json` has under that name."""
    width = len(families) * (SIDE + GAP) + GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {SIDE + 3 * GAP}" '
        f'font-family="sans-serif" font-size="12" fill="{COLOUR["text"]}" role="img">',
        "<title>Calibration: the share that was true, over the probability that was said</title>",
    ]
    for number, (family, row) in enumerate(families.items()):
        lines += _panel(family, row["bins"], GAP + number * (SIDE + GAP), GAP)
    path.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


def _panel(family: str, bins: Sequence[Bin], left: int, top: int) -> Iterator[str]:
    bottom = top + SIDE
    yield f'<text x="{left}" y="{top - 10}">{family}</text>'
    yield (
        f'<path d="M{left} {top}V{bottom}H{left + SIDE}M{left} {bottom}L{left + SIDE} {top}" '
        f'fill="none" stroke="{COLOUR["line"]}"/>'
    )
    for share in (0, 0.5, 1):
        across, up = left + share * SIDE, bottom - share * SIDE
        yield f'<text x="{across:.0f}" y="{bottom + 16}" text-anchor="middle">{share}</text>'
        yield f'<text x="{left - 5}" y="{up + 4:.0f}" text-anchor="end">{share}</text>'
    yield f'<text x="{left}" y="{bottom + 34}">said</text>'
    for point in bins:
        x, y = left + point["said"] * SIDE, bottom - point["true"] * SIDE
        radius = 2 + min(point["n"], 400) ** 0.5 / 4
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{COLOUR["point"]}" '
            f'fill-opacity="0.7"><title>{point["n"]} answers</title></circle>'
        )
