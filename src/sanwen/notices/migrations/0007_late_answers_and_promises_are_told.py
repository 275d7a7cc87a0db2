"""Late answers of talk meetings and late promises are told."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0006_decisions_and_talks_are_told'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='topic',
            field=models.CharField(choices=[('news', 'There is news of your matter.'), ('question', 'The unit asks you something.'), ('answer', 'Your matter has an answer.'), ('invitation', 'You can say now whether it is solved.'), ('given', 'A matter was assigned to your unit.'), ('decide', 'A return waits for your decision.'), ('read', 'An answer waits for a second reader.'), ('came_back', 'A matter was reopened.'), ('late', 'A matter is past its date.'), ('late_week', 'Matters of your area are past their date.'), ('called', 'Your unit is called to help with a matter.'), ('call', 'There is news of a call for help.'), ('climbed', 'Matters climbed to you because they are late or stand still.'), ('added', 'The resident added something.'), ('time', 'A request for more time waits for you.'), ('visit', 'There is news of your visit.'), ('hand_over', 'A visitor is handed over to you, if you accept.'), ('help', 'A colleague at a counter asks for a second person.'), ('mediation', 'There is news of a mediation.'), ('review', 'A review waits for you.'), ('inspection', 'There is news of an inspection.'), ('asked', 'A question is asked of everybody.'), ('decided', 'What was asked is decided.'), ('talk', 'There is news of a talk meeting.'), ('late_talk', 'An opinion of a talk meeting is past the day of its answer.'), ('late_promise', 'The day of what was promised with a decision has passed.')], max_length=12),
        ),
    ]
