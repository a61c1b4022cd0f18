"""What keeps a version of the policy from going live: its form, its examples, its symmetry."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from flask import current_app

from app import policy_files
from app.content import canonical_json
from app.extensions import screener
from app.fairness_groups import groups
from app.tables import PolicyVersion
from policies.examples import example_faults, needs_weights
from policies.faults import Fault, PackInvalid
from policies.pack import Pack, Rule
from policies.symmetry import symmetry_faults


def faults_of(version: PolicyVersion, against: Mapping[str, str]) -> list[Fault]:
    """Every fault. Rules that stand as they do in `against`, which held, are not tried again."""
    checked = screener.get()
    written, held = canonical_json(version.files), canonical_json(dict(against))
    state = (checked.weights, checked.why_not_ready)
    return list(_faults(current_app.instance_path, version.pack, written, held, state))


@lru_cache(maxsize=16)
def _faults(
    instance: str, name: str, written: str, held: str, state: tuple[str, str]
) -> tuple[Fault, ...]:
    """Tried once for the same files and weights: a draft's pages, and its proposal, ask alike."""
    try:
        pack = policy_files.loaded(name, json.loads(written))
    except PackInvalid as invalid:
        return tuple(_named(fault) for fault in invalid.faults)
    return tuple(rule_faults(pack, _not_yet_held(pack, name, json.loads(held))))


def rule_faults(pack: Pack, rules: Iterable[Rule]) -> list[Fault]:
    """Examples that do not hold, and sides that are told apart, of active and tried rules."""
    tried = [rule for rule in rules if rule in pack.active_rules or rule in pack.shadow_rules]
    checked = screener.get()
    if not checked.ready:
        unknown = [rule for rule in tried if needs_weights(rule.when)]
        tried = [rule for rule in tried if rule not in unknown]
        why = f"The examples cannot be tried: {checked.why_not_ready}"
        faults = [Fault(rule.file, 1, why, "Have the weights mended first.") for rule in unknown]
    else:
        faults = []
    faults += example_faults(tried, checked.screen, pack.sources)
    faults += symmetry_faults(pack, groups(pack.jurisdiction), tried)
    return [_named(fault) for fault in faults]


def _not_yet_held(pack: Pack, name: str, against: Mapping[str, str]) -> list[Rule]:
    """The rules that are other than in `against`; all of them where what they share is."""
    try:
        held = policy_files.loaded(name, against)
    except PackInvalid:  # written for another release, or nothing at all
        return list(pack.rules)
    if (pack.sources, pack.jurisdiction) != (held.sources, held.jurisdiction):
        return list(pack.rules)
    stood = {rule.id: _by_name(rule) for rule in held.rules}
    return [rule for rule in pack.rules if _by_name(rule) != stood.get(rule.id)]


def _by_name(rule: Rule) -> Rule:
    return replace(rule, file=Path(rule.file).name)


def _named(fault: Fault) -> Fault:
    """By the name of the file alone: where it lay while it was read says nothing to anybody."""
    return Fault(Path(fault.file).name, fault.line, fault.what, fault.remedy)
