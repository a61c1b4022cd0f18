"""The posts of the invented agency, from the project's own labelled drafts."""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from app.demo.agency import CITY_HALL, HEALTH, SAFETY
from app.demo.evidence import cited
from models.findings import Post

CORPUS = Path(__file__).parents[2] / "models" / "corpus"
_TEAMS = {
    "cityhall": CITY_HALL,
    "everyday": CITY_HALL,
    "office": CITY_HALL,
    "utility": CITY_HALL,
    "claims": CITY_HALL,
    "replies": CITY_HALL,
    "tone-conduct": CITY_HALL,
    "blue": SAFETY,
    "status": SAFETY,
    "operational": SAFETY,
    "health": HEALTH,
    "private": HEALTH,
    "deliberative-personal": HEALTH,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A post somebody of the team might write, and what people see in it."""

    team: str
    post: Post
    labels: frozenset[str]
    better: str  # how its author mends it when asked to


def written(chance: Random, clear: int, flagged: int) -> list[Written]:
    """That many posts of each sort, in an order that chance gives; none too long to read."""
    drafts = [
        (_TEAMS[name], json.loads(line))
        for name in _TEAMS
        for line in (CORPUS / f"train-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    short = [(team, draft) for team, draft in drafts if len(draft["text"]) <= 900]
    twins = {draft["pair"]: draft["text"] for _, draft in short if _is_clean_twin(draft)}
    chosen = chance.sample([each for each in short if not each[1]["labels"]], clear)
    chosen += chance.sample([each for each in short if each[1]["labels"]], flagged)
    chance.shuffle(chosen)
    return [
        Written(
            team=team,
            post=_post(chance, draft),
            labels=frozenset(draft["labels"]),
            better=twins.get(draft.get("pair", ""), "") or _cut(draft),
        )
        for team, draft in chosen
    ]


def _post(chance: Random, draft: dict[str, Any]) -> Post:
    """As typed; somebody who states a fact mostly gives its source."""
    post = Post(text=draft["text"], platforms=(draft["platform"],))
    words = draft["spans"].get("misinformation.checkworthy", [])
    return cited(post, words, chance) if words and chance.random() < 0.8 else post


def _is_clean_twin(draft: dict[str, object]) -> bool:
    return bool(draft.get("pair")) and not draft["labels"]


def _cut(draft: dict[str, dict[str, list[str]]]) -> str:
    text = str(draft["text"])
    for spans in draft["spans"].values():
        for span in spans:
            text = text.replace(span, "")
    mended = " ".join(text.split())
    return mended if len(mended) >= 20 else "An update will follow as soon as it is official."
