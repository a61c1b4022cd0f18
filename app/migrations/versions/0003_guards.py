"""The triggers that make the record append-only.

Revisions and verdicts are refused changes as well: a certificate and an account of who said what
rest on them.
"""

from alembic import op

revision = "0003"
down_revision: str | None = "0002"

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
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Without them the record could be rewritten unseen."""
    raise NotImplementedError("the guards of the record are not taken away")
