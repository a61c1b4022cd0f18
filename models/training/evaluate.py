"""Scores the serving weights on dev sets, as they serve: `python -m models.training.evaluate`.

Prints tables, and writes `metrics.json` and the card's tables beside the weights. No test split is
read here. Operating points were chosen on the same dev drafts, so the F1 at them is a little
flattered; the average precision is not, and the agencies' posts of dev chose nothing.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models import release
from models.classifiers import DEFAULT_WEIGHTS, Classified, Classifier
from models.findings import SIGNALS
from models.training import card, export, fairness, identifiers, plot, prepare, public
from models.training.benchmarks import benchmarks, name_scores
from models.training.disguised import disguised
from models.training.examples import YES, Example, rewritten, twins
from models.training.measures import (
    REFERRING,
    average_precision,
    bins,
    calibration_error,
    fires,
    precision_recall_f1,
    span_f1,
)
from models.training.prepare import SEED

POSTS = 900  # of each kind of account, from official-posts' dev

Metrics = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--serving", type=Path, default=DEFAULT_WEIGHTS)
    parser.add_argument("--out", type=Path, default=export.WEIGHTS / export.NAME / "metrics.json")
    chosen = parser.parse_args()
    classifier = Classifier.load(chosen.serving, threads=2)
    metrics = evaluate(classifier, chosen.data)
    plot.reliability(metrics["families"], chosen.out.with_name("calibration.svg"))
    show(metrics)
    release.write_json(chosen.out, metrics)
    card.refresh(chosen.out.with_name("CARD.md"), metrics)


def evaluate(classifier: Classifier, data: Path) -> Metrics:
    """Every number that the card quotes."""
    _, dev = prepare.split(prepare.drafts())
    answers = classifier.classify([e.text for e in dev])
    unseen = [i for i, e in enumerate(dev) if prepare.is_unseen(e)]
    points = classifier.operating_points
    return {
        "weights": classifier.weights,
        "drafts": _drafts(dev, answers, points),
        "unseen_author": _drafts([dev[i] for i in unseen], [answers[i] for i in unseen], points),
        "families": _families(dev, answers),
        "faithfulness": faithfulness(classifier, dev, answers),
        "disguised": disguised(classifier, dev, answers),
        "names": name_scores(classifier, data),
        "real_posts": _real_posts(classifier, data),
        "benchmarks": benchmarks(classifier, data),
        "identifiers": identifiers.identifiers(classifier, data),
        "fairness": fairness.fairness(classifier),
    }


def _families(dev: Sequence[Example], answers: Sequence[Classified]) -> Metrics:
    """How well probabilities are calibrated, pooled over the signals of each family."""
    found = {}
    for family in dict.fromkeys(s.partition(".")[0] for s in SIGNALS):
        signals = [s for s in SIGNALS if s.startswith(f"{family}.")]
        truth = np.array([e.label(s) == YES for e in dev for s in signals])
        said = np.array([a.scores[s] for a in answers for s in signals])
        found[family] = {"ece": calibration_error(truth, said), "bins": bins(truth, said)}
    return found


def _drafts(
    dev: Sequence[Example], answers: Sequence[Classified], points: Mapping[str, float]
) -> Metrics:
    signals = {s: _signal(s, dev, answers, points[s]) for s in SIGNALS}
    fired = [fires(a.scores, points) for a in answers]
    clear = [not any(e.label(s) == YES for s in SIGNALS) for e in dev]
    due = [any(e.label(s) == YES for s in REFERRING) for e in dev]
    return {
        "n": len(dev),
        "macro_average_precision": _mean(signals, "average_precision"),
        "macro_f1": _mean(signals, "f1"),
        "macro_span_f1": _mean(signals, "span_f1"),
        "macro_ece": _mean(signals, "ece"),
        "referral_recall": _share(fired, due),
        "clear_left_alone": 1 - _share(fired, clear),
        "pairs": _pairs(dev, answers, points),
        "signals": signals,
    }


def _signal(
    signal: str, dev: Sequence[Example], answers: Sequence[Classified], point: float
) -> Metrics:
    truth = np.array([e.label(signal) == YES for e in dev])
    scores = np.array([a.scores[signal] for a in answers])
    precision, recall, f1 = precision_recall_f1(truth, scores >= point)
    shown = [
        span_f1(e.text, e.spans[signal], a.spans.get(signal, ()))
        for e, a, score in zip(dev, answers, scores, strict=True)
        if signal in e.spans and score >= point
    ]
    return {
        "n": int(truth.sum()),
        "average_precision": average_precision(truth, scores),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "ece": calibration_error(truth, scores),
        "span_f1": float(np.mean(shown)) if shown else float("nan"),
        "operating_point": point,
    }


def faithfulness(
    classifier: Classifier, dev: Sequence[Example], answers: Sequence[Classified]
) -> Metrics:
    """What becomes of a score when the words shown as evidence are taken out.

    Sufficiency's counterpart in DeYoung et al. 2020 (ERASER): comprehensiveness.
    """
    before, after, points = [], [], []
    for e, answer in zip(dev, answers, strict=True):
        for signal, point in classifier.operating_points.items():
            if answer.scores[signal] >= point and e.label(signal) == YES:
                without = rewritten(e.text, answer.spans[signal], lambda _: "\u2026")
                before.append(answer.scores[signal])
                after.append(classifier.classify([without])[0].scores[signal])
                points.append(point)
    old, new = np.array(before), np.array(after)
    return {
        "n": len(old),
        "lower": float(np.mean(new < old)),
        "drop": float(np.mean(old - new)),
        "silent": float(np.mean(new < np.array(points))),
    }


def _pairs(
    dev: Sequence[Example], answers: Sequence[Classified], points: Mapping[str, float]
) -> Metrics:
    """Both halves right: on every signal in which the two differ, each half as it should be."""
    right = [
        all(
            (answers[i].scores[s] >= points[s]) == (dev[i].label(s) == YES)
            for s in SIGNALS
            if dev[pair[0]].label(s) != dev[pair[1]].label(s)
            for i in pair
        )
        for pair in twins(dev)
    ]
    return {"n": len(right), "both_right": float(np.mean(right)) if right else float("nan")}


def _real_posts(classifier: Classifier, data: Path) -> Metrics:
    shares: Metrics = {}
    for kind, posts in public.official_posts(data, SEED, "dev").items():
        answers = classifier.classify([e.text for e in posts[:POSTS]])
        points = classifier.operating_points
        shares[kind] = {
            "n": len(answers),
            "referred": float(np.mean([fires(a.scores, points) for a in answers])),
            "fired": {
                s: float(np.mean([a.scores[s] >= points[s] for a in answers])) for s in SIGNALS
            },
        }
    return shares


def _share(fired: Sequence[bool], among: Sequence[bool]) -> float:
    chosen = [f for f, a in zip(fired, among, strict=True) if a]
    return float(np.mean(chosen)) if chosen else float("nan")


def _mean(signals: Mapping[str, Metrics], key: str) -> float:
    return float(np.nanmean([m[key] for m in signals.values()]))


def show(metrics: Metrics) -> None:
    """Prints the tables."""
    for part in ("drafts", "unseen_author"):
        m = metrics[part]
        print(f"\n{part}, n = {m['n']}: macro AP {m['macro_average_precision']:.3f}")
        print(f"{'signal':28}   n    AP     P     R    F1   ECE spans point")
        for signal, row in m["signals"].items():
            keys = ("average_precision", "precision", "recall", "f1", "ece", "span_f1")
            numbers = " ".join(f"{row[k]:5.2f}" for k in (*keys, "operating_point"))
            print(f"{signal:28} {row['n']:3} {numbers}")
        print(
            f"referral recall {m['referral_recall']:.3f}, clear {m['clear_left_alone']:.3f}", end=""
        )
        print(f", pairs {m['pairs']['both_right']:.3f} of {m['pairs']['n']}")
    faithful = metrics["faithfulness"]
    print(
        f"without its evidence a fired signal scores lower in {faithful['lower']:.3f} of "
        f"{faithful['n']}, by {faithful['drop']:.3f}; no longer fires in {faithful['silent']:.3f}"
    )
    print("still fires:", ", ".join(f"{k} {v:.3f}" for k, v in metrics["disguised"].items()))
    for name, row in metrics["names"].items():
        print(name, ", ".join(f"{kind} F1 {score:.3f}" for kind, score in row.items()))
    for kind, row in metrics["real_posts"].items():
        most = sorted(row["fired"].items(), key=lambda pair: -pair[1])[:6]
        print(f"{kind}: {row['referred']:.3f} of {row['n']} referred;", end=" ")
        print(", ".join(f"{signal} {share:.3f}" for signal, share in most))
    for name, row in metrics["benchmarks"].items():
        print(name, ", ".join(f"{k} {v:.3f}" for k, v in row.items()))
    identifiers.show(metrics["identifiers"])
    fairness.show(metrics["fairness"])


if __name__ == "__main__":
    main()
