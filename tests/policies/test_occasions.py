"""Conditions on when a post is written, and by whom; rules on trial."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.findings import Finding, Post, Screening
from policies.engine import decide
from policies.outcome import Outcome
from policies.pack import PackInvalid, load_pack
from policies.reading import read_condition
from policies.seen import Occasion, Seen

WritePack = Callable[..., Path]
BuildScreening = Callable[..., Screening]
BuildFinding = Callable[..., Finding]


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("during", "time", "met"),
    [
        ({"from": "2026-05-25"}, "2026-05-24T23:59", False),
        ({"from": "2026-05-25"}, "2026-05-25T00:00", True),
        ({"until": "2026-11-03"}, "2026-11-03T23:59", True),
        ({"until": "2026-11-03"}, "2026-11-04T00:00", False),
        # The day is that of the zone: 3 a.m. in London is the evening before in New York.
        ({"from": "2026-05-25", "zone": "America/New_York"}, "2026-05-25T03:00", False),
        ({"days": ["sat", "sun"]}, "2026-11-28T12:00", True),
        ({"days": ["sat", "sun"]}, "2026-11-27T12:00", False),
        ({"hours": "09:00-17:00"}, "2026-11-27T09:00", True),
        ({"hours": "09:00-17:00"}, "2026-11-27T17:00", False),
        ({"hours": "22:00-06:00"}, "2026-11-27T23:00", True),
        ({"hours": "22:00-06:00"}, "2026-11-27T05:59", True),
        ({"hours": "22:00-06:00"}, "2026-11-27T12:00", False),
        # The night of Saturday ends on Sunday morning.
        ({"hours": "22:00-06:00", "days": ["sat"]}, "2026-11-29T05:00", True),
        ({"hours": "22:00-06:00", "days": ["sat"]}, "2026-11-28T05:00", False),
    ],
)
def test_a_period_is_met_within_it(
    screening: BuildScreening, during: dict[str, Any], time: str, met: bool
) -> None:
    condition = read_condition({"during": during})
    seen = Seen(screening(), Post("Text"), Occasion(at(time)))
    assert (condition.met_by(seen, "r") is not None) is met
    assert condition.met_by(Seen(screening(), Post("Text")), "r") == ()  # an example: at any time
    assert condition.sentence.startswith("it is written ")


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ({"team": ["public works"]}, True),
        ({"team": ["Police"]}, False),
        ({"office": ["mayor"]}, True),
        ({"office": ["mayor's office"]}, True),
        ({"office": ["may"]}, False),
        ({"topic": "water"}, True),
    ],
)
def test_a_rule_may_ask_who_writes_and_of_what(
    screening: BuildScreening, written: dict[str, Any], met: bool
) -> None:
    condition = read_condition(written, {"water": ("tap water", "hydrant*")})
    occasion = Occasion(team="Public Works", office="Mayor's Office, social media")
    seen = Seen(screening(), Post("Two hydrants are out."), occasion)
    assert (condition.met_by(seen, "r") is not None) is met


def test_a_rule_on_trial_changes_nothing_and_is_told(
    write_pack: WritePack, screening: BuildScreening, finding: BuildFinding, sound_rule: str
) -> None:
    trial = sound_rule.replace("status: active", "status: shadow")
    pack = load_pack(write_pack(rules={"asking-for-votes.yaml": trial}))
    decision = decide(pack, screening(finding("conduct.partisan")), Post("Vote for me!"))
    assert decision.outcome is Outcome.CLEAR
    assert decision.reasons == ()
    assert [reason.rule for reason in decision.shadowed] == ["asking-for-votes"]


def test_the_strictest_of_the_rules_sets_time_and_steps(
    write_pack: WritePack, screening: BuildScreening, finding: BuildFinding, sound_rule: str
) -> None:
    more = "queue: legal\nhours: 48\napprovals: [communications]"
    slow = sound_rule.replace("queue: legal", more)
    quick = (
        sound_rule.replace("asking-for-votes", "quick")
        .replace("queue: legal", "queue: communications\nhours: 3\napprovals: [legal, security]")
        .replace("conduct.partisan", "tone.hostile")
    )
    pack = load_pack(write_pack(rules={"asking-for-votes.yaml": slow, "quick.yaml": quick}))
    found = screening(finding("conduct.partisan"), finding("tone.hostile"))
    decision = decide(pack, found, Post("Text"))
    assert decision.hours == 3
    assert decision.queue == "communications"  # it stands first among the pack's queues
    assert decision.approvals == ("legal", "security")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("when: {during: {from: 2026-05-02, until: 2026-05-01}}", "lies before"),
        ("when: {during: {days: [someday]}}", "`when.during.days.0` cannot be"),
        ("when: {during: {hours: 9-5}}", "`when.during.hours` is not well formed"),
        ("when: {during: {hours: '09:00-17:00', zone: Mars/Olympus}}", "no time zone"),
        ("when: {during: {zone: UTC}}", "`when.during`"),
        ("when: {topic: water}", "no topic `water`"),
        ("when: {all: [{signal: tone.hostile}, {not: {topic: water}}]}", "no topic `water`"),
        ("when: {team: []}", "too short or empty"),
    ],
)
def test_a_fault_in_an_occasion_is_named(
    write_pack: WritePack, sound_rule: str, when: str, said: str
) -> None:
    rule = sound_rule.replace("when: {signal: conduct.partisan}", when)
    with pytest.raises(PackInvalid) as refused:
        load_pack(write_pack(rules={"asking-for-votes.yaml": rule}))
    assert said in str(refused.value)
    assert ":8:" in str(refused.value)


def test_a_queue_that_must_approve_is_one_of_the_pack(
    write_pack: WritePack, sound_rule: str
) -> None:
    rule = sound_rule.replace("queue: legal", "queue: legal\napprovals: [council]")
    with pytest.raises(PackInvalid, match="no queue `council`"):
        load_pack(write_pack(rules={"asking-for-votes.yaml": rule}))


def test_topics_of_an_included_pack_are_known(
    write_pack: WritePack, sound_pack: str, sound_rule: str
) -> None:
    write_pack(f"{sound_pack}topics:\n  water: [tap water]\n")
    own = sound_pack.replace("name: town", "name: district") + "includes: [town]\n"
    rule = sound_rule.replace("asking-for-votes", "of-water").replace(
        "{signal: conduct.partisan}", "{topic: water}"
    )
    pack = load_pack(write_pack(own, {"of-water.yaml": rule}, name="district"))
    assert pack.rule("of-water").when.sentence == "the wording is about water"


def test_an_example_may_say_when_and_by_whom(write_pack: WritePack, sound_rule: str) -> None:
    rule = sound_rule.replace(
        "  meets: [Vote for me on Tuesday!]",
        "  meets:\n    - {text: Vote for me!, at: 2026-05-25T09:00, team: Parks, office: mayor}",
    )
    (example,) = load_pack(write_pack(rules={"asking-for-votes.yaml": rule})).rules[0].meets
    assert example.occasion == Occasion(at("2026-05-25T09:00"), "Parks", "mayor")
