"""A ballot may belong to what is asked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0001_initial'),
        ('consultations', '0005_what_follows_the_asking_is_noted'),
    ]

    operations = [
        migrations.AddField(
            model_name='ballot',
            name='consultation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='consultations.consultation'),
        ),
    ]
