"""Are words still read where they are disguised? Evidence, written oddly, should fire still.

As screening does, a text is read with disguises undone (`models/normalise.py`). For each way of
writing: of the signals that fired rightly on dev drafts, the share that still fires.
"""

from collections.abc import Callable, Mapping, Sequence

from models.classifiers import Classified, Classifier
from models.normalise import normalise
from models.training.examples import YES, Example, rewritten

MOST = 500  # fired signals that are tried in each way
_LEET = str.maketrans("aeiosAEIOS", "4310543105")
_LOOK_ALIKE = str.maketrans("aceopxyACEHOPTX", "асеорхуАСЕНОРТХ")  # noqa: RUF001  # Cyrillic
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _spaced(words: str) -> str:
    apart = (" ".join(word) if word.isalpha() and len(word) > 3 else word for word in words.split())
    return "  ".join(apart)


WAYS: Mapping[str, Callable[[str], str]] = {
    "figures for letters": lambda words: words.translate(_LEET),
    "letters of another script": lambda words: words.translate(_LOOK_ALIKE),
    "signs of no width": lambda words: "\u200b".join(words),
    "wide letters": lambda words: words.translate(_WIDE),
    "spaced letters": _spaced,
}


def disguised(
    classifier: Classifier, dev: Sequence[Example], answers: Sequence[Classified]
) -> dict[str, float]:
    """The share that still fires, by way of writing."""
    points = classifier.operating_points
    fired = [
        (e, signal)
        for e, answer in zip(dev, answers, strict=True)
        for signal in e.spans
        if answer.scores[signal] >= points[signal] and e.label(signal) == YES
    ]
    step = max(1, len(fired) // MOST)
    tried = fired[::step][:MOST]
    found = {}
    for way, write in WAYS.items():
        texts = [normalise(rewritten(e.text, e.spans[s], write)).text for e, s in tried]
        told = classifier.classify(texts)
        still = [a.scores[s] >= points[s] for a, (_, s) in zip(told, tried, strict=True)]
        found[way] = sum(still) / max(1, len(still))
    return found
