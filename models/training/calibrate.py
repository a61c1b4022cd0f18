"""Turns logits into probabilities, and chooses where each signal fires.

`python -m models.training.calibrate` reads the dev part of the drafts, and agencies' real posts
that training left aside. A probability is calibrated to drafts as the corpus mixes them (Platt).
A signal fires from the point that is best on the drafts (F, with recall a little above precision),
or from a higher one where more than its share of agencies' ordinary posts would be stopped. Then
the release is sealed.
"""

import argparse
from pathlib import Path

import numpy as np

from models import release
from models.classifiers import Classifier
from models.encoder import GRAPH, TOKENIZER, Encoder
from models.findings import SIGNALS
from models.training import encoders, export, prepare, public
from models.training.examples import YES
from models.training.measures import Scores, Truth, f_measure, precision_recall_f1
from models.training.network import ENCODER
from models.training.prepare import SEED
from models.windows import OVERLAP_TOKENS, WINDOW_TOKENS

PRECISION = "int8"
AGENCY_POSTS = 1500
# At most this share of agencies' ordinary posts may fire one signal. What is advice only, or refers
# nothing by itself, may fire more freely: it stops no post.
AGENCY_SHARE = 0.008
FREE = {"misinformation.checkworthy": 1.0, "misinformation.unsupported": 1.0}
# A leak that goes out costs more than a look by a person. More than this, and over 15 % of clear
# drafts would be referred. What is advice only is chosen by plain F1.
RECALL_WEIGHT = 1.4
LEAST, MOST = 0.15, 0.95  # no operating point lies outside: beyond, dev is too small to tell


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--weights", type=Path, default=export.WEIGHTS / export.NAME)
    parser.add_argument("--encoder", type=Path, default=ENCODER, help="what they were trained on")
    chosen = parser.parse_args()
    calibrate(chosen.weights, chosen.data, chosen.encoder)


def calibrate(folder: Path, data: Path, encoder: Path = ENCODER) -> None:
    """Writes labels, calibration and checksums beside the changes and heads in `folder`."""
    release.write_json(folder / release.LABELS, labels(folder.name, encoder))
    posts = public.official_posts(data, SEED)["agency"][public.OFFICIAL_POSTS["agency"] :]
    _, dev = prepare.split(prepare.drafts())
    classifier = uncalibrated(folder, encoder)
    drafts = np.array([classifier.logits(e.text) for e in dev])
    agencies = np.array([classifier.logits(e.text) for e in posts[:AGENCY_POSTS]])
    found = {}
    for i, signal in enumerate(SIGNALS):
        truth = np.array([e.label(signal) == YES for e in dev])
        slope, shift = platt(drafts[:, i], truth)
        chances = _chance(slope * drafts[:, i] + shift)
        ordinary = _chance(slope * agencies[:, i] + shift)
        share, weight = FREE.get(signal, AGENCY_SHARE), 1.0 if signal in FREE else RECALL_WEIGHT
        point = operating_point(chances, truth, ordinary, share, weight)
        found[signal] = {"slope": slope, "shift": shift, "operating_point": point}
    release.write_json(folder / release.CALIBRATION, found)
    release.seal(folder, export.RELEASED)


def labels(name: str, encoder: Path = ENCODER) -> dict[str, object]:
    """What a folder of weights says of itself."""
    return {
        "format": release.FORMAT,
        "name": name,
        "signals": SIGNALS,
        "encoder": encoders.identity(encoder),
        "windows": {"tokens": WINDOW_TOKENS, "overlap": OVERLAP_TOKENS},
        "precision": PRECISION,
    }


def uncalibrated(folder: Path, encoder: Path = ENCODER) -> Classifier:
    """The network of `folder` as it will serve, before anything is known of its scores."""
    scratch = folder / ".uncalibrated"
    scratch.mkdir(exist_ok=True)
    export.write_graph(folder, scratch / GRAPH, int8=PRECISION == "int8", encoder=encoder)
    (scratch / TOKENIZER).write_bytes((encoder / TOKENIZER).read_bytes())
    reads = Encoder(scratch, threads=2)
    for path in scratch.iterdir():
        path.unlink()
    scratch.rmdir()
    plain = {"slope": 1.0, "shift": 0.0, "operating_point": 0.5}
    return Classifier(reads, folder.name, dict.fromkeys(SIGNALS, plain))


def platt(logits: Scores, truth: Truth) -> tuple[float, float]:
    """Slope and shift by Newton's method, towards Platt's softened targets."""
    yes, no = truth.sum(), (~truth).sum()
    targets = np.where(truth, (yes + 1) / (yes + 2), 1 / (no + 2))
    design = np.stack([logits, np.ones_like(logits)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(50):
        chances = _chance(design @ found)
        slope = design.T @ (chances - targets)
        bend = (design * (chances * (1 - chances))[:, None]).T @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # Newton leaps too far where most chances are near 0 or 1: halve until it helps.
        while _misfit(design @ (found - step), targets) > _misfit(design @ found, targets):
            step /= 2
            if np.abs(step).max() < 1e-9:
                break
        found -= step
    return round(float(found[0]), 4), round(float(found[1]), 4)


def _misfit(logits: Scores, targets: Scores) -> float:
    """The loss that calibration makes least: cross-entropy, in a form that cannot overflow."""
    return float(np.sum(np.logaddexp(0.0, logits) - targets * logits))


def operating_point(
    chances: Scores, truth: Truth, ordinary: Scores, share: float, recall_weight: float = 1.0
) -> float:
    """The best F on drafts among the points that leave agencies' posts alone."""
    floor = max(LEAST, float(np.quantile(ordinary, 1 - share)) if share < 1 else 0.0)
    points = np.arange(LEAST, MOST + 0.001, 0.01)
    points = points[points >= floor] if (points >= floor).any() else points[-1:]

    def worth(point: float) -> tuple[float, float]:
        precision, recall, _ = precision_recall_f1(truth, chances >= point)
        return f_measure(precision, recall, recall_weight), -abs(point - 0.5)

    return round(float(max(points, key=worth)), 2)


def _chance(logits: Scores) -> Scores:
    return np.asarray(1 / (1 + np.exp(-logits)))


if __name__ == "__main__":
    main()
