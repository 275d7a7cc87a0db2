"""The question of acceptance, and surveys found by what they are about."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
        ('surveys', '0003_a_case_is_held_for_a_while'),
    ]

    operations = [
        migrations.AlterField(
            model_name='question',
            name='item',
            field=models.CharField(choices=[('support', 'supports it'), ('agree', 'agrees with it'), ('glad', 'is glad of it'), ('accept', 'accepts it'), ('satisfied', 'is satisfied'), ('gain', 'sense of gain'), ('happiness', 'sense of happiness'), ('safety', 'sense of safety'), ('kept', 'finds a promise kept'), ('own', 'own question')], default='own', max_length=9),
        ),
        migrations.AddIndex(
            model_name='survey',
            index=models.Index(condition=models.Q(('about_ref', ''), _negated=True), fields=['about_ref'], name='surveys_about'),
        ),
    ]
