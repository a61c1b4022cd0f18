"""Public sets that training reads beside the drafts, and what each label of theirs says to us.

Sets whose licence allows released weights (tier A in the data folder's README), and, marked as
such, sets and real posts that bear no licence of their own (tier B): train with `tier_b=0`, and
with `OFFICIAL_POSTS` left empty, to do without them.

Nothing of these sets is copied into the project. A folder that is missing is an error, not a skip:
weights trained on less than their card says would be a lie.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from models.findings import Span
from models.training.examples import NO, YES, Example, nothing_fires
from models.training.prepare import read_jsonl

HOSTILE, DISCRIMINATORY = "tone.hostile", "tone.discriminatory"
PERSONAL, CREDENTIAL = "confidential.personal", "confidential.credential"
CHECKWORTHY, UNSUPPORTED = "misinformation.checkworthy", "misinformation.unsupported"
DEBUNKED, PARTISAN = "misinformation.debunked", "conduct.partisan"

# How many texts each set lends to training.
TAKEN: dict[str, int] = {
    "political-incivility-mupid": 1500,
    "toxic-spans": 900,
    "edos-sexism": 900,
    "hatemoji": 600,
    "davidson-hate-offensive": 600,
    "dlp-maison": 300,
}
TAKEN_TIER_B: dict[str, int] = {
    "tweeteval-offensive": 6000,
    "checkthat2022-t1-en": 2400,
    "checkthat2020-t1-en": 600,
}
OFFICIAL_POSTS: Mapping[str, int] = {"agency": 2000, "office": 800}

Judge = Callable[[Mapping[str, Any]], dict[str, int]]


def _mupid(row: Mapping[str, Any]) -> dict[str, int]:
    # "intolerant" alone is often implied only; it is left out rather than guessed at.
    if "impolite" in row["label"]:
        return {HOSTILE: YES}
    return {HOSTILE: NO} if row["label"] == "civil" else {}


def _toxic(row: Mapping[str, Any]) -> dict[str, int]:
    kinds = set(row.get("types") or ())
    labels = {HOSTILE: YES} if kinds & {"Insult", "Threat"} else {}
    return labels | ({DISCRIMINATORY: YES} if "Identity based Attack" in kinds else {})


def _edos(row: Mapping[str, Any]) -> dict[str, int]:
    # A text that is not sexist may be hateful on other grounds: it says nothing of hostility.
    if row["label"] == "not-sexist":
        return {DISCRIMINATORY: NO}
    return {DISCRIMINATORY: YES} | ({HOSTILE: YES} if row["vector"][0] in "12" else {})


def _hatemoji(row: Mapping[str, Any]) -> dict[str, int]:
    if row["label"] == "non-hateful":
        return {DISCRIMINATORY: NO, HOSTILE: NO}
    insult = {"threateninglanguage", "dehumanizinglanguage", "derogation"}
    return {DISCRIMINATORY: YES} | ({HOSTILE: YES} if row["type"] in insult else {})


def _davidson(row: Mapping[str, Any]) -> dict[str, int]:
    # "offensive_language" is mostly casual swearing, and biased against African-American English.
    if row["label"] == "hate_speech" and row["agreement"] >= 0.67:
        return {DISCRIMINATORY: YES, HOSTILE: YES}
    return {DISCRIMINATORY: NO, HOSTILE: NO} if row["label"] == "neither" else {}


def _maison(row: Mapping[str, Any]) -> dict[str, int]:
    if not row["sensitive"]:
        return {PERSONAL: NO, CREDENTIAL: NO}
    return {row["signal"]: YES} if row["signal"] else {}


def _offensive(row: Mapping[str, Any]) -> dict[str, int]:
    # Swearing at nobody is offensive there and nothing here; whether it offends is not told apart.
    if row["label"] == "not-offensive":
        return {HOSTILE: NO}
    return {HOSTILE: YES} if str(row["detail"]).startswith("OFF/TIN") else {}


def _checkthat(row: Mapping[str, Any]) -> dict[str, int]:
    # A claim that a newsroom had no time for may still be checkable: only the ends are clear.
    if not row["claim"]:
        return {CHECKWORTHY: NO, UNSUPPORTED: NO}
    return {CHECKWORTHY: YES} if row["label"] == "checkworthy" else {}


JUDGES: Mapping[str, Judge] = {
    "political-incivility-mupid": _mupid,
    "toxic-spans": _toxic,
    "edos-sexism": _edos,
    "hatemoji": _hatemoji,
    "davidson-hate-offensive": _davidson,
    "dlp-maison": _maison,
    "tweeteval-offensive": _offensive,
    "checkthat2022-t1-en": _checkthat,
    "checkthat2020-t1-en": _checkthat,
}


def public_examples(folder: Path, seed: int, *, tier_b: bool = True) -> list[Example]:
    """The sample of the public sets that training reads."""
    taken: list[Example] = []
    for name, count in (TAKEN | TAKEN_TIER_B if tier_b else TAKEN).items():
        rows = [e for e in _judged(folder, name) if e.labels]
        taken += _balanced(rows, count, random.Random(f"{seed}/{name}"))  # noqa: S311
    return taken


def official_posts(folder: Path, seed: int, split: str = "train") -> dict[str, list[Example]]:
    """Real posts by account type, shuffled; ordinary posts, so weak negatives of most signals.

    What an agency states is not judged here, but it does not pass on debunked claims; politicians
    state much and campaign at times, so theirs are silent on misinformation and partisanship.
    """
    unknown = {
        "agency": (CHECKWORTHY, UNSUPPORTED),
        "office": (CHECKWORTHY, UNSUPPORTED, DEBUNKED, PARTISAN),
        "campaign": (CHECKWORTHY, UNSUPPORTED, DEBUNKED, PARTISAN),
    }
    found: dict[str, list[Example]] = {kind: [] for kind in unknown}
    for row in read_jsonl(folder / "official-posts" / f"{split}.jsonl"):
        kind = str(row["account_type"])
        if kind in unknown:
            labels = nothing_fires(*unknown[kind])
            text = str(row["text"])
            found[kind].append(Example(str(row["id"]), text, labels, source="official-posts"))
    for kind, examples in found.items():
        random.Random(f"{seed}/{kind}").shuffle(examples)  # noqa: S311
    return found


def masked_texts(folder: Path) -> list[str]:
    """Real posts of every kind of account, unlabelled: how officials write."""
    return [str(r["text"]) for r in read_jsonl(folder / "official-posts" / "train.jsonl")]


def _judged(folder: Path, name: str, split: str = "train") -> Iterable[Example]:
    for number, row in enumerate(read_jsonl(folder / name / f"{split}.jsonl")):
        labels = JUDGES[name](row)
        spans = {}
        if name == "toxic-spans" and labels.get(HOSTILE) == YES:
            pieces: Any = row["spans"]
            spans[HOSTILE] = tuple(Span(start, end) for start, end in pieces)
        yield Example(f"{name}-{number}", str(row["text"]), labels, spans, source=name)


def _balanced(examples: list[Example], count: int, chance: random.Random) -> list[Example]:
    """As many texts on which something fires as others, as far as there are so many."""
    chance.shuffle(examples)
    fires = [e for e in examples if YES in e.labels.values()]
    quiet = [e for e in examples if YES not in e.labels.values()]
    half = max(count // 2, count - len(quiet))
    return fires[:half] + quiet[: count - len(fires[:half])]
