"""A public matter is what the matter is at every moment: the database writes it, in one transaction.

No action of another part can forget it, and none has to know of it.
"""

from django.db import migrations

WRITE = r"""
CREATE FUNCTION open_state(state text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN state IN ('registered', 'accepted', 'returned') THEN 'new'
        WHEN state IN ('assigned', 'in_hand', 'waiting', 'reopened') THEN 'in_hand'
        WHEN state IN ('closed', 'finished') THEN 'closed'
        WHEN state = 'redirected' THEN 'elsewhere'
        WHEN state = 'joined' THEN 'joined'
        WHEN state = 'withdrawn' THEN NULL
        ELSE 'answered' END
$$;

-- The town of a place: its ancestor, or itself, with a code of nine digits.
CREATE FUNCTION open_town(place bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up AS (
        SELECT id, parent_id, code FROM places_area WHERE id = place
        UNION ALL
        SELECT a.id, a.parent_id, a.code FROM places_area a JOIN up ON a.id = up.parent_id)
    SELECT id FROM up WHERE length(code) = 9 LIMIT 1
$$;

CREATE FUNCTION open_top(subject bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up AS (
        SELECT id, parent_id FROM triage_category WHERE id = subject
        UNION ALL
        SELECT c.id, c.parent_id FROM triage_category c JOIN up ON c.id = up.parent_id)
    SELECT id FROM up WHERE parent_id IS NULL LIMIT 1
$$;

CREATE FUNCTION open_write(m matters_matter) RETURNS void LANGUAGE sql AS $$
    INSERT INTO openness_publicmatter (number, summary, sought, category_id, top_id, area_id,
        town_id, unit_id, state, outcome, opened_on, first_due_on, due_on, closed_on, joined_into)
    VALUES (m.id, m.public_summary, '', m.category_id, open_top(m.category_id), m.area_id,
        open_town(m.area_id), m.lead_unit_id, open_state(m.state),
        CASE WHEN open_state(m.state) IN ('answered', 'closed') THEN m.outcome ELSE '' END,
        (m.opened_at AT TIME ZONE 'Asia/Shanghai')::date, m.first_due_on, m.due_on,
        (m.closed_at AT TIME ZONE 'Asia/Shanghai')::date, m.joined_into_id)
    ON CONFLICT (number) DO UPDATE SET
        sought = CASE WHEN openness_publicmatter.summary = excluded.summary
                      THEN openness_publicmatter.sought ELSE '' END,
        summary = excluded.summary, category_id = excluded.category_id, top_id = excluded.top_id,
        area_id = excluded.area_id, town_id = excluded.town_id, unit_id = excluded.unit_id,
        state = excluded.state, outcome = excluded.outcome, opened_on = excluded.opened_on,
        first_due_on = excluded.first_due_on, due_on = excluded.due_on,
        closed_on = excluded.closed_on, joined_into = excluded.joined_into
$$;

CREATE FUNCTION open_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM openness_publicmatter WHERE number = OLD.id;
    ELSIF NEW.public_summary = '' OR open_state(NEW.state) IS NULL THEN
        DELETE FROM openness_publicmatter WHERE number = NEW.id;
    ELSE
        PERFORM open_write(NEW);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER open_begins AFTER INSERT ON matters_matter FOR EACH ROW
    WHEN (NEW.public_summary <> '') EXECUTE FUNCTION open_follows();
CREATE TRIGGER open_goes_on AFTER UPDATE OF public_summary, category_id, area_id, lead_unit_id,
        state, outcome, opened_at, due_on, closed_at, joined_into_id
    ON matters_matter FOR EACH ROW
    WHEN (NEW.public_summary <> '' OR OLD.public_summary <> '') EXECUTE FUNCTION open_follows();
CREATE TRIGGER open_ends AFTER DELETE ON matters_matter FOR EACH ROW
    WHEN (OLD.public_summary <> '') EXECUTE FUNCTION open_follows();

SELECT count(open_write(m)) FROM matters_matter m
    WHERE m.public_summary <> '' AND open_state(m.state) IS NOT NULL;

CREATE INDEX open_sought ON openness_publicmatter USING gin (sought_codes(sought))
    WITH (fastupdate = off);

-- What everybody was given stays as it was given.
CREATE FUNCTION open_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published in % is kept as it was', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER checkpoint_is_kept BEFORE UPDATE OR DELETE
    ON openness_checkpoint FOR EACH ROW EXECUTE FUNCTION open_is_kept();
CREATE TRIGGER checkpoint_is_not_emptied BEFORE TRUNCATE
    ON openness_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION open_is_kept();
ALTER TABLE openness_checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_kept;
CREATE TRIGGER release_is_kept BEFORE UPDATE OR DELETE
    ON openness_release FOR EACH ROW EXECUTE FUNCTION open_is_kept();
CREATE TRIGGER release_is_not_emptied BEFORE TRUNCATE
    ON openness_release FOR EACH STATEMENT EXECUTE FUNCTION open_is_kept();
ALTER TABLE openness_release ENABLE ALWAYS TRIGGER release_is_kept;
CREATE TRIGGER releasefile_is_kept BEFORE UPDATE OR DELETE
    ON openness_releasefile FOR EACH ROW EXECUTE FUNCTION open_is_kept();
CREATE TRIGGER releasefile_is_not_emptied BEFORE TRUNCATE
    ON openness_releasefile FOR EACH STATEMENT EXECUTE FUNCTION open_is_kept();
ALTER TABLE openness_releasefile ENABLE ALWAYS TRIGGER releasefile_is_kept;
"""

LEAVE = """
DROP TRIGGER releasefile_is_not_emptied ON openness_releasefile;
DROP TRIGGER releasefile_is_kept ON openness_releasefile;
DROP TRIGGER release_is_not_emptied ON openness_release;
DROP TRIGGER release_is_kept ON openness_release;
DROP TRIGGER checkpoint_is_not_emptied ON openness_checkpoint;
DROP TRIGGER checkpoint_is_kept ON openness_checkpoint;
DROP FUNCTION open_is_kept();
DROP INDEX open_sought;
DROP TRIGGER open_ends ON matters_matter;
DROP TRIGGER open_goes_on ON matters_matter;
DROP TRIGGER open_begins ON matters_matter;
DROP FUNCTION open_follows();
DROP FUNCTION open_write(matters_matter);
DROP FUNCTION open_top(bigint);
DROP FUNCTION open_town(bigint);
DROP FUNCTION open_state(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("openness", "0001_initial"),
        ("matters", "0009_levels_act_on_each_other"),
        ("voices", "0004_words_have_an_index"),
    ]
    operations = [migrations.RunSQL(WRITE, LEAVE)]
