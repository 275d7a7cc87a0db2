"""The trail and its seals, with the triggers that hash rows and refuse changes."""

from django.db import migrations, models
from django.db.models import F, Q

# The number is taken after the transaction has its own, so a sealer that reads the last number and
# then takes a transaction number knows that every row up to it belongs to an older transaction.
STAMP = r"""
CREATE SEQUENCE audit_entry_number AS bigint OWNED BY audit_entry.id;

CREATE FUNCTION trail_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    NEW.id := nextval('audit_entry_number');
    NEW.hash := sha256(convert_to(concat_ws(E'\n',
        'sanwen-trail-1',
        NEW.id,
        (extract(epoch FROM NEW.at) * 1000000)::bigint,
        NEW.verb, NEW.actor, NEW.subject, NEW.details), 'UTF8'));
    RETURN NEW;
END $$;

CREATE TRIGGER trail_stamp BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION trail_stamp();
"""

REFUSE = r"""
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER trail_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();

-- Also when a session calls itself a replica.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER trail_no_change;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER trail_no_truncate;
ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER seal_no_change;
ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER seal_no_truncate;

ALTER TABLE audit_entry ADD CONSTRAINT trail_hash_is_sha256 CHECK (octet_length(hash) = 32);
ALTER TABLE audit_entry ALTER COLUMN details SET DEFAULT '{}';
ALTER TABLE audit_seal ADD CONSTRAINT seal_has_forty_bytes_a_row
    CHECK (octet_length(leaves) = 40 * count);
-- Hashes do not compress; trying costs time.
ALTER TABLE audit_seal ALTER COLUMN leaves SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("verb", models.TextField()),
                ("actor", models.TextField()),
                ("subject", models.TextField()),
                ("details", models.TextField(default="{}")),
                ("hash", models.BinaryField(editable=False)),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "id"], name="trail_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        name="trail_verb_is_words_joined_by_dots",
                        condition=Q(verb__regex=r"^[a-z0-9_]+([.][a-z0-9_]+)+$"),
                    ),
                    models.CheckConstraint(
                        name="trail_actor_is_one_line",
                        condition=~Q(actor__contains="\n") & ~Q(actor=""),
                    ),
                    models.CheckConstraint(
                        name="trail_subject_is_one_line",
                        condition=~Q(subject__contains="\n") & ~Q(subject=""),
                    ),
                    models.CheckConstraint(
                        name="trail_details_are_one_line",
                        condition=~Q(details__contains="\n"),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("n", models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("count", models.IntegerField()),
                ("leaves", models.BinaryField()),
                ("prev_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("key_id", models.TextField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("n",),
                "constraints": [
                    models.CheckConstraint(
                        name="seal_range_runs_forward", condition=Q(first_id__lte=F("last_id"))
                    ),
                    models.CheckConstraint(name="seal_holds_a_row", condition=Q(count__gte=1)),
                    models.CheckConstraint(
                        name="seal_numbers_start_at_one", condition=Q(n__gte=1)
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.TextField(
                        choices=[("waiting", "waiting"), ("running", "running"), ("done", "done")],
                        default="waiting",
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                ("rows", models.BigIntegerField(default=0)),
                ("ok", models.BooleanField(null=True)),
                ("fault", models.TextField(blank=True, default="")),
                ("first_bad", models.BigIntegerField(null=True)),
                ("bad_seal", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.CheckConstraint(
                        name="check_is_done_when_it_has_a_result",
                        condition=Q(state="done", ok__isnull=False, finished_at__isnull=False)
                        | Q(~Q(state="done"), ok=None, finished_at=None),
                    )
                ],
            },
        ),
        migrations.RunSQL(
            sql=STAMP, reverse_sql="DROP FUNCTION trail_stamp() CASCADE; DROP SEQUENCE audit_entry_number;"
        ),
        migrations.RunSQL(sql=REFUSE, reverse_sql="DROP FUNCTION trail_refuse() CASCADE;"),
    ]
