"""Holds a pack to this: no rule's wording may treat one side, or one group, unlike another.

The same sentence about another party or group must meet the same rules, and so must a position and
its opposite. What screening finds is held constant, so that what is left is the rules' own doing:
their terms, patterns and topics. No model is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.findings import SIGNALS, Finding, Post, Screening, Span
from policies.conditions import AllOf, AnyOf, Not
from policies.evidence import Condition
from policies.faults import Fault
from policies.rule import Pack, Rule
from policies.seen import Seen
from policies.weighing import weighed
from policies.wording import Pattern, Terms, TooSlow, Topic


@dataclass(frozen=True, slots=True)
class Alike:
    """Sentences that differ in the side they take, or only in the party or group they name."""

    texts: tuple[str, ...]
    by_name_only: bool


def symmetry_faults(
    pack: Pack, groups: Sequence[Alike], rules: Iterable[Rule] | None = None
) -> Iterator[Fault]:
    """For each rule the first sentences that it tells apart; of all rules unless some are given."""
    chosen = (*pack.active_rules, *pack.shadow_rules) if rules is None else tuple(rules)
    asked = [rule for rule in chosen if reads_wording(rule.when)]
    seen = [_seen(pack, group) for group in groups] if asked else []
    for rule in asked:
        apart = next((two for group in seen if (two := _told_apart(rule, group))), None)
        if apart:
            what = f"`{rule.id}` is met by “{apart[0]}” and not by “{apart[1]}”."
            remedy = (
                "A rule may not test for a side or a group: ask what the post does, or name all "
                "sides alike."
            )
            yield Fault(rule.file, 1, what, remedy)


def reads_wording(condition: Condition) -> bool:
    """Whether its outcome depends on words that the rule itself looks for."""
    match condition:
        case Terms() | Pattern() | Topic():
            return True
        case AllOf(conditions) | AnyOf(conditions):
            return any(reads_wording(part) for part in conditions)
        case Not(inner):
            return reads_wording(inner)
        case _:
            return False


def _seen(pack: Pack, group: Alike) -> list[list[Seen]]:
    """The sentences where nothing is found and, where only a name differs, where everything is."""
    found = (_nothing, _everything) if group.by_name_only else (_nothing,)
    return [
        [Seen(weighed(pack.sources, make(text), Post(text)), Post(text)) for text in group.texts]
        for make in found
    ]


def _told_apart(rule: Rule, group: list[list[Seen]]) -> tuple[str, str] | None:
    for alike in group:
        met: dict[bool, str] = {}
        for seen in alike:
            met.setdefault(_is_met(rule, seen), seen.post.text)
            if len(met) == 2:
                return met[True], met[False]
    return None


def _is_met(rule: Rule, seen: Seen) -> bool:
    try:
        return rule.met_by(seen) is not None
    except TooSlow:
        return False


def _nothing(text: str) -> Screening:
    return Screening(dict.fromkeys(SIGNALS, 0.0), dict.fromkeys(SIGNALS, 0.5), (), "none")


def _everything(text: str) -> Screening:
    whole = Span(0, len(text))
    findings = tuple(Finding(s, whole, 1.0, "all", "Everything is found.") for s in SIGNALS)
    return Screening(dict.fromkeys(SIGNALS, 1.0), dict.fromkeys(SIGNALS, 0.5), findings, "all")
