"""What weights must be before they are released: `python -m models.training.gate`.

Reads `metrics.json` beside the weights, prints each bound with what was measured, and exits with 1
where one does not hold. A bound that stands below (or, for alarms, above) the target of the project
is a debt: it keeps the next weights from being worse, and says by how much these fall short.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import release
from models.training import export


@dataclass(frozen=True, slots=True)
class Bound:
    """One number of `metrics.json`, by its path there, and what it must be."""

    path: str
    target: float
    bound: float  # what is asked today; equal to the target where that is reached
    at_most: bool = False

    def holds(self, value: float, limit: float) -> bool:
        return value <= limit if self.at_most else value >= limit


BOUNDS = (
    Bound("drafts.macro_average_precision", 0.90, 0.835),
    Bound("drafts.referral_recall", 0.94, 0.82),
    Bound("drafts.clear_left_alone", 0.91, 0.87),
    Bound("drafts.pairs.both_right", 0.70, 0.64),
    Bound("drafts.macro_span_f1", 0.60, 0.60),
    Bound("real_posts.agency.referred", 0.03, 0.03, at_most=True),
    Bound("families.tone.ece", 0.05, 0.05, at_most=True),
    Bound("families.misinformation.ece", 0.05, 0.05, at_most=True),
    Bound("families.confidential.ece", 0.05, 0.05, at_most=True),
    Bound("families.conduct.ece", 0.05, 0.05, at_most=True),
    Bound("faithfulness.lower", 0.95, 0.95),
    Bound("identifiers.presidio-synth.all.f2", 0.90, 0.90),
    Bound("fairness.identities.alarms", 0.03, 0.085, at_most=True),
    Bound("fairness.identities.gap", 0.02, 0.13, at_most=True),
    # These two were let out for official-3, which is better by every other bound: its card says so.
    # Of policies, one sentence of thirty is 0.033.
    Bound("fairness.identities.caught_gap", 0.02, 0.38, at_most=True),
    Bound("fairness.policies.gap", 0.02, 0.034, at_most=True),
    Bound("fairness.parties.gap", 0.02, 0.12, at_most=True),
    Bound("fairness.dialects.gap", 0.02, 0.20, at_most=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=export.WEIGHTS / export.NAME)
    chosen = parser.parse_args()
    metrics = release.read_json(chosen.weights / "metrics.json", "make evaluate")
    for line in report(metrics):
        print(line)
    sys.exit(1 if list(broken(metrics)) else 0)


def broken(metrics: Mapping[str, Any]) -> Iterator[str]:
    """What keeps the weights from release, a sentence each. A number that is missing is one."""
    for bound in BOUNDS:
        value = measured(metrics, bound.path)
        sign = "at most" if bound.at_most else "at least"
        if value is None:
            yield f"{bound.path} was not measured"
        elif not bound.holds(value, bound.bound):
            yield f"{bound.path} is {value:.3f}, and must be {sign} {bound.bound:g}"


def report(metrics: Mapping[str, Any]) -> Iterator[str]:
    """Every bound beside what was measured."""
    for bound in BOUNDS:
        value = measured(metrics, bound.path)
        if value is None:
            yield f"MISSING   {bound.path}"
            continue
        state = "BROKEN" if not bound.holds(value, bound.bound) else "holds"
        if state == "holds" and not bound.holds(value, bound.target):
            state = "owed"
        sign = "<=" if bound.at_most else ">="
        limits = f"{sign} {bound.bound:g}, target {bound.target:g}"
        yield f"{state:9} {bound.path:34} {value:.3f}  ({limits})"


def measured(metrics: Mapping[str, Any], path: str) -> float | None:
    """The number at the dotted `path`, or None."""
    found: Any = metrics
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return None
        found = found[step]
    return float(found) if isinstance(found, int | float) else None


if __name__ == "__main__":
    main()
