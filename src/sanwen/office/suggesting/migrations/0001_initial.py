from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Rightness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('since', models.DateField()),
                ('matters', models.PositiveIntegerField()),
                ('figures', models.JSONField()),
            ],
            options={
                'verbose_name_plural': 'rightness',
                'ordering': ['-made_at'],
                'indexes': [models.Index(fields=['-made_at'], name='rightness_newest_first')],
            },
        ),
    ]
