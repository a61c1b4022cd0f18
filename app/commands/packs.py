"""`flask packs …`: list the policy packs, check them, and try one on the drafts of the past."""

import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from app import clock
from app.backtest import Comparison, backtest
from app.extensions import screener
from policies.examples import example_faults, needs_weights
from policies.pack import Pack, PackInvalid, Rule, list_packs, load_pack

packs_group = AppGroup("packs", help="Policy packs: the rules that decide what follows.")


@packs_group.command("list")
def list_command() -> None:
    """List the packs that are shipped here, with the one in force marked."""
    for name in list_packs():
        pack = _load(name)
        mark = "*" if name == current_app.config["PACK"] else " "
        rules = f"{len(pack.active_rules)} active rules"
        click.echo(f"{mark} {pack.ref:<20} {rules:<16} review by {pack.review_by}  {pack.title}")


@packs_group.command("check")
@click.argument("path", required=False)
def check(path: str | None) -> None:
    """Check the form, sources and examples of the pack at PATH, or of all shipped packs."""
    packs, broken = _loaded([path] if path else list(list_packs()))
    rules = {rule.file: (rule, pack) for pack in packs for rule in pack.active_rules}
    broken += _check_examples(list(rules.values()))
    for pack in packs:
        click.echo(f"{pack.ref}: {len(pack.rules)} rules read.")
        if pack.review_by < clock.now().date():
            click.echo(f"{pack.ref}: its review was due on {pack.review_by}.", err=True)
    if broken:
        click.echo(f"{broken} faults.", err=True)
        sys.exit(1)


def _loaded(names: list[str]) -> tuple[list[Pack], int]:
    packs, broken = [], 0
    for name in names:
        try:
            packs.append(load_pack(name))
        except PackInvalid as error:
            for fault in error.faults:
                click.echo(str(fault))
            broken += len(error.faults)
    return packs, broken


def _check_examples(rules: list[tuple[Rule, Pack]]) -> int:
    screening = screener.get()
    if not screening.ready:
        skipped = [rule for rule, _ in rules if needs_weights(rule.when)]
        rules = [(rule, pack) for rule, pack in rules if not needs_weights(rule.when)]
        click.echo(
            f"The weights cannot be used: {screening.why_not_ready} "
            f"The examples of {len(skipped)} rules were not tried; those of {len(rules)} were.",
            err=True,
        )
    faults = [
        fault
        for rule, pack in rules
        for fault in example_faults([rule], screening.screen, pack.sources)
    ]
    for fault in faults:
        click.echo(str(fault))
    tried = sum(len(rule.meets) + len(rule.passes) for rule, _ in rules)
    click.echo(f"{tried - len(faults)} of {tried} examples hold, with weights {screening.weights}.")
    return len(faults)


@packs_group.command("backtest")
@click.argument("pack")
@click.option("--against", metavar="PACK", help="The pack to compare with; else the one in force.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only drafts from this day on.")
def backtest_command(pack: str, against: str | None, since: datetime | None) -> None:
    """Decide the stored drafts again with PACK and count what would change. Writes nothing."""
    new, old = _load(pack), _load(against or current_app.config["PACK"])
    day = since.replace(tzinfo=UTC) if since else None
    _report(backtest(new, old, day), new, old)


def _report(found: Comparison, new: Pack, old: Pack) -> None:
    changed = found.changed.total()
    click.echo(f"{found.drafts} screened drafts: {changed} would be decided otherwise.")
    click.echo(f"({old.ref} -> {new.ref}; masked words cannot be tried again.)")
    for (before, after), count in found.changed.most_common():
        click.echo(f"{count:>8}  {before} -> {after}")
    for title, rules in (("newly met", found.gained), ("no longer met", found.lost)):
        for rule, count in sorted(rules.items()):
            click.echo(f"{count:>8}  {title}: {rule}")


def _load(name: str) -> Pack:
    try:
        return load_pack(name)
    except PackInvalid as error:
        raise click.ClickException(str(error)) from None
