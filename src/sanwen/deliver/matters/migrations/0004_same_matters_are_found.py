"""Words by which open matters are found as the same, the groups a night finds, and newest first."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# See the migration of the voices' words: the same numbers, and the same short pending list.
# Words so common that walking from the newest matter on finds them soonest. An expression, because
# the bare column would tempt the planner to read one unit's list from the list of all.
MAKE = r"""
CREATE INDEX matters_newest ON matters_matter ((opened_at AT TIME ZONE 'UTC') DESC, id DESC);
CREATE INDEX wordings_sought ON matters_wording USING gin (sought_codes(sought))
    WITH (gin_pending_list_limit = 512);
ALTER INDEX wordings_sought ALTER COLUMN 1 SET STATISTICS 300;
"""
DROP = "DROP INDEX wordings_sought; DROP INDEX matters_newest;"


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0003_who_looks_is_kept_without_a_log'),
        ('places', '0001_initial'),
        ('triage', '0001_initial'),
        ('voices', '0004_words_have_an_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField()),
                ('shared', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), size=None)),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'proposed'), ('joined', 'joined'), ('dismissed', 'not the same')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='matters.matter')),
                ('sought', models.TextField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='matter',
            name='matters_by_first_words',
        ),
        migrations.AddField(
            model_name='group',
            name='area',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.area'),
        ),
        migrations.AddField(
            model_name='group',
            name='matters',
            field=models.ManyToManyField(related_name='+', to='matters.matter'),
        ),
        migrations.AddField(
            model_name='group',
            name='received_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit'),
        ),
        migrations.AddField(
            model_name='wording',
            name='received_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['received_by', '-id'], name='groups_to_decide'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='a_decided_group_says_when_and_by_whom'),
        ),
        migrations.RunSQL(MAKE, DROP),
    ]
