"""A body that looks at an answer again reads the matter: it has a part of its own in it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0007_what_procedure_needs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='assignment',
            name='part',
            field=models.CharField(choices=[('lead', 'lead'), ('assist', 'assist'), ('review', 'review')], max_length=6),
        ),
    ]
