"""A folder of released or serving weights: what it must hold, and proof that it is whole.

Whoever loads weights calls `opened` first. A folder that is not exactly what was released is
refused, with what to do about it: weights that were altered would still answer, only wrongly.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.findings import SIGNALS

FORMAT = 3  # raised whenever older code could misread a newer folder
CALIBRATED = ("slope", "shift", "operating_point")
CHECKSUMS, LABELS, CALIBRATION = "checksums.json", "labels.json", "calibration.json"

REBUILD = "Run `make build`, which builds them anew from models/weights/, then start again."
RESTORE = "Restore the folder from version control, then run `make build`."


class WeightsInvalid(Exception):
    """These weights must not screen. The text says what is wrong and what to do."""


def digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def seal(folder: Path, names: Sequence[str]) -> None:
    """Writes the checksums of these files of the folder; the last thing done to a release."""
    sums = {name: digest(folder / name) for name in sorted(names)}
    write_json(folder / CHECKSUMS, sums)


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def intact(folder: Path, needed: Sequence[str], remedy: str = REBUILD) -> None:
    """Raises WeightsInvalid where a file of the folder is missing, cut short or altered."""
    if not (folder / CHECKSUMS).is_file():
        raise WeightsInvalid(f"No weights were found in {folder}. {remedy}")
    sums = read_json(folder / CHECKSUMS, remedy)
    for name in (*needed, *sums):
        if name not in sums or not (folder / name).is_file():
            raise WeightsInvalid(f"The weights in {folder} lack {name}. {remedy}")
        if digest(folder / name) != sums[name]:
            raise WeightsInvalid(
                f"{name} in {folder} is cut short or altered: its checksum differs. {remedy}"
            )


def opened(folder: Path, needed: Sequence[str], remedy: str = REBUILD) -> Mapping[str, Any]:
    """The folder's labels, once every file is found to be what was released.

    Raises WeightsInvalid where a file is missing, cut short or altered, or of another format.
    """
    intact(folder, needed, remedy)
    labels = read_json(folder / LABELS, remedy)
    if labels.get("format") != FORMAT:
        raise WeightsInvalid(
            f"The weights in {folder} are of format {labels.get('format')}, and this version of "
            f"Countersign reads format {FORMAT}. Install the version they were made for. {remedy}"
        )
    if tuple(labels.get("signals", ())) != SIGNALS:
        raise WeightsInvalid(
            f"The weights in {folder} know other signals than this version of Countersign. {remedy}"
        )
    return labels


def calibration(folder: Path, remedy: str = REBUILD) -> Mapping[str, Mapping[str, float]]:
    """Every signal's slope, shift and operating point. Raises WeightsInvalid where one lacks."""
    found = read_json(folder / CALIBRATION, remedy)
    for signal in SIGNALS:
        of_signal = found.get(signal)
        numbers = [of_signal.get(n) for n in CALIBRATED] if isinstance(of_signal, dict) else [None]
        if not all(isinstance(n, int | float) and math.isfinite(n) for n in numbers):
            raise WeightsInvalid(
                f"The weights in {folder} are not calibrated for {signal}. {remedy}"
            )
    return found


def read_json(path: Path, remedy: str = REBUILD) -> Mapping[str, Any]:
    """The object in a JSON file. Raises WeightsInvalid where there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise WeightsInvalid(f"{path.name} in {path.parent} is damaged. {remedy}") from error
    if not isinstance(value, dict):
        raise WeightsInvalid(f"{path.name} in {path.parent} is damaged. {remedy}")
    return value
