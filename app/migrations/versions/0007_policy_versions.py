"""Versions of the agency's policy; an approved one is never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"

_FROZEN = "an approved policy is never changed"

GUARDS = {
    "sqlite": (
        f"""CREATE TRIGGER policy_version_no_update BEFORE UPDATE ON policy_version
            WHEN OLD.state = 'approved'
            BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END""",
        f"""CREATE TRIGGER policy_version_no_delete BEFORE DELETE ON policy_version
            WHEN OLD.state = 'approved'
            BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_policy_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'approved' THEN RAISE EXCEPTION '{_FROZEN}'; END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$""",
        """CREATE TRIGGER policy_version_no_change BEFORE UPDATE OR DELETE ON policy_version
            FOR EACH ROW EXECUTE FUNCTION refuse_policy_change()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=True,
            comment="given when it is approved; pack@number",
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "proposed",
                "approved",
                "discarded",
                name="versionstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="raised by each change, named by views"
        ),
        sa.Column("files", sa.JSON(), nullable=False, comment="name of a file -> its text"),
        sa.Column(
            "based_on", sa.String(length=80), nullable=False, comment="pack@number it began from"
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it is proposed"),
        sa.Column("said", sa.Text(), nullable=False, comment="why it was sent back"),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False, comment="changed it last"),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "effective_at", sa.DateTime(timezone=True), nullable=True, comment="in force from then"
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["person.id"], name=f"fk_policy_version_{column}_person"
            )
            for column in ("author_id", "editor_id", "approver_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_policy_version"),
        sa.UniqueConstraint("public_id", name="uq_policy_version_public_id"),
        sa.UniqueConstraint("pack", "number", name="uq_policy_version_pack_number"),
    )
    op.create_index(
        "ix_policy_version_in_force", "policy_version", ["pack", "state", "effective_at"]
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Going back would delete the policies that decisions name."""
    raise NotImplementedError("this version cannot be undone; restore a backup instead")
