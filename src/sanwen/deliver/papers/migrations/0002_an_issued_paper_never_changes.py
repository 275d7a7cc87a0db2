"""What was issued stands: its words, number, file and fingerprint; and it is not deleted."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION issued_paper_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'paper P-% is issued and is not changed', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER an_issued_paper_never_changes
    BEFORE UPDATE OR DELETE ON papers_paper FOR EACH ROW
    WHEN (OLD.state = 'issued')
    EXECUTE FUNCTION issued_paper_is_kept();

-- Also when a session calls itself a replica.
ALTER TABLE papers_paper ENABLE ALWAYS TRIGGER an_issued_paper_never_changes;
"""

LET_GO = """
DROP TRIGGER an_issued_paper_never_changes ON papers_paper;
DROP FUNCTION issued_paper_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
