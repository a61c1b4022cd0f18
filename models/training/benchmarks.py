"""Public dev sets, scored with the weights as released: none is tuned for a benchmark.

The labels of these sets are not ours (their READMEs say how far apart they are), so the numbers
place the weights beside published ones and no more.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.classifiers import Classifier
from models.training import named
from models.training.measures import average_precision, f1, macro_f1, precision_recall_f1
from models.training.prepare import read_jsonl

# set -> (signal, labels that mean yes, labels that mean no)
SETS: Mapping[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "tweeteval-offensive": ("tone.hostile", frozenset({"offensive"}), frozenset({"not-offensive"})),
    "edos-sexism": ("tone.discriminatory", frozenset({"sexist"}), frozenset({"not-sexist"})),
    "hatemoji": ("tone.discriminatory", frozenset({"hateful"}), frozenset({"non-hateful"})),
    "checkthat2022-t1-en": (
        "misinformation.checkworthy",
        frozenset({"checkworthy"}),
        frozenset({"not_checkworthy", "not_claim"}),
    ),
    "checkthat2023-1b-en": (
        "misinformation.checkworthy",
        frozenset({"checkworthy"}),
        frozenset({"not_checkworthy"}),
    ),
}
LIMIT = 1500


def benchmarks(classifier: Classifier, data: Path) -> dict[str, dict[str, float]]:
    """Macro-F1, F1 of the yes class at the operating point, and average precision."""
    return {name: _score(classifier, data, name) for name in SETS}


def name_scores(classifier: Classifier, data: Path) -> dict[str, dict[str, float]]:
    """F1 of whole names, exactly as marked, by set and kind; micro over the texts."""
    scores = {}
    for name in named.SETS:
        examples = named.named_examples(data, "dev", only=name)
        answers = classifier.classify([e.text for e in examples])
        row = {}
        for kind in dict.fromkeys(named.SETS[name].values()):
            gold = {(i, s) for i, e in enumerate(examples) for s in (e.names or {})[kind]}
            found = {(i, s) for i, a in enumerate(answers) for s in a.names.get(kind, ())}
            hits = len(gold & found)
            row[kind] = f1(hits / max(len(found), 1), hits / max(len(gold), 1))
        scores[name] = row
    return scores


def _score(classifier: Classifier, data: Path, name: str) -> dict[str, float]:
    signal, yes, no = SETS[name]
    rows = [r for r in read_jsonl(data / name / "dev.jsonl") if str(r["label"]) in yes | no]
    rows = rows[:LIMIT]
    answers = classifier.classify([str(r["text"]) for r in rows])
    truth = np.array([str(r["label"]) in yes for r in rows])
    scores = np.array([a.scores[signal] for a in answers])
    fired = scores >= classifier.operating_points[signal]
    return {
        "n": float(len(rows)),
        "macro_f1": macro_f1(truth, fired),
        "f1": precision_recall_f1(truth, fired)[2],
        "average_precision": average_precision(truth, scores),
    }
