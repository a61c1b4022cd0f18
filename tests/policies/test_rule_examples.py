"""Every shipped rule's examples, through the real screener with the released weights."""

import pytest

from app.fairness_groups import groups
from models.screener import Screener
from policies.examples import example_faults
from policies.pack import Pack, Rule, list_packs, load_pack
from policies.symmetry import symmetry_faults

PACKS = [load_pack(name) for name in list_packs()]
# Each file once: what a pack includes is tried with the pack that comes first.
RULES = {rule.file: (rule, pack) for pack in reversed(PACKS) for rule in pack.active_rules}


@pytest.fixture(scope="module")
def released() -> Screener:
    return Screener.load()


@pytest.mark.weights
@pytest.mark.parametrize(("rule", "pack"), RULES.values(), ids=RULES)
def test_the_rule_holds_on_its_own_examples(rule: Rule, pack: Pack, released: Screener) -> None:
    assert released.ready, released.why_not_ready
    faults = [str(fault) for fault in example_faults([rule], released.screen, pack.sources)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_no_shipped_rule_tells_one_side_from_another(pack: Pack) -> None:
    faults = [str(fault) for fault in symmetry_faults(pack, groups(pack.jurisdiction))]
    assert not faults, "\n".join(faults)
