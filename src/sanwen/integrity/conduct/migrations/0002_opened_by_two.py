"""A report is opened by two people, answered by code, and concluded; several units may be named."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [
    ("accusation", "a breach of law or discipline"),
    ("manner", "bad manners: cold, rude, scolding"),
    ("benefit", "asked for or took benefits"),
    ("interest", "put their own interest first"),
    ("reprisal", "reprisal"),
    ("pressed_to_rate", "pressed about the verdict"),
]
CONCLUSIONS = [
    ("confirmed", "confirmed and dealt with"),
    ("partly", "confirmed in part"),
    ("unconfirmed", "could not be confirmed"),
    ("handed_on", "handed to the body that is responsible by law"),
]
STATES = [("received", "not read yet"), ("read", "being looked into"), ("concluded", "concluded")]
READ = "sealed_report_is_read_when_it_says_when"


def carry_over(apps, schema_editor):
    """One unit becomes a list of one; nobody outside holds a code of an old report."""
    # Checked at once, so that nothing is pending when the table changes below.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    report = apps.get_model("conduct", "SealedReport")
    for old in report.objects.all():
        if old.about_unit_id:
            old.about_units.add(old.about_unit_id)
        old.code_hash = f"without-code-{old.pk}".encode()
        old.kind = "manner" if old.kind == "staff_conduct" else old.kind
        old.save(update_fields=["code_hash", "kind"])


class Migration(migrations.Migration):
    dependencies = [
        ("conduct", "0001_sealed_reports"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("sealedreport", READ),
        migrations.RemoveConstraint("sealedreport", "sealed_report_kind_is_known"),
        migrations.AddField("sealedreport", "about_units", models.ManyToManyField(related_name="+", to="places.unit")),
        migrations.AddField(
            "sealedreport", "shut_out", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)
        ),
        migrations.AddField("sealedreport", "code_hash", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("sealedreport", "conclusion", models.TextField(blank=True, choices=CONCLUSIONS, default=""), preserve_default=False),
        migrations.AddField("sealedreport", "concluded_at", models.DateTimeField(null=True)),
        migrations.AlterField("sealedreport", "kind", models.TextField(choices=KINDS)),
        migrations.AlterField("sealedreport", "state", models.TextField(choices=STATES, default="received")),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("sealedreport", "about_unit"),
        migrations.AlterField("sealedreport", "code_hash", models.BinaryField(max_length=32, unique=True)),
        migrations.AddConstraint(
            "sealedreport",
            models.CheckConstraint(
                name=READ,
                condition=Q(state="received", first_read_at=None)
                | (~Q(state="received") & Q(first_read_at__isnull=False)),
            ),
        ),
        migrations.AddConstraint(
            "sealedreport",
            models.CheckConstraint(
                name="sealed_report_kind_is_known", condition=Q(kind__in=[kind for kind, _ in KINDS])
            ),
        ),
        migrations.AddConstraint(
            "sealedreport",
            models.CheckConstraint(
                name="a_concluded_report_says_how",
                condition=~Q(state="concluded") | (~Q(conclusion="") & Q(concluded_at__isnull=False)),
            ),
        ),
        migrations.CreateModel(
            name="Unsealing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agreed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="unsealings", to="conduct.sealedreport")),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("report",), condition=Q(agreed_at=None), name="one_unsealing_waits"),
                    models.CheckConstraint(
                        name="nobody_unseals_alone",
                        condition=Q(agreed_by=None, agreed_at=None)
                        | (Q(agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="conduct.sealedreport")),
            ],
            options={"ordering": ("at", "id")},
        ),
    ]
