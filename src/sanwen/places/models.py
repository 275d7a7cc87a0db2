"""Where things are and who is responsible there: areas, units, duty lists, the days off."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Area(models.Model):
    """One row of one year's table of area codes; a merged or renamed area keeps its old rows."""

    code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.TextField(default="")
    # GeoJSON geometry as plain text: the operator's own boundaries, never shipped by us.
    geometry = models.TextField(null=True)

    class Meta:
        ordering = ("-year", "code")
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="area_code_is_used_once_a_year"),
            models.CheckConstraint(
                name="area_code_has_6_9_or_12_digits",
                condition=Q(code__regex=r"^(\d{6}|\d{9}|\d{12})$"),
            ),
        ]
        indexes = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="area_path_prefix"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    BUREAU = "bureau", _("bureau")
    TOWN = "town", _("town or subdistrict")
    VILLAGE = "village", _("village or community")
    HALL = "hall", _("service hall")
    UNION = "union", _("trade union")
    THIRD_PARTY = "third_party", _("third party")


class Level(models.IntegerChoices):
    CITY = 1, pgettext_lazy("level of a unit", "city")
    COUNTY = 2, pgettext_lazy("level of a unit", "county")
    TOWN = 3, pgettext_lazy("level of a unit", "town")
    VILLAGE = 4, pgettext_lazy("level of a unit", "village")


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def below(self, unit: "Unit") -> Self:
        """The unit itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def in_reach_of(self, paths: list[str]) -> Self:
        """Units inside any of the given subtrees."""
        reach = Q(pk__in=())
        for path in paths:
            reach |= Q(path__startswith=path)
        return self.filter(reach)

    def matching(self, words: str) -> Self:
        return self.filter(
            Q(name__icontains=words)
            | Q(name_en__icontains=words)
            | Q(phone__contains=words)
            | Q(address__icontains=words)
        )


_SLASH = Value("/", output_field=models.TextField())


class Unit(models.Model):
    """Who is responsible. `path` holds the ids from the root down, so a subtree is a prefix."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=UnitKind)
    level = models.PositiveSmallIntegerField(choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.TextField()
    area = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="units")
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    # Contractors help but never see who a person is (rules, not settings, read this).
    third_party = models.BooleanField(default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("level", "code")
        constraints = [
            models.CheckConstraint(
                name="unit_path_ends_with_its_own_id",
                condition=Q(
                    path__endswith=Concat(_SLASH, Cast(F("id"), models.TextField()), _SLASH)
                ),
            ),
            models.CheckConstraint(
                name="unit_kind_is_known", condition=Q(kind__in=UnitKind.values)
            ),
            models.CheckConstraint(name="unit_level_is_known", condition=Q(level__in=Level.values)),
        ]
        indexes = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="unit_path_prefix"),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, other: "Unit") -> bool:
        """Whether the other unit is this one or lies under it."""
        return other.path.startswith(self.path)

    def name_in(self, language: str) -> str:
        return self.name_en if self.name_en and language.startswith("en") else self.name


class DutyKind(models.TextChoices):
    BASIC = "basic", pgettext_lazy("duty", "basic")
    ASSISTING = "assisting", pgettext_lazy("duty", "assisting")
    RECLAIMED = "reclaimed", pgettext_lazy("duty", "taken back upward")


class Duty(models.Model):
    """One line of a unit's duty list (履职清单)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="duties")
    category_code = models.CharField(max_length=60, db_index=True)
    item = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=DutyKind)
    basis = models.TextField(blank=True)

    class Meta:
        ordering = ("unit_id", "category_code", "item")
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category_code", "item"], name="duty_is_listed_once"
            ),
            models.CheckConstraint(
                name="duty_kind_is_known", condition=Q(kind__in=DutyKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.item


class NoticeQuerySet(models.QuerySet["Notice"]):
    def imported_since(self, moment: datetime) -> Self:
        return self.filter(imported_at__gt=moment)


class Notice(models.Model):
    """The State Council's notice of one year's days off; a year with no row is provisional."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    imported_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("year",)

    def __str__(self) -> str:
        return self.title


class SpecialDay(models.Model):
    """A day off, or a weekend day worked in exchange; `year` is that of the notice."""

    date = models.DateField(primary_key=True)
    is_work = models.BooleanField()
    # 法定休假日, as against a day moved or an ordinary weekend inside the holiday.
    is_statutory = models.BooleanField(default=False)
    name = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(db_index=True)

    class Meta:
        ordering = ("date",)
        constraints = [
            models.CheckConstraint(
                name="special_day_is_off_or_worked_not_both",
                condition=~Q(is_work=True, is_statutory=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
