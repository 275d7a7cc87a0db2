"""An announced list stays, an answer is tied to nobody unless that was told, a result stands."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION announced_survey_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.survey_id ELSE OLD.survey_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM surveys_survey WHERE id = asked AND announced_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Q-% is announced; its list and its questions are not changed', asked
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER an_announced_list_never_changes
    BEFORE INSERT OR DELETE OR UPDATE OF survey_id, number, key, stratum_id, size
    ON surveys_listed FOR EACH ROW EXECUTE FUNCTION announced_survey_is_kept();
CREATE TRIGGER announced_strata_never_change
    BEFORE INSERT OR DELETE OR UPDATE ON surveys_stratum
    FOR EACH ROW EXECUTE FUNCTION announced_survey_is_kept();
CREATE TRIGGER announced_questions_never_change
    BEFORE INSERT OR DELETE OR UPDATE ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION announced_survey_is_kept();

CREATE FUNCTION what_was_announced_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.announced_at IS NOT NULL AND (
        (NEW.kind, NEW.is_confidential, NEW.list_hash, NEW.seed_source, NEW.announced_at)
        IS DISTINCT FROM
        (OLD.kind, OLD.is_confidential, OLD.list_hash, OLD.seed_source, OLD.announced_at)
        OR NEW.seed_on IS DISTINCT FROM OLD.seed_on
        OR OLD.seed <> '' AND NEW.seed <> OLD.seed
    ) THEN
        RAISE EXCEPTION 'Q-% is announced; what the draw rests on is not changed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_announcement_is_kept BEFORE UPDATE ON surveys_survey
    FOR EACH ROW EXECUTE FUNCTION what_was_announced_is_kept();

CREATE FUNCTION only_a_confidential_survey_ties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM surveys_response r
        JOIN surveys_listed l ON l.survey_id = r.survey_id
        JOIN surveys_survey s ON s.id = r.survey_id
        WHERE r.id = NEW.response_id AND l.id = NEW.listed_id AND s.is_confidential
    ) THEN
        RAISE EXCEPTION 'an anonymous answer is tied to nobody'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_anonymous_answer_is_tied_to_nobody BEFORE INSERT OR UPDATE ON surveys_tie
    FOR EACH ROW EXECUTE FUNCTION only_a_confidential_survey_ties();

CREATE FUNCTION published_result_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published result is not changed; publish the next version'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER a_published_result_stands BEFORE UPDATE OR DELETE ON surveys_result
    FOR EACH ROW EXECUTE FUNCTION published_result_stands();

-- Also when a session calls itself a replica.
ALTER TABLE surveys_listed ENABLE ALWAYS TRIGGER an_announced_list_never_changes;
ALTER TABLE surveys_stratum ENABLE ALWAYS TRIGGER announced_strata_never_change;
ALTER TABLE surveys_question ENABLE ALWAYS TRIGGER announced_questions_never_change;
ALTER TABLE surveys_survey ENABLE ALWAYS TRIGGER an_announcement_is_kept;
ALTER TABLE surveys_tie ENABLE ALWAYS TRIGGER an_anonymous_answer_is_tied_to_nobody;
ALTER TABLE surveys_result ENABLE ALWAYS TRIGGER a_published_result_stands;
"""

LET_GO = """
DROP FUNCTION announced_survey_is_kept() CASCADE;
DROP FUNCTION what_was_announced_is_kept() CASCADE;
DROP FUNCTION only_a_confidential_survey_ties() CASCADE;
DROP FUNCTION published_result_stands() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
