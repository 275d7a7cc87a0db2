"""A talk without announcement has no draw: a comparison with nothing let it through."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0005_what_follows_the_asking_is_noted'),
        ('meetings', '0002_an_announced_list_never_changes'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='meeting',
            name='a_draw_comes_after_its_announcement',
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at', None), ('drawn_by', ''), ('seed', '')), models.Q(('announced_at__isnull', False), ('drawn_at__isnull', False), ('drawn_at__gt', models.F('announced_at')), models.Q(('drawn_by', ''), _negated=True), models.Q(('seed', ''), _negated=True)), _connector='OR'), name='a_draw_comes_after_its_announcement'),
        ),
    ]
