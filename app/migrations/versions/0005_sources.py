"""What a finding says beside its words, and reviewers' words on the sources of claims."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    op.add_column(
        "finding",
        sa.Column(
            "details",
            sa.JSON(),
            nullable=False,
            server_default="{}",
            comment="what else a rule may ask for",
        ),
    )
    op.create_table(
        "source_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=False,
            comment="of the sentence, in code points of the stored text",
        ),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "word",
            sa.Enum("verified", "doubted", name="sourceword", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_source_check_revision_id_revision"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_source_check_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_source_check"),
        sa.UniqueConstraint(
            "revision_id",
            "start",
            "end",
            "person_id",
            name="uq_source_check_revision_id_start_end_person_id",
        ),
    )
    op.create_index("ix_source_check_revision_id", "source_check", ["revision_id"])


def downgrade() -> None:
    op.drop_index("ix_source_check_revision_id", "source_check")
    op.drop_table("source_check")
    op.drop_column("finding", "details")
