"""Counts of tries need not outlive a crash: without the log, counting one costs no write to disk."""

from django.db import migrations

LIGHT = "ALTER TABLE core_attempt SET UNLOGGED"
KEPT = "ALTER TABLE core_attempt SET LOGGED"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(LIGHT, KEPT)]
