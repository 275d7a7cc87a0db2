"""An index of the characters and character pairs of the words that are looked for."""

from django.db import migrations

# The same numbers as `methods.grams.pack` gives: a character, and two neighbouring ones. Numbers
# and not texts, because an index of numbers is built and read in half the time.
# A short pending list: whoever is unlucky enough to empty it waits for a tenth of a second at most.
MAKE = r"""
CREATE FUNCTION sought_codes(words text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
    signs text[] := string_to_array(words, NULL);
BEGIN
    RETURN (
        SELECT array_agg(ascii(a)::bigint)
            || array_agg((ascii(a)::bigint << 21) | ascii(b)) FILTER (WHERE b IS NOT NULL)
        FROM unnest(signs, signs[2:]) AS pair(a, b) WHERE a IS NOT NULL
    );
END $$;
CREATE INDEX voices_sought ON voices_voice USING gin (sought_codes(sought))
    WITH (gin_pending_list_limit = 1024);
CREATE INDEX open_matters_sought ON voices_openmatter USING gin (sought_codes(sought))
    WITH (gin_pending_list_limit = 256);
ALTER INDEX open_matters_sought ALTER COLUMN 1 SET STATISTICS 300;
"""
DROP = """
DROP INDEX open_matters_sought;
DROP INDEX voices_sought;
DROP FUNCTION sought_codes(text);
"""


class Migration(migrations.Migration):
    dependencies = [("voices", "0003_words_can_be_found")]
    operations = [migrations.RunSQL(MAKE, DROP)]
