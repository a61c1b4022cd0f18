"""Says the same of other groups and parties, and in other Englishes, so that these decide nothing.

Counterfactual data augmentation (Lu et al. 2020; Garg et al. 2019): a draft that names a group or a
party is read with another one in its place; one that names none and carries no tone is read with a
group before "residents", "families" and the like; some are respelled as people speak. Labels and
evidence stay as they were. The words are lists of ours; the sentences that fairness is measured on
(`models/fairness/`) are never read here.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from models.findings import Span
from models.training.batches import Read, read
from models.training.examples import YES, Example

SWAPPED, NAMED, SPOKEN, IN_PARTY = 0.7, 0.5, 0.12, 0.6  # how often, of the drafts that it fits

_WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
# Adjectives, so that one fits where another stood; parties by country; spellings by variety.
GROUPS: Sequence[str] = _WORDS["groups"]
PARTIES: Sequence[Sequence[str]] = _WORDS["parties"]
_SPEECH: Sequence[Mapping[str, str]] = list(_WORDS["speech"].values())
_SMALL = frozenset(group for group in GROUPS if group[0].islower())
# Words that mean a party or a group only before these; "the DA", "Labor Day", "a blind corner".
_ALSO_ELSE = frozenset(_WORDS["ambiguous"])
_SIDE = (
    r"(?= (?:[Pp]arty|[Gg]roup|candidates?|members?|councillors?|MPs?|leaders?|governments?"
    r"|senators?|caucus|voters?|ministers?|mayors?|benches|colleagues?|politicians?|lawmakers?|ticket)\b)"
)
_WHO = (
    r"(?= (?:residents?|famil(?:y|ies)|students?|parents?|neighbou?rs?|people|person|patients?"
    r"|tenants?|children|kids?|teens?|girls?|boys?|women|woman|men|man|couples?|youth|officers?|voters?"
    r"|victims?|drivers?|veterans?|workers?|communit(?:y|ies))\b)"
)


def _any(words: Iterable[str], after: str) -> str:
    listed = "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
    return rf"\b(?:{listed})\b{after}"


_GROUP = re.compile(
    _any((g for g in GROUPS if g not in _SMALL), "(?= [a-z]{3})") + "|" + _any(_SMALL, _WHO)
)
_KNOWN = {party for row in PARTIES for party in row}
_PARTY = re.compile(
    _any(_KNOWN - _ALSO_ELSE, "(?! Republic| County)") + "|" + _any(_ALSO_ELSE & _KNOWN, _SIDE)
)
_PEOPLE = re.compile(
    r"(?<![\w-])(?:residents|families|students|parents|neighbou?rs|volunteers|workers|people|patients"
    r"|tenants|veterans|business owners|drivers|voters|children|kids|teens|visitors|women|men|staff"
    r"|officers|nurses|teachers|members|customers|callers|commuters|riders|applicants|artists"
    r"|leaders|elders|seniors|couples|youth|pupils|farmers|shoppers|worshippers|homeowners)\b"
)
_PARTISANS = re.compile(
    r"(?<![\w-])(?:councillors?|council ?members?|candidates?|senators?|legislators|MPs?|MSPs"
    r"|delegates|colleagues?|lawmakers|aldermen|caucus|commissioners|representatives)\b"
)
Edit = tuple[int, int, str]


def vary(
    epochs: Sequence[list[list[Read]]],
    readings: Sequence[tuple[Example, Sequence[Read]]],
    tokenizer: Tokenizer,
    seed: int,
) -> None:
    """Replaces drafts in the batches of these epochs by what they say of others, in place.

    `readings` holds each draft with its windows, the very ones that the batches hold. Long drafts,
    of several windows, stay as they are.
    """
    owners = {id(windows[0]): draft for draft, windows in readings if len(windows) == 1}
    for number, epoch in enumerate(epochs):
        chance = random.Random(f"{seed}/varied/{number}")  # noqa: S311
        for batch in epoch:
            for i, given in enumerate(batch):
                draft = owners.get(id(given))
                other = varied(draft, chance) if draft else None
                windows = read(other, tokenizer) if other else []
                if len(windows) == 1:
                    batch[i] = replace(windows[0], soft=given.soft)


def varied(draft: Example, chance: random.Random) -> Example | None:
    """The draft with other groups, parties or spellings; None where it stays as it is."""
    edits = list(_swaps(draft.text, chance))
    if not edits:
        edits = list(_names(draft, chance))
    changed = _edited(draft, edits) if edits else None
    if chance.random() < SPOKEN:
        base = changed or draft
        respelled = list(_respellings(base.text, chance.choice(_SPEECH)))
        changed = _edited(base, respelled) if respelled else changed
    return changed


def _swaps(text: str, chance: random.Random) -> Iterator[Edit]:
    """One group for another everywhere in the text, and one party for another."""
    if chance.random() >= SWAPPED:
        return
    chosen: dict[str, str] = {}
    for match in _GROUP.finditer(text):
        word = match.group()
        yield (*match.span(), chosen.setdefault(word, chance.choice(GROUPS)))
    for match in _PARTY.finditer(text):
        word = match.group()
        rows = [row for row in PARTIES if word in row]
        yield (*match.span(), chosen.setdefault(word, chance.choice(chance.choice(rows))))


def _names(draft: Example, chance: random.Random) -> Iterator[Edit]:
    """A group or a party before a word for people, where the draft is quiet on both."""
    tone = any(v == YES for s, v in draft.labels.items() if s.startswith("tone."))
    if not tone and chance.random() < NAMED:
        places = list(_PEOPLE.finditer(draft.text))
        if places:
            start = chance.choice(places).start()
            group = chance.choice(GROUPS)
            is_first = start == 0 or draft.text[:start].rstrip()[-1:] in ".!?\n"
            group = group.capitalize() if is_first and group in _SMALL else group
            yield (start, start, f"{group} ")
    if not tone and draft.label("conduct.partisan") != YES and chance.random() < IN_PARTY:
        places = list(_PARTISANS.finditer(draft.text))
        if places:
            start = chance.choice(places).start()
            yield (start, start, chance.choice(chance.choice(PARTIES)) + " ")


def _respellings(text: str, speech: Mapping[str, str]) -> Iterator[Edit]:
    pattern = re.compile(
        r"(?<![\w@#/.'-])(?:"
        + "|".join(sorted(map(re.escape, speech), key=len, reverse=True))
        + r")(?![\w@/'-])"
    )
    for match in pattern.finditer(text):
        yield (*match.span(), speech[match.group()])


def _edited(draft: Example, edits: Sequence[Edit]) -> Example:
    """The draft after these edits of its text, with its evidence where it is now."""
    pieces: list[str] = []
    used = 0
    ordered = sorted(edits)
    for start, end, words in ordered:
        if start < used:
            continue
        pieces += [draft.text[used:start], words]
        used = end
    text = "".join([*pieces, draft.text[used:]])
    spans = {
        signal: tuple(Span(_moved(s.start, ordered, 0), _moved(s.end, ordered, 1)) for s in found)
        for signal, found in draft.spans.items()
    }
    return replace(draft, text=text, spans=spans)


def _moved(place: int, edits: Sequence[Edit], is_end: int) -> int:
    """Where an offset is after the edits; one inside a replaced word goes to the word's edge."""
    shift, used = 0, 0
    for start, end, words in edits:
        if start < used:
            continue
        used = end
        if end <= place and not (start == end == place and not is_end):
            shift += len(words) - (end - start)
        elif start < place:
            return start + shift + (len(words) if is_end else 0)
        else:
            break
    return place + shift
