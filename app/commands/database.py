"""`flask db-upgrade`: bring the database to the newest version; safe to run at every start."""

import click
from flask.cli import with_appcontext

from app.extensions import db
from app.migrations.upgrade import upgrade


@click.command("db-upgrade")
@with_appcontext
def db_upgrade() -> None:
    """Create or migrate the database. Two processes may do so at once; one waits."""
    upgrade(db.engine)
    click.echo("The database is at the newest version.", err=True)
