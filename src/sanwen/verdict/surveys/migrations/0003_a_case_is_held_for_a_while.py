"""Who asks whom just now, for a while."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0002_lists_ties_and_results_stand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('listed', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='surveys.listed')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['until'], name='holds_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='a_case_is_held_for_a_while')],
            },
        ),
    ]
