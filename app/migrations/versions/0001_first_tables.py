"""The first tables, and the triggers that make the record append-only.

Revisions and verdicts are refused changes as well: a certificate and an account of who said what
rest on them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_REFUSAL = "record entries are only ever added, in order"
_FROZEN = "this is never changed once written"

TRIGGERS = {
    "sqlite": (
        f"""CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry
            BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
        f"""CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
            BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
        f"""CREATE TRIGGER record_entry_in_order BEFORE INSERT ON record_entry
            WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM record_entry), 0)
            OR NEW.previous_hash <> coalesce(
                (SELECT hash FROM record_entry ORDER BY number DESC LIMIT 1),
                '{"0" * 64}')
            BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",  # noqa: S608 - fixed words
        f"""CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision
            BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END""",
        f"""CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
            BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END""",
        f"""CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
            BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$""",
        f"""CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{_FROZEN}'; END $$""",
        f"""CREATE FUNCTION check_record_order() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE newest record;
            BEGIN
                SELECT number, hash INTO newest FROM record_entry ORDER BY number DESC LIMIT 1;
                IF NEW.number <> 1 + coalesce(newest.number, 0)
                OR NEW.previous_hash <> coalesce(newest.hash, '{"0" * 64}') THEN
                    RAISE EXCEPTION '{_REFUSAL}';
                END IF;
                RETURN NEW;
            END $$""",  # noqa: S608 - the same
        """CREATE TRIGGER record_entry_no_change BEFORE UPDATE OR DELETE ON record_entry
            FOR EACH ROW EXECUTE FUNCTION refuse_record_change()""",
        """CREATE TRIGGER record_entry_no_truncate BEFORE TRUNCATE ON record_entry
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_record_change()""",
        """CREATE TRIGGER record_entry_in_order BEFORE INSERT ON record_entry
            FOR EACH ROW EXECUTE FUNCTION check_record_order()""",
        """CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision
            FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER verdict_no_change BEFORE UPDATE OR DELETE ON verdict
            FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER verdict_no_truncate BEFORE TRUNCATE ON verdict
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ),
}


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

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False, comment="canonical JSON, the signed bytes"),
        sa.Column(
            "signature", sa.String(length=128), nullable=False, comment="Ed25519, hexadecimal"
        ),
        sa.Column(
            "key_id", sa.String(length=32), nullable=False, comment="which agency key signed"
        ),
        sa.Column("text_hash", sa.String(length=80), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_because", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_certificate_revision_id_revision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("public_id", name="uq_certificate_public_id"),
    )
    op.create_index("ix_certificate_revision_id", "certificate", ["revision_id"])

    op.create_table(
        "review_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "claimed",
                "approved",
                "returned",
                "declined",
                "superseded",
                "withdrawn",
                name="casestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="raised by every move; a view names it"
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column(
            "held_until", sa.DateTime(timezone=True), nullable=True, comment="end of the lease"
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_review_case_draft_id_draft"),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["person.id"], name="fk_review_case_holder_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_review_case_revision_id_revision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_case"),
        sa.UniqueConstraint("public_id", name="uq_review_case_public_id"),
    )
    op.create_index("ix_review_case_draft_id", "review_case", ["draft_id"])
    op.create_index("ix_review_case_waiting", "review_case", ["state", "queue", "due_at"])

    op.create_table(
        "screened",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("weights", sa.String(length=80), nullable=False),
        sa.Column("pack", sa.String(length=80), nullable=False, comment="name@version"),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("operating_points", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column(
            "reasons", sa.JSON(), nullable=False, comment="strictest first; findings by position"
        ),
        sa.Column("not_screened", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_screened_revision_id_revision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screened"),
        sa.UniqueConstraint("revision_id", name="uq_screened_revision_id"),
    )
    op.create_index("ix_screened_outcome", "screened", ["outcome"])

    op.create_table(
        "certificate_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["certificate.id"],
            name="fk_certificate_part_certificate_id_certificate",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_part"),
        sa.UniqueConstraint(
            "certificate_id", "text_hash", name="uq_certificate_part_certificate_id_text_hash"
        ),
    )
    op.create_index("ix_certificate_part_text_hash", "certificate_part", ["text_hash"])

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("screened_id", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place among the findings of this screening",
        ),
        sa.Column("signal", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("detector", sa.String(length=80), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False, comment="ids of the rules it met"),
        sa.ForeignKeyConstraint(
            ["screened_id"], ["screened.id"], name="fk_finding_screened_id_screened"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("public_id", name="uq_finding_public_id"),
    )
    op.create_index("ix_finding_screened_id", "finding", ["screened_id"])

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "approve",
                "return",
                "decline",
                "escalate",
                name="verdict",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "notes",
            sa.JSON(),
            nullable=False,
            comment="[{part, start, end, note}] on the words of the revision",
        ),
        sa.Column("from_queue", sa.String(length=64), nullable=False),
        sa.Column("to_queue", sa.String(length=64), nullable=False, comment="when escalated"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name="fk_verdict_case_id_review_case"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["person.id"], name="fk_verdict_reviewer_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
    )
    op.create_index("ix_verdict_case_id", "verdict", ["case_id"])

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "word",
            sa.Enum("right", "wrong", name="word", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name="fk_feedback_finding_id_finding"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_feedback_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("finding_id", "person_id", name="uq_feedback_finding_id_person_id"),
    )
    dialect = op.get_bind().dialect.name
    for statement in TRIGGERS[dialect]:
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before the first version: going back would delete the record."""
    raise NotImplementedError("the first version cannot be undone; restore a backup instead")
