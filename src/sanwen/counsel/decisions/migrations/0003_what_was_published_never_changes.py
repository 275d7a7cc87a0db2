"""A version that everybody could read stands, with its points and promises: an amendment is new."""

from django.db import migrations

OF_A_VERSION = ("decisions_point", "decisions_promise")
OF_A_POINT = ("decisions_point_statements", "decisions_point_opinions")

KEEP = r"""
CREATE FUNCTION published_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % is published and is not changed', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER a_published_version_never_changes
    BEFORE UPDATE OR DELETE ON decisions_version FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL)
    EXECUTE FUNCTION published_version_is_kept();

-- Also when a session calls itself a replica.
ALTER TABLE decisions_version ENABLE ALWAYS TRIGGER a_published_version_never_changes;

CREATE FUNCTION part_of_a_published_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
    owner bigint := part ->> 'version_id';
BEGIN
    IF owner IS NULL THEN
        SELECT version_id INTO owner FROM decisions_point WHERE id = (part ->> 'point_id')::bigint;
    END IF;
    IF EXISTS (SELECT 1 FROM decisions_version WHERE id = owner AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'version % is published and is not changed', owner
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

ON_A_TABLE = """
CREATE TRIGGER part_of_a_published_version_never_changes
    BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW
    EXECUTE FUNCTION part_of_a_published_version_is_kept();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER part_of_a_published_version_never_changes;
"""

LET_GO = """
DROP TRIGGER a_published_version_never_changes ON decisions_version;
DROP FUNCTION published_version_is_kept();
"""

OFF_A_TABLE = "DROP TRIGGER part_of_a_published_version_never_changes ON {table};"
TABLES = (*OF_A_VERSION, *OF_A_POINT)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_initial")]
    operations = [
        migrations.RunSQL(
            KEEP + "".join(ON_A_TABLE.format(table=table) for table in TABLES),
            "".join(OFF_A_TABLE.format(table=table) for table in TABLES)
            + LET_GO
            + "DROP FUNCTION part_of_a_published_version_is_kept();",
        )
    ]
