"""How much of what identifies people is found: `python -m models.training.identifiers --data …`.

On Presidio's synthetic set, as Presidio's own evaluation counts: word by word, recall weighing
twice as much as precision (F2), and `all` whatever the kind. This is what can be *seen*; whether a
detail is then a private person's, and a finding, is for `models/people.py` and
`models/identifiers/contacts.py` to judge.
Beside it, on real posts of agencies: how many of them a finding would stop.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.classifiers import DEFAULT_WEIGHTS, Classifier
from models.findings import Span
from models.identifiers import MATCHERS
from models.identifiers.contacts import mailboxes
from models.identifiers.phones import phone_numbers
from models.matching import Match
from models.names import ADDRESS, PERSON, PLACE
from models.people import private_details, street_addresses
from models.training import public
from models.training.measures import f_measure
from models.training.prepare import SEED, read_jsonl

# type of the set -> our kind; of what identifies nobody by itself we look for places only.
KINDS: Mapping[str, str] = {
    "PERSON": PERSON,
    "STREET_ADDRESS": ADDRESS,
    "GPE": PLACE,
    "PHONE_NUMBER": "phone",
    "EMAIL_ADDRESS": "email",
    "CREDIT_CARD": "payment-card",
    "US_SSN": "us-ssn",
    "IBAN_CODE": "iban",
    "US_DRIVER_LICENSE": "driver-licence",
}
ANY = "all"  # of any kind
POSTS = 1000
F2 = 2.0

Metrics = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--serving", type=Path, default=DEFAULT_WEIGHTS)
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    chosen = parser.parse_args()
    classifier = Classifier.load(chosen.serving, threads=2)
    show(identifiers(classifier, chosen.data, chosen.split))


def identifiers(classifier: Classifier, data: Path, split: str = "dev") -> Metrics:
    """Precision, recall and F2 by kind and of all; the share of agencies' posts with a finding."""
    rows = list(read_jsonl(data / "presidio-synth" / f"{split}.jsonl"))
    answers = classifier.classify([str(row["text"]) for row in rows])
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for row, answer in zip(rows, answers, strict=True):
        text, marked = str(row["text"]), row["spans"]
        assert isinstance(marked, list)  # noqa: S101  # the set's README says so
        marked = [s for s in marked if s["type"] in KINDS]
        right = [(KINDS[s["type"]], Span(s["start"], s["end"])) for s in marked]
        said = list(seen(text, answer.names))
        for word in _words(text):
            is_so = {kind for kind, span in right if word.meets(span)}
            is_said = {kind for kind, span in said if word.meets(span)}
            # Of any kind but a place, which identifies nobody by itself.
            is_so |= {ANY} if is_so - {PLACE} else set()
            is_said |= {ANY} if is_said - {PLACE} else set()
            gold.update(is_so)
            found.update(is_said)
            hits.update(is_so & is_said)
    kinds = (ANY, *dict.fromkeys(KINDS.values()))
    return {
        "presidio-synth": {k: _scores(hits[k], found[k], gold[k]) for k in kinds},
        "agency_posts": _alarms(classifier, data),
    }


def seen(text: str, names: Mapping[str, Sequence[Span]]) -> Iterator[tuple[str, Span]]:
    """Everything in the text that may identify somebody, whoever it is."""
    numbers = [("phone", span) for span in phone_numbers(text)]
    numbers += (("email", span) for span in mailboxes(text))
    for match in _matches(text):
        numbers.append((ADDRESS if match.kind == "street-address" else match.kind, match.span))
    yield from numbers
    known = [span for kind, span in numbers if kind != ADDRESS]
    yield from ((ADDRESS, span) for span in street_addresses(text, names, known))
    for kind in (PERSON, PLACE):
        yield from ((kind, span) for span in names.get(kind, ()))


def _matches(text: str) -> Iterator[Match]:
    for matcher in MATCHERS:
        yield from matcher(text)


def _alarms(classifier: Classifier, data: Path) -> Metrics:
    texts = [e.text for e in public.official_posts(data, SEED, "dev")["agency"][:POSTS]]
    answers = classifier.classify(texts)
    stopped = [
        any(_matches(text)) or any(private_details(text, answer.names))
        for text, answer in zip(texts, answers, strict=True)
    ]
    return {"n": len(texts), "with_a_finding": sum(stopped) / len(texts)}


def _words(text: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in re.finditer(r"[^\W_]+", text))


def _scores(hits: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    scores = {"precision": precision, "recall": recall, "f2": f_measure(precision, recall, F2)}
    return {"n": gold, **scores}


def show(metrics: Metrics) -> None:
    """Prints the tables."""
    for kind, row in metrics["presidio-synth"].items():
        numbers = " ".join(f"{row[key]:6.3f}" for key in ("precision", "recall", "f2"))
        print(f"{kind:16} {row['n']:5} {numbers}")
    posts = metrics["agency_posts"]
    print(f"{posts['with_a_finding']:.4f} of {posts['n']} agencies' posts with a finding")


if __name__ == "__main__":
    main()
