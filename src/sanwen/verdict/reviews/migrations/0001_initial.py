import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('matters', '0008_a_body_that_reviews_has_a_part'),
        ('places', '0001_initial'),
        ('voices', '0004_words_have_an_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('upheld', 'the answer stands'), ('changed', "changed: this opinion takes the answer's place"), ('redo', 'sent back to be done anew'), ('not_taken', 'not taken up, with the article')], max_length=10)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'done'), ('planned', 'will be done, with a date'), ('explained', 'explained: understandable, but there is no basis for it yet'), ('refused', 'not supported, with the law'), ('adopted', 'adopted'), ('partly', 'in part, with what is left out and why'), ('declined', 'not adopted, with the reason'), ('disclosed', 'the information is given'), ('withheld', 'the information is not given, with the law'), ('not_held', 'the body does not hold the information')], max_length=10)),
                ('facts', models.TextField()),
                ('reasons', models.TextField()),
                ('basis', models.TextField()),
                ('remedy', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('reading', 'waiting for the second reader'), ('sent_back', 'sent back by the second reader'), ('sent', 'sent')], max_length=10)),
                ('reader_words', models.TextField(blank=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OpinionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.TextField()),
                ('reply', models.TextField()),
                ('ground', models.TextField()),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='reviews.opinion')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'asked after the time; a person decides'), ('under_way', 'under way'), ('decided', 'decided'), ('not_taken', 'not taken up'), ('dropped', 'taken back')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('first_due_on', models.DateField()),
                ('due_on', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('public_words', models.TextField(blank=True)),
                ('public_at', models.DateTimeField(null=True)),
                ('public_by', models.CharField(blank=True, max_length=80)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='matters.answer')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='reviews.review')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='matters.matter')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('how', models.CharField(choices=[('page', 'by code, on the page'), ('person', 'in person, written down and read back'), ('phone', 'by telephone, written down and read back'), ('letter', 'by letter')], max_length=6)),
                ('asked_at', models.DateTimeField()),
                ('until', models.DateField(null=True)),
                ('taken_down_by', models.CharField(max_length=80)),
                ('public_agreed_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='voices.voice')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='reviews.review')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='opinion',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='reviews.review'),
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.TextField()),
                ('begins_at', models.DateTimeField()),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('place', models.CharField(max_length=120)),
                ('chair', models.CharField(max_length=120)),
                ('members', models.CharField(blank=True, max_length=300)),
                ('noticed_at', models.DateTimeField()),
                ('noticed_by', models.CharField(max_length=80)),
                ('took_part', models.CharField(blank=True, max_length=300)),
                ('minutes', models.TextField(blank=True)),
                ('held_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=300)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='reviews.review')),
            ],
            options={
                'ordering': ['from_day', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outside', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'verbose_name_plural': 'review bodies',
            },
        ),
        migrations.CreateModel(
            name='Served',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('page', 'page opened with the code'), ('message', 'message delivered'), ('paper', 'paper signed for')], max_length=8)),
                ('at', models.DateTimeField()),
                ('ask_until', models.DateField(null=True)),
                ('recorded_by', models.CharField(max_length=80)),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='served', to='reviews.opinion')),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='voices.voice')),
            ],
            options={
                'verbose_name_plural': 'served',
            },
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('state__in', ['asked', 'under_way'])), fields=['body', 'due_on'], name='reviews_to_decide'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('public_at__isnull', False)), fields=['-public_at'], name='public_reviews'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'under_way'])), fields=('matter',), name='one_review_of_a_matter_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['asked', 'under_way'])), models.Q(models.Q(('state__in', ['asked', 'under_way']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='an_open_review_has_not_ended'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('first_due_on'))), name='the_date_of_a_review_is_never_earlier_than_first_told'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_at', None), ('public_by', ''), ('public_words', '')), models.Q(('public_at__isnull', False), models.Q(('public_words', ''), _negated=True), models.Q(('public_by', ''), _negated=True)), _connector='OR'), name='what_is_made_public_says_when_and_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('review', 'voice'), name='a_person_asks_for_a_review_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('review',), name='a_review_has_one_opinion'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='a_sent_opinion_says_when'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), models.Q(('result__in', ['not_taken', 'upheld']), ('outcome__in', ['declined', 'not_held', 'refused', 'withheld']), _connector='OR'), _negated=True), ('reader__isnull', False), _connector='OR'), name='an_opinion_that_says_no_had_a_second_reader'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('reader', None), models.Q(('reader', models.F('written_by')), _negated=True), _connector='OR'), name='nobody_reads_their_own_opinion'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', 'changed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('result', 'changed'), _negated=True), ('outcome', '')), _connector='OR'), name='only_a_changed_answer_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lead__isnull', False), ('result', 'redo')), models.Q(models.Q(('result', 'redo'), _negated=True), ('lead', None)), _connector='OR'), name='what_is_sent_back_says_to_whom'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('until_day__gte', models.F('from_day'))), name='a_hearing_ends_not_before_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at', None), ('minutes', ''), ('took_part', '')), models.Q(('held_at__isnull', False), models.Q(('minutes', ''), _negated=True), models.Q(('took_part', ''), _negated=True)), _connector='OR'), name='a_hearing_that_was_held_has_its_minutes'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('cancelled_because', '')), models.Q(('cancelled_at__isnull', False), ('held_at', None), models.Q(('cancelled_because', ''), _negated=True)), _connector='OR'), name='a_cancelled_hearing_says_why_and_was_not_held'),
        ),
        migrations.AddConstraint(
            model_name='reviewbody',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('outside', '')), models.Q(('body', None), models.Q(('outside', ''), _negated=True)), _connector='OR'), name='a_review_body_is_one_of_ours_or_is_described'),
        ),
        migrations.AddConstraint(
            model_name='reviewbody',
            constraint=models.CheckConstraint(condition=models.Q(('body', models.F('unit')), _negated=True), name='no_unit_reviews_itself'),
        ),
        migrations.AddConstraint(
            model_name='served',
            constraint=models.UniqueConstraint(fields=('opinion', 'voice'), name='an_opinion_reaches_a_voice_once'),
        ),
    ]
