"""Every shipped rule's examples, through the real screener with the released weights."""

import pytest

from models.screener import Screener
from policies.examples import example_faults
from policies.pack import Rule, load_pack

MUNICIPAL = load_pack("us-municipal")


@pytest.fixture(scope="module")
def released() -> Screener:
    return Screener.load()


@pytest.mark.weights
@pytest.mark.parametrize("rule", MUNICIPAL.active_rules, ids=lambda rule: rule.id)
def test_the_rule_holds_on_its_own_examples(rule: Rule, released: Screener) -> None:
    assert released.ready, released.why_not_ready
    faults = [str(fault) for fault in example_faults([rule], released.screen, MUNICIPAL.sources)]
    assert not faults, "\n".join(faults)
