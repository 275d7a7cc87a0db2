"""What units need to call each other, to decide who does it in time, and to let a matter climb."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0008_a_body_that_reviews_has_a_part'),
        ('places', '0001_initial'),
        ('triage', '0002_a_suggestion_says_how_sure_it_is'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='matter',
            name='open_matters_by_rest',
        ),
        migrations.AddField(
            model_name='assignment',
            name='designated',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='matter',
            name='arbiter',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='whistle',
            name='arbiter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='whistle',
            name='binds',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='whistle',
            name='bound',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='whistle',
            name='clock',
            field=models.ForeignKey(db_index=False, default=0, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.clock'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='whistle',
            name='decide_by',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='whistle',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='whistle',
            name='decided_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='whistle',
            name='decision',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='whistle',
            name='respond_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='whistle',
            name='rung',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='climb',
            name='ground',
            field=models.CharField(choices=[('late', 'its date has passed'), ('stuck', 'nothing has moved'), ('unowned', 'nobody is responsible yet'), ('called', 'a call for help has no response')], max_length=8),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('rule', 'service.dispatch'), ('stopped_at', None)), fields=['due_on'], name='clocks_of_who_does_it'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('state__in', frozenset(['accepted', 'assigned', 'in_hand', 'registered', 'reopened', 'returned', 'waiting']))), fields=['state', 'rung', 'state_since'], name='open_matters_at_rest'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('rung__gt', 0), ('state__in', frozenset(['accepted', 'assigned', 'in_hand', 'registered', 'reopened', 'returned', 'waiting']))), fields=['received_by', 'due_on', 'id'], name='climbed_matters_of_desk'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('rung__gt', 0), ('state__in', frozenset(['accepted', 'assigned', 'in_hand', 'registered', 'reopened', 'returned', 'waiting']))), fields=['lead_unit', 'due_on', 'id'], name='climbed_matters_of_unit'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('owner_by__isnull', False)), fields=['arbiter', 'owner_by'], name='matters_nobody_owns'),
        ),
        migrations.AddIndex(
            model_name='objection',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['decide_by'], name='objections_to_decide'),
        ),
        migrations.AddIndex(
            model_name='whistle',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['called', 'matter'], name='units_called_now'),
        ),
        migrations.AddIndex(
            model_name='whistle',
            index=models.Index(condition=models.Q(('ended_at', None), ('responded_at', None)), fields=['rung', 'respond_at'], name='whistles_that_may_climb'),
        ),
        migrations.AddConstraint(
            model_name='whistle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('binds', None), ('decided_at', None), ('decided_by', '')), models.Q(('binds__isnull', False), ('decided_at__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='a_dispute_about_a_call_is_decided_by_somebody'),
        ),
    ]
