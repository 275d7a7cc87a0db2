"""Who is told what of a mediation: its sides through the vault, its mediator and keepers inside."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import Recusal
from sanwen.deliver.mediation.models import KEEPERS, Agreement, Mediation, Party
from sanwen.deliver.mediation.states import State
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.models import Membership

WITHDRAWN = _("One side did not want mediation, or no longer. It needs no reason.")
# How long before the last day to ask the court the keeper is reminded.
AHEAD = timedelta(days=7)


def chosen(mediation: Mediation, *, now: datetime) -> None:
    if mediation.mediator_id is not None:
        what = f"chosen-{now:%Y%m%d%H%M}"
        post_many(
            [to_staff(Topic.MEDIATION, mediation.ref, mediation.mediator_id, what=what)], now=now
        )


def news(mediation: Mediation, *, now: datetime) -> None:
    """Signed, failed or withdrawn: every side that left an address for it."""
    sides = Party.objects.filter(
        mediation=mediation, contact__wishes=Way.EMAIL, contact__erased_at=None
    ).values_list("contact", flat=True)
    post_many(
        [to_resident(Topic.MEDIATION, mediation.ref, side, what=mediation.state) for side in sides],
        now=now,
    )


def remind(*, now: datetime) -> int:
    today = local_day(now)
    court = Agreement.objects.filter(
        confirmation_asked_on=None, confirm_by__range=(today, today + AHEAD)
    ).select_related("mediation")
    due = Mediation.objects.filter(state=State.SIGNED, follow_up_on__lte=today)
    told = [(one.mediation, "court") for one in court] + [(one, "follow-up") for one in due]
    drafts = [
        to_staff(Topic.MEDIATION, mediation.ref, reader, what=what)
        for mediation, what in told
        for reader in _keepers(mediation)
    ]
    post_many(drafts, now=now)
    return len(told)


def _keepers(mediation: Mediation) -> list[int]:
    held = Membership.objects.now().filter(
        unit=mediation.unit, role__in=KEEPERS, user__is_active=True
    )
    keepers = {*held.values_list("user", flat=True), *filter(None, [mediation.mediator_id])}
    shut = Recusal.objects.people_of([mediation.matter_id]).get(mediation.matter_id, set())
    return sorted(keepers - shut)
