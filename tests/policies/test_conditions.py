"""Conditions: what meets each of them, and that their order and naming make no difference."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from models.findings import Finding, Media, Post, Screening, Span
from policies.conditions import (
    AllOf,
    AnyOf,
    InCapacity,
    KindFound,
    MediaWithoutAlt,
    NoSources,
    Not,
    OnPlatform,
    SignalFound,
)
from policies.evidence import Condition
from policies.reading import read_condition
from policies.seen import Seen
from policies.sources import SourceRules
from policies.weighing import weighed
from policies.wording import Terms

BuildFinding = Callable[..., Finding]
BuildScreening = Callable[..., Screening]
POST = Post("Vote for me on Tuesday!", platforms=("x",))


@pytest.mark.parametrize(
    ("score", "at_least", "met"),
    [
        (0.59, None, False),  # under the operating point of the weights, 0.6 here
        (0.60, None, True),  # at it is enough
        (0.70, 0.8, False),  # the rule's own number counts where it has one
        (0.50, 0.4, True),
    ],
)
def test_a_signal_meets_at_its_threshold(
    screening: BuildScreening,
    finding: BuildFinding,
    score: float,
    at_least: float | None,
    met: bool,
) -> None:
    evidence = SignalFound("tone.hostile", at_least).met_by(
        Seen(screening(finding("tone.hostile", score), finding("tone.dismissive", 1.0)), POST), "r"
    )
    assert (evidence is not None) is met
    if evidence:
        assert [found.signal for found in evidence] == ["tone.hostile"]


def test_a_signal_without_a_passage_has_the_whole_text_as_evidence(
    screening: BuildScreening,
) -> None:
    (whole,) = (
        SignalFound("tone.hostile").met_by(Seen(screening(scores={"tone.hostile": 0.9}), POST), "r")
        or ()
    )
    assert (whole.span.start, whole.span.end) == (0, len(POST.text))
    assert (whole.signal, whole.score, whole.detector) == ("tone.hostile", 0.9, "policy/r")


def test_weak_passages_are_not_evidence_beside_strong_ones(
    screening: BuildScreening, finding: BuildFinding
) -> None:
    strong, weak = finding("tone.hostile", 0.9), finding("tone.hostile", 0.1, start=9)
    assert SignalFound("tone.hostile").met_by(Seen(screening(strong, weak), POST), "r") == (strong,)


@pytest.mark.parametrize(
    ("kind", "score", "met"),
    [("us-ssn", 0.9, True), ("us-ssn", 0.4, False), ("phone", 0.9, False), ("", 0.9, False)],
)
def test_a_kind_meets_when_it_is_likelier_than_not(
    screening: BuildScreening, finding: BuildFinding, kind: str, score: float, met: bool
) -> None:
    found = screening(finding("confidential.personal", score, kind))
    for signal in (None, "confidential.personal"):
        assert (
            KindFound(("us-ssn", "iban"), signal).met_by(Seen(found, POST), "r") is not None
        ) is met
    assert KindFound(("us-ssn",), "confidential.marking").met_by(Seen(found, POST), "r") is None


YES, ALSO, NO = Terms(("vote",)), Terms(("Tuesday",)), Terms(("Wednesday",))


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        (AllOf((YES, ALSO)), True),
        (AllOf((YES, NO)), False),
        (AnyOf((YES, NO)), True),
        (AnyOf((NO, NO)), False),
        (Not(NO), True),
        (Not(YES), False),
        (Not(Not(YES)), True),
        (OnPlatform(("facebook", "x")), True),
        (OnPlatform(("facebook",)), False),
        (InCapacity(("official", "mixed")), True),
        (InCapacity(("personal",)), False),
        (NoSources(), True),
        (MediaWithoutAlt(), False),
    ],
)
def test_a_condition_is_met(screening: BuildScreening, condition: Condition, met: bool) -> None:
    assert (condition.met_by(Seen(screening(), POST), "r") is not None) is met
    assert condition.sentence


@pytest.mark.parametrize("combined", [AllOf, AnyOf])
def test_the_order_of_parts_changes_neither_outcome_nor_evidence(
    screening: BuildScreening, combined: type[AllOf] | type[AnyOf]
) -> None:
    for parts in ((YES, ALSO, Not(NO)), (YES, ALSO, NO)):
        seen = set()
        for order in permutations(parts):
            evidence = combined(order).met_by(Seen(screening(), POST), "r")
            seen.add(None if evidence is None else frozenset(evidence))
        assert len(seen) == 1


def test_a_finding_met_twice_is_shown_once(screening: BuildScreening) -> None:
    assert len(AllOf((YES, YES)).met_by(Seen(screening(), POST), "r") or ()) == 1


@pytest.mark.parametrize(
    "post",
    [
        Post("A fact.", sources=("The clerk, by phone",)),
        Post("A fact.", links=("https://example.gov",)),
        Post("A fact: https://example.gov/report"),
    ],
)
def test_a_source_beside_or_in_the_text_counts(screening: BuildScreening, post: Post) -> None:
    assert NoSources().met_by(Seen(weighed(SourceRules(), screening(), post), post), "r") is None


def test_each_bare_picture_is_pointed_at(screening: BuildScreening) -> None:
    post = Post("See", media=(Media("a.jpg", " "), Media("b.jpg", "A bridge."), Media("c.jpg")))
    bare = MediaWithoutAlt().met_by(Seen(screening(), post), "r") or ()
    assert [found.part for found in bare] == ["media.0.name", "media.2.name"]
    assert all(found.span.end > found.span.start for found in bare)


@pytest.mark.parametrize(
    ("where", "met"),
    [
        ({"verdict": "false"}, True),
        ({"verdict": ["misleading", "False"]}, True),
        ({"verdict": "misleading"}, False),
        ({"publisher": "town desk"}, True),
        ({"age_days": {"at_most": 40}}, True),
        ({"age_days": {"at_least": 41}}, False),
        ({"age_days": {"at_least": 10, "at_most": 50}, "verdict": "false"}, True),
        ({"owner": "anybody"}, False),
        ({"class": {"at_least": 1}}, False),
    ],
)
def test_a_rule_may_ask_for_what_a_finding_says_beside_its_words(
    screening: BuildScreening, where: dict[str, Any], met: bool
) -> None:
    details = (("verdict", "false"), ("publisher", "Town Desk"), ("age_days", "40"))
    found = screening(
        Finding(
            "misinformation.debunked", Span(0, 4), 0.8, "c/1", "So.", "known-claim", details=details
        )
    )
    condition = read_condition({"kind": "known-claim", "where": where})
    assert (condition.met_by(Seen(found, POST), "r") is not None) is met


def test_a_verdict_that_yaml_reads_as_no_word_is_one() -> None:
    condition = read_condition(
        {"kind": "known-claim", "at_least": 0.7, "where": {"verdict": False}}
    )
    assert condition.sentence == (
        "screening finds known-claim with a score of 0.7 or more, whose verdict is false"
    )
