"""Public matters as a list: what stands on their pages, by month of registration."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sanwen.openness.datasets.shape import Column, Dataset, Drawn, Value
from sanwen.openness.models import DatasetName, PublicMatter


def _matters(since: date, until: date) -> Drawn:
    rows = PublicMatter.objects.filter(
        opened_on__gte=since, opened_on__lte=until - timedelta(days=1)
    )
    return Drawn(rows=[_row(one) for one in rows.shown().order_by("number").iterator(2000)])


def _row(one: PublicMatter) -> list[Value]:
    return [
        one.ref,
        one.summary,
        one.category.code if one.category else None,
        one.category.name if one.category else None,
        one.area.code[:9] if one.area else None,
        one.unit.code if one.unit else None,
        one.opened_on,
        one.first_due_on,
        one.due_on,
        one.closed_on,
        one.state,
        one.outcome or None,
    ]


MATTERS = Dataset(
    name=DatasetName.MATTERS,
    about=_(
        "Matters for which a clerk wrote a line for everybody, registered in the month, as they "
        "stood on the day of the release. No words of anybody, no names, days but no hours."
    ),
    columns=(
        Column("matter", "string", _("Number of the matter, as on its page.")),
        Column("summary", "string", _("The line for everybody.")),
        Column("category", "string", _("Code of the subject.")),
        Column("category_name", "string", _("Name of the subject.")),
        Column("town", "string", _("Code of the town; nothing finer is given.")),
        Column("unit", "string", _("Code of the unit responsible.")),
        Column("opened_on", "date", _("Day of registration.")),
        Column("first_due_on", "date", _("Day that was promised first; it never changes.")),
        Column("due_on", "date", _("Day that is promised now.")),
        Column("closed_on", "date", _("Day on which it was closed; empty while it is not.")),
        Column("state", "string", _("new, in_hand, answered, closed, elsewhere or joined.")),
        Column("outcome", "string", _("What the unit says came of it; never what people found.")),
    ),
    draw=_matters,
)
