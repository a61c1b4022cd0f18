"""Finds where a post states, contradicts or repeats an outdated form of a verified fact.

A stated fact is no fault: it is told so that its source can be offered. The others are findings of
`misinformation.debunked`, each with the fact as it stands, its owner and its source.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from models.facts.fact import Fact, Line
from models.facts.figures import figures
from models.facts.relation import (
    DIFFERENT,
    OFFERED,
    SAME,
    WORDS_AGREE,
    WORDS_DIFFER,
    Reads,
    Relation,
    Stands,
    amount,
    nearest,
    relation,
)
from models.facts.store import Known, shared_facts
from models.facts.words import content
from models.findings import Finding, Post
from models.meaning import FOLDER, Meaning, Passage, shared_meaning

NAME = "facts/1"
CHECKWORTHY, DEBUNKED = "misinformation.checkworthy", "misinformation.debunked"
STATED, CONTRADICTED, OUTDATED = "fact-stated", "fact-contradicted", "fact-outdated"
LEAST_CHECKWORTHY = 0.1  # of the classifier's score, from which facts are looked up
SHARED = 0.5  # share of a fact's words from which they are looked up whatever it says
NEAREST = 12  # facts that are compared with a text in full


class VerifiedFacts:
    """A detector over the list in this file, which may come and change while it runs.

    Raises what it raises: the screener refers the post then.
    """

    name = NAME
    asks = (CHECKWORTHY, LEAST_CHECKWORTHY)

    def __init__(self, path: Path, meaning: Path = FOLDER) -> None:
        self._facts = shared_facts(path)
        self._folder = meaning

    def find(self, post: Post) -> list[Finding]:
        known = self._facts.known()
        if not known.facts:
            return []
        today = datetime.now(UTC).date()
        meaning = shared_meaning(self._folder)
        return [
            finding
            for part, text in post.prose()
            for finding in _told(known, part, text, meaning, today)
        ]

    def wants(self, post: Post) -> bool:
        """True where the post has a figure and half the words of some fact."""
        known = self._facts.known()
        if not known.facts:
            return False
        for _, text in post.prose():
            words = content(text)
            if figures(text) and any(_shares(own, words) for own in known.words):
                return True
        return False


def _shares(own: frozenset[str], words: frozenset[str]) -> bool:
    return bool(own) and len(own & words) >= SHARED * len(own)


def _told(known: Known, part: str, text: str, meaning: Meaning, today: date) -> Iterator[Finding]:
    """For each line of facts that comes near, what the text says of it; at most one finding."""
    passages = meaning.passages(text)
    alone = cache(lambda words: meaning.vectors([words])[0])
    seen: set[str] = set()
    for row in nearest(known.vectors, passages)[:NEAREST]:
        line = known.facts[row].line
        if line in seen:
            continue
        seen.add(line)
        found = _of_line(known, known.lines[line], text, passages, alone, today)
        if found is not None:
            kind, how, fact, said = found
            yield _finding(part, kind, how, fact, said)


def _of_line(
    known: Known,
    line: Line,
    text: str,
    passages: Sequence[Passage],
    alone: Reads,
    today: date,
) -> tuple[str, Relation, Fact, str] | None:
    now = line.in_force(today)
    if now is None:
        return None

    def stands(fact: Fact) -> Relation | None:
        return relation(fact.statement, known.vectors[known.rows[fact.id]], text, passages, alone)

    has_figure = amount(now.statement) is not None
    current = stands(now)
    least = OFFERED if has_figure else WORDS_AGREE
    if current and current.stands is Stands.STATES and current.closeness >= least:
        return STATED, current, now, _stated(now, today)
    for old, day in reversed(line.replaced(today)):
        older = stands(old)
        least = SAME if has_figure else WORDS_DIFFER
        if older and older.stands is Stands.STATES and older.closeness >= least:
            when = f"{day.day} {day:%B %Y}"
            return OUTDATED, older, now, f"This was replaced on {when}. {_now(now, today)}"
    least = DIFFERENT if has_figure else WORDS_DIFFER
    if current and current.stands is Stands.DIFFERS and current.closeness >= least:
        return CONTRADICTED, current, now, f"This differs from a verified fact. {_now(now, today)}"
    return None


def _stated(fact: Fact, today: date) -> str:
    return f"{fact.owner} has verified this.{_due(fact, today)}"


def _now(fact: Fact, today: date) -> str:
    return f"As {fact.owner} has it: “{fact.statement}”{_due(fact, today)}"


def _due(fact: Fact, today: date) -> str:
    return " It is due to be looked at again: ask them." if fact.is_due(today) else ""


def _finding(part: str, kind: str, how: Relation, fact: Fact, said: str) -> Finding:
    is_link = fact.source.startswith(("https://", "http://")) and " " not in fact.source
    return Finding(
        signal=CHECKWORTHY if kind == STATED else DEBUNKED,
        span=how.span,
        score=round(min(0.99, max(0.6, how.closeness)), 3),
        detector=NAME,
        explanation=said,
        kind=kind,
        part=part,
        link=fact.source if is_link else "",
        details=(("fact", fact.id), ("owner", fact.owner), ("source", fact.source)),
    )
