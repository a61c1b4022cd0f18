"""People, their drafts, and the record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.UniqueConstraint("name", name="uq_team_name"),
        sa.UniqueConstraint("public_id", name="uq_team_public_id"),
    )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, comment="lower case"),
        sa.Column("office", sa.String(length=120), nullable=False, comment="as shown to reviewers"),
        sa.Column("password_hash", sa.String(length=255), nullable=False, comment="Argon2id"),
        sa.Column(
            "session_epoch",
            sa.Integer(),
            nullable=False,
            comment="raised to end every session of this person",
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_person_team_id_team"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.UniqueConstraint("public_id", name="uq_person_public_id"),
    )
    op.create_index("ix_person_team_id", "person", ["team_id"])

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "cleared",
                "advised",
                "in-review",
                "returned",
                "approved",
                "declined",
                "withdrawn",
                name="draftstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="raised by each change, named by views"
        ),
        sa.Column(
            "revision_number", sa.Integer(), nullable=False, comment="of the current revision"
        ),
        sa.Column(
            "submit_key",
            sa.String(length=64),
            nullable=False,
            comment="from the form, so that a double submit makes one draft",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_draft_author_id_person"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_draft_team_id_team"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("author_id", "submit_key", name="uq_draft_author_id_submit_key"),
        sa.UniqueConstraint("public_id", name="uq_draft_public_id"),
    )
    op.create_index("ix_draft_author_id", "draft", ["author_id"])
    op.create_index("ix_draft_changed_at", "draft", ["changed_at"])

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("setup", "join", name="purpose", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("grants", sa.JSON(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name="fk_invitation_invited_by_id_person"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_invitation_team_id_team"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )

    op.create_table(
        "record_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "at",
            sa.String(length=27),
            nullable=False,
            comment="RFC 3339 in UTC to the microsecond, as hashed",
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True, comment="empty when the machine acted"),
        sa.Column(
            "subject",
            sa.String(length=80),
            nullable=False,
            comment="draft:ID, person:ID, team:ID or record",
        ),
        sa.Column("payload", sa.Text(), nullable=False, comment="canonical JSON; never draft text"),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name="fk_record_entry_actor_id_person"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_record_entry"),
        sa.UniqueConstraint("hash", name="uq_record_entry_hash"),
    )
    op.create_index("ix_record_entry_actor_id", "record_entry", ["actor_id"])
    op.create_index("ix_record_entry_at", "record_entry", ["at"])
    op.create_index("ix_record_entry_kind", "record_entry", ["kind"])
    op.create_index("ix_record_entry_subject", "record_entry", ["subject"])

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "official",
                "reviewer",
                "policy-admin",
                "auditor",
                "system-admin",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("queue", sa.String(length=64), nullable=False, comment="reviewers only"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_role_grant_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        sa.UniqueConstraint(
            "person_id", "role", "queue", name="uq_role_grant_person_id_role_queue"
        ),
    )

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False, comment="the post, held words masked"),
        sa.Column(
            "content_hash",
            sa.String(length=80),
            nullable=False,
            comment="of the whole canonical post",
        ),
        sa.Column("text_hash", sa.String(length=80), nullable=False, comment="of the text alone"),
        sa.Column(
            "masked",
            sa.Boolean(),
            nullable=False,
            comment="whether words were masked before writing",
        ),
        sa.Column("note", sa.Text(), nullable=False, comment="the author's, to the reviewer"),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_revision_draft_id_draft"),
        sa.ForeignKeyConstraint(["editor_id"], ["person.id"], name="fk_revision_editor_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("draft_id", "number", name="uq_revision_draft_id_number"),
    )
    op.create_index("ix_revision_text_hash", "revision", ["text_hash"])


def downgrade() -> None:
    """There is nothing before the first version: going back would delete the record."""
    raise NotImplementedError("the first version cannot be undone; restore a backup instead")
