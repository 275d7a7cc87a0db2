"""Whatever is written of a matter puts it in the queue to be counted anew, in the same transaction.

By triggers on statements: one row a matter and statement, also for what is imported or written by
hand, so nothing can be forgotten by an act that does not know of figures.
"""

from django.db import migrations

# Table, and which matters its changed rows concern.
TABLES = {
    "matters_matter": "SELECT id FROM changed",
    "matters_joining": "SELECT matter_id FROM changed",
    "matters_answer": "SELECT matter_id FROM changed",
    "matters_answeritem": "SELECT a.matter_id FROM changed JOIN matters_answer a ON a.id = answer_id",
    "matters_delivery": "SELECT a.matter_id FROM changed JOIN matters_answer a ON a.id = answer_id",
    "matters_objection": "SELECT matter_id FROM changed",
    "ratings_verdict": "SELECT a.matter_id FROM changed JOIN matters_answer a ON a.id = answer_id",
    "scorecards_exclusion": "SELECT matter_id FROM changed",
    "scorecards_cameback": "SELECT earlier FROM changed",
}
# A subject moved in its tree, or an area whose code changed: rare, and many matters at once.
TREES = {
    "triage_category": (
        "parent_id",
        """WITH RECURSIVE under AS (SELECT NEW.id AS id
             UNION SELECT c.id FROM triage_category c JOIN under ON c.parent_id = under.id)
           SELECT m.id FROM matters_matter m JOIN under ON under.id = m.category_id""",
    ),
    "places_area": ("code", "SELECT m.id FROM matters_matter m WHERE m.area_id = NEW.id"),
}


def function(table: str, matters: str) -> str:
    return f"""
CREATE FUNCTION scorecards_touch_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scorecards_touched (matter) SELECT DISTINCT * FROM ({matters}) touched;
    RETURN NULL;
END $$;"""


def triggers(table: str) -> str:
    made = function(table, TABLES[table])
    events = [("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")]
    if table == "matters_joining":
        # A voice that went to another matter: both are counted anew.
        events.append(("UPDATE", "OLD"))
    for event, rows in events:
        made += f"""
CREATE TRIGGER it_is_counted_anew_{event.lower()}_{rows.lower()} AFTER {event} ON {table}
    REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION scorecards_touch_{table}();"""
    return made


def tree(table: str) -> str:
    column, matters = TREES[table]
    return f"""{function(table, matters)}
CREATE TRIGGER its_matters_are_counted_anew AFTER UPDATE OF {column} ON {table} FOR EACH ROW
    WHEN (OLD.{column} IS DISTINCT FROM NEW.{column})
    EXECUTE FUNCTION scorecards_touch_{table}();"""


def let_go(table: str) -> str:
    return f"DROP FUNCTION scorecards_touch_{table}() CASCADE;"


KEPT = """
CREATE FUNCTION scorecards_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % is published and stays as it is', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER what_was_published_never_changes BEFORE UPDATE OR DELETE
    ON scorecards_publishedcard FOR EACH ROW EXECUTE FUNCTION scorecards_is_kept();
CREATE TRIGGER what_was_published_never_changes BEFORE UPDATE OR DELETE
    ON scorecards_correction FOR EACH ROW EXECUTE FUNCTION scorecards_is_kept();
CREATE TRIGGER what_was_published_never_changes BEFORE UPDATE OR DELETE
    ON scorecards_profile FOR EACH ROW EXECUTE FUNCTION scorecards_is_kept();
CREATE TRIGGER an_announced_list_never_changes
    BEFORE DELETE OR UPDATE OF since, until, size, of_id, members, list_hash, seed_source
    ON scorecards_fielddraw FOR EACH ROW EXECUTE FUNCTION scorecards_is_kept();
ALTER TABLE scorecards_publishedcard ENABLE ALWAYS TRIGGER what_was_published_never_changes;
ALTER TABLE scorecards_correction ENABLE ALWAYS TRIGGER what_was_published_never_changes;
ALTER TABLE scorecards_profile ENABLE ALWAYS TRIGGER what_was_published_never_changes;
ALTER TABLE scorecards_fielddraw ENABLE ALWAYS TRIGGER an_announced_list_never_changes;
"""
NOT_KEPT = "DROP FUNCTION scorecards_is_kept() CASCADE;"
# What is there when this arrives is counted as well.
BEGIN = "INSERT INTO scorecards_touched (matter) SELECT id FROM matters_matter ORDER BY id;"


class Migration(migrations.Migration):
    dependencies = [
        ("scorecards", "0001_initial"),
        ("ratings", "0002_whether_the_unit_got_in_touch"),
        ("triage", "0002_a_suggestion_says_how_sure_it_is"),
    ]
    operations = [
        *(migrations.RunSQL(triggers(table), let_go(table)) for table in TABLES),
        *(migrations.RunSQL(tree(table), let_go(table)) for table in TREES),
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
