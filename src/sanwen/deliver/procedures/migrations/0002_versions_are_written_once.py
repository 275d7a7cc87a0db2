"""A version is what running matters go by: it stays as it was published."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % of % is kept as it was published', OLD.number, OLD.procedure
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER a_version_never_changes
    BEFORE UPDATE OR DELETE ON procedures_version FOR EACH ROW
    EXECUTE FUNCTION version_is_kept();
ALTER TABLE procedures_version ENABLE ALWAYS TRIGGER a_version_never_changes;
"""

LET_GO = """
DROP TRIGGER a_version_never_changes ON procedures_version;
DROP FUNCTION version_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
