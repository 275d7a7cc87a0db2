import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('triage', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ModelVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(choices=[('category', 'subject'), ('unit', 'unit')], max_length=8)),
                ('number', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=80)),
                ('examples', models.PositiveIntegerField()),
                ('classes', models.PositiveIntegerField()),
                ('learned_until', models.DateTimeField()),
                ('figures', models.JSONField(default=dict)),
                ('data', models.BinaryField()),
                ('is_current', models.BooleanField(default=False)),
            ],
            options={'ordering': ['target', '-number']},
        ),
        migrations.AddConstraint(
            model_name='modelversion',
            constraint=models.UniqueConstraint(fields=('target', 'number'), name='a_version_has_its_own_number'),
        ),
        migrations.AddConstraint(
            model_name='modelversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('target',), name='one_version_at_a_time_suggests'),
        ),
        migrations.AddField('suggestion', 'likely', models.JSONField(default=list)),
        migrations.AddField('suggestion', 'likely_units', models.JSONField(default=list)),
        migrations.AddField('suggestion', 'inside', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveBigIntegerField(), default=list, size=None)),
        migrations.AddField('suggestion', 'unsure', models.BooleanField(default=True)),
        migrations.AddField('suggestion', 'version', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='triage.modelversion')),
        migrations.AddField('suggestion', 'urgency_p', models.FloatField(default=0)),
        migrations.AddField('suggestion', 'urgency_because', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
        migrations.AddField('suggestion', 'needs', models.JSONField(default=dict)),
    ]
