import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('matters', '0009_levels_act_on_each_other'),
        ('papers', '0002_an_issued_paper_never_changes'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.TextField()),
                ('conclusion', models.TextField()),
                ('demands', models.TextField()),
                ('state', models.CharField(choices=[('issued', 'issued, not received yet'), ('delivered', 'received by the unit'), ('objected', 'objected to; another person decides'), ('upheld', 'the findings stand'), ('changed', 'the findings were changed'), ('lifted', 'the findings were lifted')], default='issued', max_length=10)),
                ('issued_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(null=True)),
                ('delivered_by', models.CharField(blank=True, max_length=80)),
                ('object_until', models.DateField(null=True)),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='matters.matter')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.paper')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'ordering': ['-issued_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='InspectionObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('raised_at', models.DateTimeField()),
                ('decide_by', models.DateField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inspection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='inspection.inspection')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('improvement', 'to improve the work'), ('policy', 'to improve a policy'), ('accountability', 'to hold to account')], max_length=16)),
                ('words', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('reply_by', models.DateField()),
                ('adoption', models.CharField(blank=True, choices=[('adopted', 'adopted'), ('partly', 'adopted in part'), ('not', 'not adopted, with the reason')], max_length=8)),
                ('reply', models.TextField(blank=True)),
                ('replied_at', models.DateTimeField(null=True)),
                ('replied_by', models.CharField(blank=True, max_length=80)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='inspection.inspection')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.paper')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'ordering': ['made_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['unit', '-issued_at'], name='inspections_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delivered_at', None), ('delivered_by', ''), ('object_until', None), ('state', 'issued')), models.Q(models.Q(('state', 'issued'), _negated=True), ('delivered_at__isnull', False), ('object_until__isnull', False), models.Q(('delivered_by', ''), _negated=True)), _connector='OR'), name='findings_that_arrived_say_when_and_until_when_one_may_object'),
        ),
        migrations.AddConstraint(
            model_name='inspectionobjection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='a_decided_objection_says_when_by_whom_and_why'),
        ),
        migrations.AddConstraint(
            model_name='inspectionobjection',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('raised_by')), _negated=True), _connector='OR'), name='nobody_decides_on_their_own_objection'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(condition=models.Q(('replied_at', None)), fields=['to', 'reply_by'], name='proposals_to_answer'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adoption', ''), ('replied_at', None), ('replied_by', ''), ('reply', '')), models.Q(('replied_at__isnull', False), models.Q(('adoption', ''), _negated=True), models.Q(('reply', ''), _negated=True), models.Q(('replied_by', ''), _negated=True)), _connector='OR'), name='a_reply_to_a_proposal_is_whole'),
        ),
    ]
