"""What the shipped rules have to be, whatever the weights say."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from models import credentials, markings
from models.claims.detector import KNOWN, QUOTED
from models.findings import SIGNALS, Finding, Post, Screening
from models.identifiers import IDENTITY_KINDS
from models.identifiers.kinds import CONTACT_DETAILS
from policies import links
from policies.conditions import AllOf, AnyOf, KindFound, Not, SignalFound
from policies.engine import decide
from policies.evidence import Condition
from policies.outcome import Outcome
from policies.pack import Pack, Rule, list_packs, load_pack

BuildFinding = Callable[..., Finding]
BuildScreening = Callable[..., Screening]

DOCUMENT_KINDS = {"protected-copy", "protected-paraphrase", "protected-term"}
FACT_KINDS = {"fact-contradicted", "fact-outdated"}
MUNICIPAL = load_pack("us-municipal")
ONLY_ADVISED = "misinformation.unsupported"
NOTHING_FOLLOWS = "misinformation.checkworthy"
HELD = "confidential.credential"
RULES = [pytest.param(rule, id=rule.id) for rule in MUNICIPAL.rules]


def conditions(condition: Condition) -> Iterator[Condition]:
    yield condition
    inner: tuple[Condition, ...] = ()
    if isinstance(condition, AllOf | AnyOf):
        inner = condition.conditions
    elif isinstance(condition, Not):
        inner = (condition.condition,)
    for part in inner:
        yield from conditions(part)


@pytest.mark.parametrize("name", list_packs())
def test_every_shipped_pack_loads(name: str) -> None:
    assert load_pack(name).name == name


def test_the_municipal_pack_has_rules_over_all_signals() -> None:
    assert len(MUNICIPAL.active_rules) >= 25
    named = {
        part.signal
        for rule in MUNICIPAL.active_rules
        for part in conditions(rule.when)
        if isinstance(part, SignalFound | KindFound)
    }
    assert named >= set(SIGNALS)


@pytest.mark.parametrize("signal", SIGNALS)
def test_each_signal_alone_has_the_outcome_agreed_for_it(
    screening: BuildScreening, finding: BuildFinding, signal: str
) -> None:
    decision = decide(MUNICIPAL, screening(finding(signal)), Post("Text with none of the terms."))
    expected = {
        NOTHING_FOLLOWS: Outcome.CLEAR,
        ONLY_ADVISED: Outcome.ADVISE,
        HELD: Outcome.HOLD,
    }
    assert decision.outcome is expected.get(signal, Outcome.REFER)


@pytest.mark.parametrize("kind", IDENTITY_KINDS)
def test_every_identity_number_is_held(
    screening: BuildScreening, finding: BuildFinding, kind: str
) -> None:
    number = finding("confidential.personal", kind=kind)
    decision = decide(MUNICIPAL, screening(number), Post("Text"))
    assert (decision.outcome, decision.queue) == (Outcome.HOLD, "security")
    assert decision.held == (number,)


def test_rules_name_only_kinds_that_some_detector_finds() -> None:
    found = {*IDENTITY_KINDS, *CONTACT_DETAILS, *credentials.EXPLANATIONS, *markings.EXPLANATIONS}
    found |= {KNOWN, QUOTED, *FACT_KINDS, *DOCUMENT_KINDS, *links.EXPLANATIONS}
    asked = {
        kind
        for rule in MUNICIPAL.rules
        for part in conditions(rule.when)
        if isinstance(part, KindFound)
        for kind in part.kinds
    }
    assert asked <= found


def test_a_classification_marking_is_held(screening: BuildScreening, finding: BuildFinding) -> None:
    banner = finding("confidential.marking", kind="classification")
    assert decide(MUNICIPAL, screening(banner), Post("Text")).held == (banner,)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_telling_examples(rule: Rule) -> None:
    texts = [example.post for example in (*rule.meets, *rule.passes)]
    assert len(rule.meets) >= 3
    assert len(rule.passes) >= 3
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_of_the_post_and_not_of_its_author(rule: Rule) -> None:
    assert rule.because.startswith(("This ", "A ", "Letters "))
    verdicts = re.search(r"\b(you|your|violat\w*|guilty|offence|offense|illegal)\b", rule.because)
    assert not verdicts or rule.id == "campaigning-personally"  # it tells of the author's freedom
    if rule.outcome.rank >= Outcome.REFER.rank and not _states_a_marking(rule):
        assert re.search(r"\bmay\b", rule.because), "a finding is no verdict: say may"


def _states_a_marking(rule: Rule) -> bool:
    return "mark" in rule.because or "passes on" in rule.because or "speaks of" in rule.because


@pytest.mark.parametrize("rule", RULES)
def test_a_model_source_tells_counsel_what_to_settle(rule: Rule) -> None:
    assert rule.source.jurisdiction
    if rule.source.jurisdiction == "US-CA":
        assert "counsel" in rule.source.note


@pytest.mark.parametrize("rule", RULES)
def test_only_a_rule_that_asks_somebody_names_a_queue(rule: Rule) -> None:
    assert bool(rule.queue) is (rule.outcome.rank >= Outcome.REFER.rank)


def test_parties_are_treated_alike(screening: BuildScreening, finding: BuildFinding) -> None:
    def outcomes(text: str) -> set[tuple[str, Outcome]]:
        found = screening(finding("conduct.partisan"))
        return {(r.rule, r.outcome) for r in decide(MUNICIPAL, found, Post(text)).reasons}

    for text in (
        "The {} candidate is a danger to this county.",
        "Vote for the {} ticket.",
        "Chip in for the {}s before midnight.",
    ):
        parties = [outcomes(text.format(party)) for party in ("Democrat", "Republican")]
        assert all(one == other for one, other in pairwise(parties))


def test_base_stands_on_its_own() -> None:
    base: Pack = load_pack("base")
    assert {rule.id for rule in base.rules} < {rule.id for rule in MUNICIPAL.rules}
