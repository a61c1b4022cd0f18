"""When and by whom a post was written, rules on trial, and approvals in steps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"

_COLUMNS = (
    ("screened", "occasion", "{}", "when it was written, team and office"),
    ("screened", "shadowed", "[]", "ids of rules on trial that it meets"),
    ("review_case", "steps", "[]", "queues that must approve after this"),
)


def upgrade() -> None:
    for table, name, default, comment in _COLUMNS:
        column = sa.Column(name, sa.JSON(), nullable=False, server_default=default, comment=comment)
        op.add_column(table, column)


def downgrade() -> None:
    for table, name, _, _ in _COLUMNS:
        op.drop_column(table, name)
