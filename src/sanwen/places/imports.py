"""The four tables an administrator may upload: form, dry run, and what carries them out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.core.actors import Actor
from sanwen.places import actions, area_import, calendar_import, duty_import, unit_import
from sanwen.places.forms import AreasForm, CalendarForm, UploadForm
from sanwen.places.models import Area, SpecialDay, Unit
from sanwen.places.tables import Plan

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Import:
    title: Promise
    about: Promise
    columns: str
    form: type[forms.Form]
    plan: Callable[[bytes, Given], Plan[Any]]
    apply: Callable[[Actor, Plan[Any], Given], object]


def _plan_areas(data: bytes, given: Given) -> Plan[Any]:
    known = dict(Area.objects.filter(year=given["year"]).values_list("code", "path"))
    return area_import.plan(data, known=known)


def _plan_units(data: bytes, given: Given) -> Plan[Any]:
    known = frozenset(Unit.objects.values_list("code", flat=True))
    areas = frozenset(Area.objects.values_list("code", flat=True))
    return unit_import.plan(data, known=known, areas=areas)


def _plan_duties(data: bytes, given: Given) -> Plan[Any]:
    return duty_import.plan(data, units=frozenset(Unit.objects.values_list("code", flat=True)))


def _plan_calendar(data: bytes, given: Given) -> Plan[Any]:
    near = (date(given["year"] - 1, 12, 1), date(given["year"] + 1, 1, 1))
    taken = dict(SpecialDay.objects.filter(date__range=near).values_list("date", "year"))
    return calendar_import.plan(data, year=given["year"], taken=taken)


def _apply_areas(by: Actor, plan: Plan[Any], given: Given) -> object:
    return actions.import_areas(by=by, year=given["year"], rows=plan.rows)


def _apply_units(by: Actor, plan: Plan[Any], given: Given) -> object:
    return actions.import_units(by=by, rows=plan.rows)


def _apply_duties(by: Actor, plan: Plan[Any], given: Given) -> object:
    return actions.import_duties(by=by, rows=plan.rows)


def _apply_calendar(by: Actor, plan: Plan[Any], given: Given) -> object:
    return actions.import_notice(
        by=by, year=given["year"], title=given["title"], source=given["source"], rows=plan.rows
    )


IMPORTS = {
    "areas": Import(
        title=_("Areas"),
        about=_("Codes of one year. Older years stay, so old matters keep their names."),
        columns="code, name, name_en, aliases, parent",
        form=AreasForm,
        plan=_plan_areas,
        apply=_apply_areas,
    ),
    "units": Import(
        title=_("Units"),
        about=_(
            "Known codes are changed, new ones added. Nothing is deleted: write no in is_active."
        ),
        columns=(
            "code, name, name_en, kind, level, parent, area, phone, address, hours,"
            " is_active, third_party"
        ),
        form=UploadForm,
        plan=_plan_units,
        apply=_apply_units,
    ),
    "duties": Import(
        title=_("Duty lists"),
        about=_("The whole list of each unit named is replaced."),
        columns="unit, category_code, item, kind, basis",
        form=UploadForm,
        plan=_plan_duties,
        apply=_apply_duties,
    ),
    "calendar": Import(
        title=_("Days off and working weekends"),
        about=_("One year's notice. Provisional dates are counted again at once."),
        columns="date, day, statutory, name",
        form=CalendarForm,
        plan=_plan_calendar,
        apply=_apply_calendar,
    ),
}
