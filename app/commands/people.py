"""`flask setup-link` for the first account, and `flask people …` for scripts."""

import click
import sqlalchemy as sa
from flask.cli import AppGroup, with_appcontext

from app import people as accounts
from app.errors import DomainError
from app.extensions import db
from app.tables import Person, Role

people = AppGroup("people", help="Accounts and their roles.")


def _grants(words: tuple[str, ...]) -> list[accounts.Granted]:
    """`official`, or `reviewer:legal`."""
    grants: list[accounts.Granted] = []
    for word in words:
        role, _, queue = word.partition(":")
        if role not in set(Role):
            raise click.BadParameter(f"there is no role {role!r}; there are {', '.join(Role)}")
        grants.append((Role(role), queue))
    return grants


def _person(email: str) -> Person:
    found = db.session.scalar(sa.select(Person).where(Person.email == email.strip().lower()))
    if found is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return found


@click.command("setup-link")
@click.option("--base", default="http://127.0.0.1:8000", help="Address the app is reached at.")
@click.option("--quiet", is_flag=True, help="Print nothing when there is an admin already.")
@with_appcontext
def setup_link(base: str, quiet: bool) -> None:
    """Print a one-time link that makes the first system admin."""
    try:
        token = accounts.create_setup_link()
    except DomainError as refusal:
        if quiet:
            return
        raise click.ClickException(str(refusal)) from None
    db.session.commit()
    click.echo(f"{base.rstrip('/')}/setup/{token}")
    click.echo(f"Works once, within {accounts.link_hours} hours.", err=True)


@people.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, help="official, reviewer:QUEUE, …")
@click.option("--office", default="", help="As reviewers see it.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
def add(email: str, name: str, roles: tuple[str, ...], office: str, password: str) -> None:
    """Add an account; the password is asked for."""
    try:
        accounts.add(name, email, password, _grants(roles), office=office)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    db.session.commit()
    click.echo(f"{email} may sign in.")


@people.command("grant")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True)
def grant(email: str, roles: tuple[str, ...]) -> None:
    """Give EMAIL exactly these ROLES, such as `official reviewer:communications`."""
    person = _person(email)
    try:
        accounts.set_grants(person, _grants(roles), by=None)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    db.session.commit()
    click.echo(f"{email} has: {', '.join(roles)}.")
