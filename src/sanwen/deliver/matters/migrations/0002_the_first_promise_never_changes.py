"""The first date of a matter, and of each clock, is what reports count against: it stays what it was."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION first_promise_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the first promise of % % is kept', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER the_first_promise_never_changes
    BEFORE UPDATE OF first_due_on ON matters_matter FOR EACH ROW
    WHEN (OLD.first_due_on IS DISTINCT FROM NEW.first_due_on)
    EXECUTE FUNCTION first_promise_is_kept();
CREATE TRIGGER the_first_promise_never_changes
    BEFORE UPDATE OF first_due_on ON matters_clock FOR EACH ROW
    WHEN (OLD.first_due_on IS DISTINCT FROM NEW.first_due_on)
    EXECUTE FUNCTION first_promise_is_kept();

-- Also when a session calls itself a replica.
ALTER TABLE matters_matter ENABLE ALWAYS TRIGGER the_first_promise_never_changes;
ALTER TABLE matters_clock ENABLE ALWAYS TRIGGER the_first_promise_never_changes;
"""

LET_GO = """
DROP TRIGGER the_first_promise_never_changes ON matters_clock;
DROP TRIGGER the_first_promise_never_changes ON matters_matter;
DROP FUNCTION first_promise_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
