"""A sound pack is read as it is written: values, lines, includes and overrides."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from models.findings import SIGNALS, Media, Post
from policies.conditions import AllOf, AnyOf, KindFound, Not, SignalFound
from policies.pack import Outcome, PackInvalid, Status, list_packs, load_pack
from policies.structure import FOLDER
from policies.wording import Terms

WritePack = Callable[..., Path]


def test_a_pack_is_read_as_it_is_written(write_pack: WritePack) -> None:
    pack = load_pack(write_pack())
    assert (pack.ref, pack.owner, pack.effective_until) == ("town@3", "The clerk", None)
    assert (pack.effective_from, pack.review_by) == (date(2026, 1, 1), date(2027, 1, 1))
    assert dict(pack.queues) == {
        "communications": "Wording.",
        "legal": "The law.",
        "security": "Secrets.",
    }
    (rule,) = pack.rules
    assert (rule.id, rule.status, rule.outcome) == (
        "asking-for-votes",
        Status.ACTIVE,
        Outcome.REFER,
    )
    assert rule.when == SignalFound("conduct.partisan")
    assert [(example.post.text, example.line) for example in (*rule.meets, *rule.passes)] == [
        ("Vote for me on Tuesday!", 13),
        ("Polls are open 7am to 8pm on Tuesday.", 14),
    ]
    assert pack.rule(rule.id) is rule


def test_conditions_nest_as_they_are_written(write_pack: WritePack, sound_rule: str) -> None:
    when = """when:
  any:
    - all: [{signal: tone.hostile, at_least: 0.8}, {terms: [bid, bids], except: [bid farewell]}]
    - not: {kind: [us-ssn, iban], signal: confidential.personal, at_least: 1}"""
    text = sound_rule.replace("when: {signal: conduct.partisan}", when)
    (rule,) = load_pack(write_pack(rules={"asking-for-votes.yaml": text})).rules
    terms = Terms(("bid", "bids"), without=("bid farewell",))
    number = KindFound(("us-ssn", "iban"), "confidential.personal", 1.0)
    assert rule.when == AnyOf((AllOf((SignalFound("tone.hostile", 0.8), terms)), Not(number)))


def test_an_example_may_say_more_than_its_text(write_pack: WritePack, sound_rule: str) -> None:
    example = (
        "{text: Hi, platforms: [x], capacity: mixed, sources: [The clerk], media: [{name: a.jpg}]}"
    )
    text = sound_rule.replace("[Vote for me on Tuesday!]", f"[{example}]")
    (rule,) = load_pack(write_pack(rules={"asking-for-votes.yaml": text})).rules
    assert rule.meets[0].post == Post(
        "Hi", ("x",), capacity="mixed", sources=("The clerk",), media=(Media("a.jpg"),)
    )


def test_words_that_older_yaml_takes_for_other_things_stay_words(
    write_pack: WritePack, sound_rule: str
) -> None:
    text = sound_rule.replace("[Vote for me on Tuesday!]", "[no, on, 12:30, 2026-01-31, 1_000]")
    (rule,) = load_pack(write_pack(rules={"asking-for-votes.yaml": text})).rules
    assert [e.post.text for e in rule.meets] == ["no", "on", "12:30", "2026-01-31", "1_000"]


def test_a_pack_s_own_rule_overrides_the_included_one(
    write_pack: WritePack, sound_pack: str, sound_rule: str
) -> None:
    write_pack()
    city = sound_pack.replace("name: town", "name: city") + "includes: [town]\n"
    stricter = sound_rule.replace("queue: legal", "queue: communications")
    other = sound_rule.replace("id: asking-for-votes", "id: asking-again")
    rules = {"asking-for-votes.yaml": stricter, "asking-again.yaml": other}
    pack = load_pack(write_pack(city, rules, "city"))
    assert [(rule.id, rule.queue) for rule in pack.rules] == [
        ("asking-again", "legal"),
        ("asking-for-votes", "communications"),
    ]
    assert pack.includes == ("town@3",)


def test_the_order_of_queues_is_the_pack_s_own(write_pack: WritePack, sound_pack: str) -> None:
    write_pack()
    queues = "queues:\n  security: S.\n  elections: Votes.\n  communications: Words.\n"
    head, _ = sound_pack.replace("name: town", "name: city").split("queues:")
    pack = load_pack(write_pack(f"{head}includes: [town]\n{queues}", {}, "city"))
    assert list(pack.queues) == ["security", "elections", "communications", "legal"]
    assert pack.queues["security"] == "S."


def test_two_includes_that_disagree_have_to_be_settled(
    write_pack: WritePack, sound_pack: str, sound_rule: str
) -> None:
    write_pack()
    write_pack(sound_pack.replace("name: town", "name: city"), name="city")
    both = sound_pack.replace("name: town", "name: both") + "includes: [town, city]\n"
    with pytest.raises(PackInvalid, match="Two included packs have a rule `asking-for-votes`"):
        load_pack(write_pack(both, {}, "both"))
    settled = write_pack(both, {"asking-for-votes.yaml": sound_rule}, "both")
    assert len(load_pack(settled).rules) == 1


def test_a_pack_included_twice_over_is_no_disagreement(
    write_pack: WritePack, sound_pack: str
) -> None:
    write_pack()
    for name, included in (("left", "[town]"), ("right", "[town]"), ("top", "[left, right]")):
        text = sound_pack.replace("name: town", f"name: {name}") + f"includes: {included}\n"
        folder = write_pack(text, {}, name)
    assert len(load_pack(folder).rules) == 1


def test_the_shipped_packs_are_listed() -> None:
    assert list_packs() == (
        "base",
        "emergency",
        "eu-municipal",
        "police",
        "public-health",
        "uk-civil-service",
        "us-elections",
        "us-federal",
        "us-municipal",
        "us-schools",
    )


@pytest.mark.parametrize("name", ["rule", "pack"])
def test_the_published_schemas_are_schemas(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)


def test_the_published_schema_knows_every_signal() -> None:
    schema = json.loads((FOLDER / "rule.schema.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["condition"]["properties"]["signal"]["enum"] == list(SIGNALS)
