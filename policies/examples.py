"""Holds every rule's examples against a screener: what must meet the rule, and what must not."""

from collections.abc import Callable, Iterable, Iterator

from models.findings import Post, Screening
from policies.conditions import AllOf, AnyOf, Not, SignalFound
from policies.evidence import Condition
from policies.faults import Fault
from policies.rule import Rule
from policies.seen import Seen
from policies.sources import SourceRules
from policies.weighing import weighed
from policies.wording import TooSlow

Screen = Callable[[Post], Screening]


def needs_weights(condition: Condition) -> bool:
    """Whether the classifier has a say in it; patterns and wording can be tried without."""
    match condition:
        case SignalFound():
            return True
        case AllOf(conditions) | AnyOf(conditions):
            return any(needs_weights(part) for part in conditions)
        case Not(inner):
            return needs_weights(inner)
        case _:
            return False


def example_faults(rules: Iterable[Rule], screen: Screen, sources: SourceRules) -> Iterator[Fault]:
    """Every example that does not hold, with its line and what can be done about it."""
    for rule in rules:
        for example in (*rule.meets, *rule.passes):
            must_meet = example in rule.meets
            try:
                screening = weighed(sources, screen(example.post), example.post)
                seen = Seen(screening, example.post, example.occasion)
                met = rule.met_by(seen) is not None
            except TooSlow:
                what = f"A pattern of `{rule.id}` ran out of time on this example."
                yield Fault(rule.file, example.line, what, "Make the pattern simpler.")
                continue
            if met is not must_meet:
                what = "This example must meet the rule" if must_meet else "This example must pass"
                what += f" `{rule.id}`, but does not."
                yield Fault(rule.file, example.line, what, _remedy(must_meet))


def _remedy(must_meet: bool) -> str:
    if must_meet:
        return "Widen the condition, or lower its `at_least`, or correct the example."
    return "Narrow the condition, or raise its `at_least`, or correct the example."
