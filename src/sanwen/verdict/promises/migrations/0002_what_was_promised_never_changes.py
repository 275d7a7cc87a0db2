"""The first day of a promise never changes; a moved day has its reason; history is only added to."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION promise_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'N-% was promised and is not removed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.first_due_on <> OLD.first_due_on OR NEW.told_on <> OLD.told_on
        OR NEW.source_ref <> OLD.source_ref THEN
        RAISE EXCEPTION 'the first day of N-% is not changed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.due_on <> OLD.due_on AND NOT EXISTS (
        SELECT 1 FROM promises_datechange
        WHERE id = (SELECT max(id) FROM promises_datechange WHERE entry_id = OLD.id)
            AND from_on = OLD.due_on AND to_on = NEW.due_on
    ) THEN
        RAISE EXCEPTION 'the day of N-% is moved with a reason only', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_promise_keeps_its_first_day
    BEFORE UPDATE OR DELETE ON promises_entry FOR EACH ROW EXECUTE FUNCTION promise_is_kept();

CREATE FUNCTION first_day_is_the_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.first_due_on <> NEW.due_on THEN
        RAISE EXCEPTION 'a promise begins with its first day'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_promise_begins_with_its_first_day
    BEFORE INSERT ON promises_entry FOR EACH ROW EXECUTE FUNCTION first_day_is_the_day();

CREATE FUNCTION history_of_a_promise_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said of a promise is not changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION counted_round_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.asked <> OLD.asked OR OLD.closed_at IS NOT NULL AND (
        NEW.yes <> OLD.yes OR NEW.partly <> OLD.partly OR NEW.no <> OLD.no
        OR NEW.faces <> OLD.faces OR NEW.closed_at IS DISTINCT FROM OLD.closed_at
        OR NEW.reply_by IS DISTINCT FROM OLD.reply_by
        OR OLD.replied_at IS NOT NULL AND NEW.reply <> OLD.reply
    ) THEN
        RAISE EXCEPTION 'what residents found is not changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_counted_round_never_changes
    BEFORE UPDATE OR DELETE ON promises_round FOR EACH ROW
    EXECUTE FUNCTION counted_round_is_kept();

-- Also when a session calls itself a replica.
ALTER TABLE promises_entry ENABLE ALWAYS TRIGGER a_promise_keeps_its_first_day;
ALTER TABLE promises_entry ENABLE ALWAYS TRIGGER a_promise_begins_with_its_first_day;
ALTER TABLE promises_round ENABLE ALWAYS TRIGGER a_counted_round_never_changes;
"""

ON_A_TABLE = """
CREATE TRIGGER history_of_a_promise_never_changes
    BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
    EXECUTE FUNCTION history_of_a_promise_is_kept();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER history_of_a_promise_never_changes;
"""

OFF_A_TABLE = "DROP TRIGGER history_of_a_promise_never_changes ON {table};"

LET_GO = """
DROP TRIGGER a_promise_keeps_its_first_day ON promises_entry;
DROP TRIGGER a_promise_begins_with_its_first_day ON promises_entry;
DROP TRIGGER a_counted_round_never_changes ON promises_round;
DROP FUNCTION promise_is_kept();
DROP FUNCTION first_day_is_the_day();
DROP FUNCTION history_of_a_promise_is_kept();
DROP FUNCTION counted_round_is_kept();
"""
TABLES = ("promises_datechange", "promises_saying")


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_initial")]
    operations = [
        migrations.RunSQL(
            KEEP + "".join(ON_A_TABLE.format(table=table) for table in TABLES),
            "".join(OFF_A_TABLE.format(table=table) for table in TABLES) + LET_GO,
        )
    ]
