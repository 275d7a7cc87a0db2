"""From what many speak of, or from a matter, to a question: the links and the people go with it."""

import pytest
from django.test import Client

from sanwen.counsel.consultations.models import Consultation
from sanwen.deliver.matters.models import Joining
from sanwen.integrity.vault.models import Contact, Openness
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter
from tests.factories.topics import night, noise, the_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def draft(unit: int) -> dict[str, str]:
    return {
        "unit": str(unit),
        "question": "路灯怎么修？",
        "summary": "石桥村口的路灯常坏，是换太阳能的，还是重新拉线，想听听大家的。",
        "background": "一年修了四次。",
        "who_decides": "柳溪镇人民政府",
        "decide_by": "2026-06-01",
        "identity": "cookie",
        "gather_from": "2026-03-12",
        "gather_to": "2026-04-20",
    }


def test_a_matter_becomes_a_question_and_who_raised_it_is_to_be_invited(client: Client, cast):
    one = matter(cast)
    Contact.objects.update(openness=Openness.CONFIDENTIAL)
    client.force_login(cast.clerk)

    answer = client.post(f"/desk/matters/{one.ref}/ask-everybody/", draft(one.received_by_id))

    made = Consultation.objects.get()
    assert answer.status_code == 302
    assert [origin.ref for origin in made.origins.all()] == [one.ref]
    raised = Joining.objects.get(matter=one).voice.contact_id
    assert [each.contact_id for each in made.invitations.all()] == [raised]


def test_whoever_took_it_back_is_not_invited(client: Client, cast):
    one = matter(cast)
    Joining.objects.filter(matter=one).update(withdrawn_at=one.opened_at)
    client.force_login(cast.clerk)

    client.post(f"/desk/matters/{one.ref}/ask-everybody/", draft(one.received_by_id))

    assert not Consultation.objects.get().invitations.exists()


def test_a_matter_one_may_not_see_does_not_exist(client: Client, cast):
    one = matter(cast)
    client.force_login(cast.who(Role.INTAKE, cast.units.village))

    answer = client.post(f"/desk/matters/{one.ref}/ask-everybody/", draft(one.received_by_id))

    assert answer.status_code == 404
    assert not Consultation.objects.exists()


def test_a_topic_becomes_a_question_with_everybody_who_spoke_of_it(client: Client, cast):
    noise(cast)
    night()
    Contact.objects.update(openness=Openness.CONFIDENTIAL)
    topic = the_topic()
    client.force_login(cast.clerk)

    client.post(f"/topics/{topic.ref}/ask/", draft(cast.units.desk.pk))

    made = Consultation.objects.get()
    assert [(origin.ref, origin.words) for origin in made.origins.all()] == [
        (topic.ref, topic.name)
    ]
    assert made.invitations.count() == topic.people
