"""Once it is announced, nobody is added to a list, taken from it, or moved to another stratum."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION announced_list_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    talk bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.meeting_id ELSE OLD.meeting_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_meeting WHERE id = talk AND announced_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the list of K-% is announced and is not changed', talk
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER an_announced_list_never_changes
    BEFORE INSERT OR DELETE OR UPDATE OF meeting_id, listed_as, strata
    ON meetings_candidate FOR EACH ROW
    EXECUTE FUNCTION announced_list_is_kept();

-- Also when a session calls itself a replica.
ALTER TABLE meetings_candidate ENABLE ALWAYS TRIGGER an_announced_list_never_changes;
"""

LET_GO = """
DROP TRIGGER an_announced_list_never_changes ON meetings_candidate;
DROP FUNCTION announced_list_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
