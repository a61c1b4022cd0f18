"""Where a reader can see for themselves what a finding rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    op.add_column(
        "finding",
        sa.Column(
            "link",
            sa.Text(),
            nullable=False,
            server_default="",
            comment="where a reader can see for themselves",
        ),
    )


def downgrade() -> None:
    op.drop_column("finding", "link")
