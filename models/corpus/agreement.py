"""How far two readers agree on the corpus: `python -m models.corpus.agreement`.

`second-reading.tsv` holds what a second reader, who saw only the texts and the definitions, found
in a random tenth of the drafts. Prints, for each signal, how often each reader found it, raw
agreement and Cohen's kappa (1960), and Krippendorff's alpha over all signals as nominal labels.
`--list` names the drafts on which the two still differ.
"""

import argparse
import csv
import json
from collections.abc import Mapping
from pathlib import Path

from models.findings import SIGNALS

CORPUS = Path(__file__).parent
SECOND = CORPUS / "second-reading.tsv"

Labels = Mapping[str, frozenset[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the drafts that differ")
    chosen = parser.parse_args()
    first, second = author_labels(), second_labels()
    first = {i: first[i] for i in second}
    print(f"{len(second)} drafts read twice")
    for signal in SIGNALS:
        one, two = ([signal in labels[i] for i in second] for labels in (first, second))
        print(
            f"{signal:28} {sum(one):4} {sum(two):4}  agree {agreement(one, two):.3f}"
            f"  kappa {kappa(one, two):.3f}"
        )
    pooled = [[s in labels[i] for i in second for s in SIGNALS] for labels in (first, second)]
    print(f"Krippendorff's alpha, all signals: {alpha(*pooled):.3f}")
    clear = [[not labels[i] for i in second] for labels in (first, second)]
    print(f"clear or not: agree {agreement(*clear):.3f}  kappa {kappa(*clear):.3f}")
    if chosen.list:
        for i in second:
            if first[i] != second[i]:
                print(i, *(f"-{s}" for s in sorted(first[i] - second[i])), end=" ")
                print(*(f"+{s}" for s in sorted(second[i] - first[i])))


def author_labels() -> Labels:
    """Every draft's labels as its author gave them, by id."""
    found = {}
    for path in sorted(CORPUS.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                found[record["id"]] = frozenset(record["labels"])
    return found


def second_labels() -> Labels:
    """What the second reader found, by id."""
    with SECOND.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: frozenset(filter(None, row["labels"].split(",")))
            for row in csv.DictReader(lines, delimiter="\t")
        }


def agreement(one: list[bool], two: list[bool]) -> float:
    """The share of drafts on which both say the same."""
    return sum(a == b for a, b in zip(one, two, strict=True)) / len(one)


def kappa(one: list[bool], two: list[bool]) -> float:
    """Agreement beyond what two readers with these habits would reach by chance."""
    p, q = sum(one) / len(one), sum(two) / len(two)
    chance = p * q + (1 - p) * (1 - q)
    return 1.0 if chance == 1 else (agreement(one, two) - chance) / (1 - chance)


def alpha(one: list[bool], two: list[bool]) -> float:
    """Krippendorff's alpha for two readers, two values and nothing missing."""
    values, count = sum(one) + sum(two), 2 * len(one)
    differ = sum(a != b for a, b in zip(one, two, strict=True))
    expected = 2 * values * (count - values) / (count * (count - 1))
    return 1.0 if not expected else 1 - (differ / len(one)) / expected


if __name__ == "__main__":
    main()
