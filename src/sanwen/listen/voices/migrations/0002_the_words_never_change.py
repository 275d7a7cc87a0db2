"""A voice's words, when they came and what was promised: the database itself keeps them as they were."""

from django.db import migrations

KEEP = r"""
CREATE FUNCTION voice_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a voice is kept as it was said: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER the_words_never_change
    BEFORE UPDATE OF text, said_at, registered_at, registered_by, promised_on, fingerprint
    ON voices_voice FOR EACH ROW
    WHEN ((OLD.text, OLD.said_at, OLD.registered_at, OLD.registered_by, OLD.promised_on,
           OLD.fingerprint)
        IS DISTINCT FROM (NEW.text, NEW.said_at, NEW.registered_at, NEW.registered_by,
           NEW.promised_on, NEW.fingerprint))
    EXECUTE FUNCTION voice_is_kept();
CREATE TRIGGER a_voice_is_never_deleted
    BEFORE DELETE ON voices_voice FOR EACH ROW EXECUTE FUNCTION voice_is_kept();

-- Also when a session calls itself a replica.
ALTER TABLE voices_voice ENABLE ALWAYS TRIGGER the_words_never_change;
ALTER TABLE voices_voice ENABLE ALWAYS TRIGGER a_voice_is_never_deleted;
"""

LET_GO = """
DROP TRIGGER the_words_never_change ON voices_voice;
DROP TRIGGER a_voice_is_never_deleted ON voices_voice;
DROP FUNCTION voice_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
