"""Who looks at a matter now need not outlive a crash: opening one then costs no write to disk."""

from django.db import migrations

LIGHT = "ALTER TABLE matters_presence SET UNLOGGED"
KEPT = "ALTER TABLE matters_presence SET LOGGED"


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_the_first_promise_never_changes")]
    operations = [migrations.RunSQL(LIGHT, KEPT)]
