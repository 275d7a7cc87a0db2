"""What follows the asking is noted with its day and words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0004_other_systems_let_people_say_more'),
    ]

    operations = [
        migrations.AddField(
            model_name='phase',
            name='link',
            field=models.URLField(blank=True),
        ),
        migrations.AddField(
            model_name='phase',
            name='noted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='phase',
            name='words',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name='phase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('link', ''), ('words', '')), ('noted_at__isnull', False), _connector='OR'), name='what_is_told_of_a_phase_says_when_it_was_noted'),
        ),
    ]
