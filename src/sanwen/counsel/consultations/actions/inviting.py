"""Those who raised it are asked first, through the relay. Whether they came nobody knows."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanwen.core.dates import day_words
from sanwen.counsel.consultations import phases
from sanwen.counsel.consultations.models import Consultation, Invitation
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident
from sanwen.people.models import User


@transaction.atomic
def invite(*, consultation: Consultation, by: User, now: datetime) -> int:
    """With the publication, which recorded it; each message leaves its own row on the trail."""
    waiting = list(
        Invitation.objects.select_for_update(of=("self",))
        .filter(consultation=consultation, sent_at=None, contact__erased_at=None)
        .select_related("contact")
        .order_by("pk")
    )
    words = _written(consultation)
    for one in waiting:
        vault.say(contact=one.contact, text=words, by=by, unit_name=consultation.unit.name, now=now)
    mailed = [one.contact_id for one in waiting if one.contact.wishes == Way.EMAIL]
    post_many(
        [to_resident(Topic.ASKED, consultation.ref, pk, what="invited") for pk in mailed], now=now
    )
    Invitation.objects.filter(pk__in=[one.pk for one in waiting]).update(sent_at=now)
    return len(waiting)


def _written(one: Consultation) -> str:
    last = phases.last_day(one.phases.all())
    with override(settings.LANGUAGE_CODE):
        return _(
            "You wrote to us about this. Before it is decided, everybody is asked: %(question)s "
            "You can say what you think until %(day)s at %(address)s. Nobody learns whether you "
            "did."
        ) % {
            "question": one.question,
            "day": day_words(last) if last else "",
            "address": reverse("ask", args=[one.pk]),
        }
