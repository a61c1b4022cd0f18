"""What keeps a version of the policy from going live: its form, its examples, its symmetry."""

import json
from collections.abc import Iterable, Mapping
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
from policies.loading import PACK_FILE
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
    files, against = json.loads(written), json.loads(held)
    try:
        pack = policy_files.loaded(name, files)
    except PackInvalid as invalid:
        return tuple(_named(fault) for fault in invalid.faults)
    changed = [rule for rule in pack.rules if _is_changed(rule, files, against)]
    return tuple(rule_faults(pack, changed))


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


def _is_changed(rule: Rule, files: Mapping[str, str], against: Mapping[str, str]) -> bool:
    """True where its own file is another, or what all rules share is."""
    name = Path(rule.file).name
    return files.get(name) != against.get(name) or _shared(files) != _shared(against)


def _shared(files: Mapping[str, str]) -> list[str]:
    """The head without its number and dates: the lines on sources and topics are what counts."""
    lines = files.get(PACK_FILE, "").splitlines()
    return [line for line in lines if line.startswith((" ", "sources", "topics", "queues"))]


def _named(fault: Fault) -> Fault:
    """By the name of the file alone: where it lay while it was read says nothing to anybody."""
    return Fault(Path(fault.file).name, fault.line, fault.what, fault.remedy)
