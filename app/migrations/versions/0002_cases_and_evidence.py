"""What follows from a draft: evidence, cases, verdicts and certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
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


def downgrade() -> None:
    """Going back would delete verdicts and certificates, on which the record rests."""
    raise NotImplementedError("this version cannot be undone; restore a backup instead")
