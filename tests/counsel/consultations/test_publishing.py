"""Published when it can be answered, and not before; withdrawn with a reason; people invited."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.actions import preparing, publishing
from sanwen.counsel.consultations.models import Consultation, Invitation
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.consultations.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Openness, RelayMessage, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.notices.models import Notice, Topic
from tests.factories.asking import DRAFT, cast, drafted, published, span
from tests.factories.consultations import TODAY
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return cast()


def test_it_is_published_and_the_trail_says_when_and_for_how_long(who):
    one = published(who)

    assert (one.state, one.published_at) == (State.PUBLISHED, MORNING)
    row = Entry.objects.get(verb="consultation.published")
    assert row.subject == f"consultation:{one.ref}"
    assert one.seed in row.details
    assert one.question not in row.details


GATHER = span(Kind.GATHER, 0, 20)
WRONG = {
    "nobody is asked": {"phases": ()},
    "phases overlap": {"phases": (GATHER, span(Kind.REACT, 20, 30))},
    "phases are turned": {"phases": (span(Kind.REACT, 0, 5), span(Kind.GATHER, 6, 9))},
    "it begins yesterday": {"phases": (span(Kind.GATHER, -1, 20),)},
    "no summary": {"draft": replace(DRAFT, summary="空地。")},
    "nobody decides": {"draft": replace(DRAFT, who_decides=" ")},
    "decided while people are asked": {
        "draft": replace(DRAFT, decide_by=TODAY + timedelta(days=30))
    },
    "a major one is short": {"draft": replace(DRAFT, is_major=True), "phases": (GATHER,)},
    # The day of publication does not count: these are 29 days.
    "a major one lacks a day": {
        "draft": replace(DRAFT, is_major=True),
        "phases": (span(Kind.GATHER, 0, 29),),
    },
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_what_cannot_be_answered_is_not_published(who, changes):
    one = drafted(who, **changes)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.publish(consultation=one, by=who["head"], now=MORNING)


def test_thirty_days_or_a_reason(who):
    long = replace(DRAFT, is_major=True)
    short = replace(long, short_because="汛期将到，排水沟必须先定。")

    published(who, draft=long, phases=(span(Kind.GATHER, 0, 30),))
    published(who, draft=short, phases=(span(Kind.GATHER, 0, 9),))

    assert Consultation.objects.public().count() == 2


def test_what_is_published_is_not_changed(who):
    one = published(who)

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.change(consultation=one, draft=DRAFT, phases=(), by=who["head"], now=MORNING)


def test_it_is_withdrawn_with_a_reason_and_stays_to_be_read(client, who):
    one = published(who)
    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.withdraw(consultation=one, because=" ", by=who["head"], now=MORNING)

    publishing.withdraw(consultation=one, because="方案要重做。", by=who["head"], now=MORNING)

    page = client.get(f"/ask/C-{one.pk}/").text
    assert "方案要重做。" in page
    assert f"/ask/C-{one.pk}/react/" not in page


def test_a_draft_is_there_for_nobody_outside(client, who):
    one = drafted(who)

    for path in ("", "react/", "votes/", "say/", "mine/", "code/", "log/", "follow/"):
        assert client.get(f"/ask/C-{one.pk}/{path}").status_code == 404


def test_who_raised_it_is_asked_through_the_relay_and_nobody_anonymous(who):
    drafts = [
        ContactDraft(phone="13812345678", wishes=Way.PHONE),
        ContactDraft(email="a@example.org", wishes=Way.EMAIL),
        ContactDraft(openness=Openness.ANONYMOUS),
    ]
    kept = vault.keep_many(drafts, now=MORNING)
    one = drafted(who, invite=[each.pk for each in kept], origins=[("T-3", "找王秀英 13812345678")])
    assert not RelayMessage.objects.exists()

    publishing.publish(consultation=one, by=who["head"], now=MORNING)

    told = set(RelayMessage.objects.values_list("contact", flat=True))
    assert told == {kept[0].pk, kept[1].pk}
    assert f"/ask/C-{one.pk}/" in RelayMessage.objects.first().text
    assert [n.contact_id for n in Notice.objects.filter(topic=Topic.ASKED)] == [kept[1].pk]
    assert not Invitation.objects.filter(sent_at=None).exists()
    assert "13812345678" not in one.origins.get().words


def test_the_decision_begins_when_it_comes(who):
    one = published(who)
    day = TODAY + timedelta(days=40)

    publishing.begin(
        consultation=one, kind=Kind.DECIDED, on=day, by=who["head"], now=later(days=40)
    )

    assert one.phases.get(kind=Kind.DECIDED).opens_on == day
    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.begin(consultation=one, kind=Kind.GATHER, on=day, by=who["head"], now=MORNING)
