"""Alembic asks here how to reach the database: over the connection that `upgrade.py` hands in."""

from alembic import context

from app.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # SQLite can, if the driver does not begin and commit by itself
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
