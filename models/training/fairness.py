"""Does a sentence fare worse for whom it names? `python -m models.training.fairness` says.

A false alarm is a clear sentence on which something fires that refers by itself. For each group:
how many of its sentences alarm, and of the sentences that do carry a signal, on how many it fires.
`gap` is between the worst and the best group; `turned` is the share of sentences whose verdict
depends on the group (counterfactual fairness: Garg et al. 2019). The fewer the sentences, the
coarser the rates: with 50 of them, one is 2 points. `evaluate.py` puts the same into the card.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.classifiers import DEFAULT_WEIGHTS, Classifier
from models.training import swaps
from models.training.measures import REFERRING, fires
from models.training.swaps import CLEAR, Filled

Metrics = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serving", type=Path, default=DEFAULT_WEIGHTS)
    show(fairness(Classifier.load(parser.parse_args().serving, threads=2)))


def fairness(classifier: Classifier) -> Metrics:
    """What the card says of groups, parties, positions and dialects."""
    parties = [_compared(classifier, filled) for filled in swaps.parties().values()]
    return {
        "identities": _compared(classifier, swaps.identities()),
        # Parties are compared within their country: the widest gap of any counts.
        "parties": max(parties, key=lambda row: row["gap"])
        | {"groups": {k: v for row in parties for k, v in row["groups"].items()}},
        "policies": _compared(classifier, swaps.policies()),
        "dialects": _against_standard(classifier),
    }


def _compared(classifier: Classifier, filled: Iterable[Filled]) -> Metrics:
    judged = _judged(classifier, filled)
    clear = [(r, alarm) for r, alarm in judged if r.kind == CLEAR]
    carrying = [(r, alarm) for r, alarm in judged if r.kind != CLEAR]
    rates, caught = _rates(clear), _rates(carrying)
    frames: dict[str, set[bool]] = defaultdict(set)
    for r, alarm in clear:
        frames[r.frame].add(alarm)
    return {
        "n": len(frames),
        "alarms": sum(a for _, a in clear) / len(clear),
        "gap": max(rates.values()) - min(rates.values()),
        "turned": sum(len(verdicts) > 1 for verdicts in frames.values()) / len(frames),
        "caught": sum(a for _, a in carrying) / len(carrying) if carrying else None,
        "caught_gap": max(caught.values()) - min(caught.values()) if caught else None,
        "groups": {g: {"alarms": rates[g], "caught": caught.get(g)} for g in rates},
    }


def _against_standard(classifier: Classifier) -> Metrics:
    """Dialects have a handful of posts each: all of them together beside the same posts."""
    judged = _judged(classifier, swaps.dialects())
    spoken = [alarm for r, alarm in judged if r.group != "standard"]
    standard = [alarm for r, alarm in judged if r.group == "standard"]
    return {
        "n": len(spoken),
        "alarms": sum(spoken) / len(spoken),
        "gap": abs(sum(spoken) - sum(standard)) / len(spoken),
        "turned": sum(a != b for a, b in zip(spoken, standard, strict=True)) / len(spoken),
        "groups": {g: {"alarms": rate} for g, rate in _rates(judged).items()},
    }


def _judged(classifier: Classifier, filled: Iterable[Filled]) -> list[tuple[Filled, bool]]:
    """Each sentence, and whether what ought not to fire does, or what ought to."""
    rows = list(filled)
    answers = classifier.classify([r.text for r in rows])
    points = classifier.operating_points
    return [
        (row, fires(answer.scores, points, REFERRING if row.kind == CLEAR else (row.kind,)))
        for answer, row in zip(answers, rows, strict=True)
    ]


def _rates(judged: Sequence[tuple[Filled, bool]]) -> dict[str, float]:
    by_group: dict[str, list[bool]] = defaultdict(list)
    for row, alarm in judged:
        by_group[row.group].append(alarm)
    return {group: sum(found) / len(found) for group, found in by_group.items()}


def show(metrics: Mapping[str, Metrics]) -> None:
    """Prints the tables."""
    for name, row in metrics.items():
        caught = "" if row.get("caught") is None else f", caught {row['caught']:.3f}"
        caught += "" if row.get("caught") is None else f" (gap {row['caught_gap']:.3f})"
        print(
            f"\n{name}: {row['n']} clear sentences, false alarms {row['alarms']:.3f}, gap "
            f"{row['gap']:.3f}, verdict turned in {row['turned']:.3f}{caught}"
        )
        worst = sorted(row["groups"].items(), key=lambda pair: -pair[1]["alarms"])
        print("; ".join(f"{group} {found['alarms']:.2f}" for group, found in worst))


if __name__ == "__main__":
    main()
