"""The words as they are looked for, beside the words as they were said."""

from django.db import migrations, models

from sanwen.methods import seeking
from sanwen.methods.text import sought

BATCH = 1000


def fill(apps, schema_editor):
    voices = apps.get_model("voices", "Voice")
    batch = []
    for voice in voices.objects.prefetch_related("additions").iterator(chunk_size=BATCH):
        added = [one.text for one in voice.additions.all()]
        voice.sought = seeking.kept(voice.summary, voice.text, *added)[: seeking.LONGEST_KEPT]
        batch.append(voice)
        if len(batch) == BATCH:
            voices.objects.bulk_update(batch, ["sought"])
            batch = []
    voices.objects.bulk_update(batch, ["sought"])
    for line in apps.get_model("voices", "OpenMatter").objects.all():
        line.sought = sought(line.summary)
        line.save(update_fields=["sought"])


class Migration(migrations.Migration):
    dependencies = [("voices", "0002_the_words_never_change")]
    operations = [
        migrations.AddField("voice", "sought", models.TextField(blank=True, default="")),
        migrations.AddField(
            "openmatter", "sought", models.CharField(blank=True, default="", max_length=250)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
