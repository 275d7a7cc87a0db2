"""A clerk confirms what kind of need a matter is; what is urgent stands on top of a unit's list."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0005_whether_a_person_named_the_subject'),
    ]

    operations = [
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('urgent', 'cannot wait'), ('hard', 'cannot be done alone'), ('worry', 'weighs on people every day'), ('hope', 'wished for')], max_length=6), default=list, size=None)),
                ('reach', models.CharField(blank=True, choices=[('common', 'shared by many'), ('individual', 'of one person or household')], max_length=10)),
                ('is_basic', models.BooleanField(null=True)),
                ('horizon', models.CharField(blank=True, choices=[('now', 'to be settled now'), ('long', 'a matter of plans and rules')], max_length=4)),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.CharField(max_length=80)),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='need', to='matters.matter')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['urgent', 'hard', 'worry', 'hope'])), name='a_need_is_of_the_four_kinds')],
            },
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('state__in', frozenset(['accepted', 'assigned', 'in_hand', 'registered', 'reopened', 'returned', 'waiting'])), ('urgent', True)), fields=['lead_unit', 'due_on', 'id'], name='urgent_matters_of_unit'),
        ),
    ]
