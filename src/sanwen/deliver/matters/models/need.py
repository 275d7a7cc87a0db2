"""What kind of need a matter is, and who looks at it just now."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.people.models import User


class NeedKind(models.TextChoices):
    """急难愁盼: what kind of need it is."""

    URGENT = "urgent", _("cannot wait")
    HARD = "hard", _("cannot be done alone")
    WORRY = "worry", _("weighs on people every day")
    HOPE = "hope", _("wished for")


class Reach(models.TextChoices):
    COMMON = "common", _("shared by many")
    INDIVIDUAL = "individual", _("of one person or household")


class Horizon(models.TextChoices):
    NOW = "now", _("to be settled now")
    LONG = "long", _("a matter of plans and rules")


class Need(models.Model):
    """What kind of need a matter is, as a clerk confirmed it: of the matter, never of a person."""

    matter = models.OneToOneField("matters.Matter", on_delete=models.PROTECT, related_name="need")
    kinds = ArrayField(models.CharField(max_length=6, choices=NeedKind.choices), default=list)
    reach = models.CharField(max_length=10, choices=Reach.choices, blank=True)
    is_basic = models.BooleanField(null=True)
    horizon = models.CharField(max_length=4, choices=Horizon.choices, blank=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_need_is_of_the_four_kinds",
                condition=Q(kinds__contained_by=NeedKind.values),
            )
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {' '.join(self.kinds)}"


class Presence(models.Model):
    """Who has this matter open right now, so that two people do not work against each other."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "user"], name="a_person_looks_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at M-{self.matter_id}"
