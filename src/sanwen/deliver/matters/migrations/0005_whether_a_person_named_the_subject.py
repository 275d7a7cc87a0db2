"""Only what a person named teaches the machine; what it said itself does not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0004_same_matters_are_found'),
    ]

    operations = [
        migrations.AddField('matter', 'subject_is_confirmed', models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('subject_is_confirmed', True)), fields=['-opened_at'], name='matters_of_confirmed_subject'),
        ),
    ]
