"""What was found and published is never changed or removed."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION published_finding_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published finding is not changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER a_published_finding_stands BEFORE UPDATE OR DELETE ON reach_finding
    FOR EACH ROW EXECUTE FUNCTION published_finding_stands();
-- Also when a session calls itself a replica.
ALTER TABLE reach_finding ENABLE ALWAYS TRIGGER a_published_finding_stands;
"""
LET_GO = "DROP FUNCTION published_finding_stands() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("reach", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
