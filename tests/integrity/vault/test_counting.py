"""How many different people spoke is counted without knowing who they are."""

import pytest

from sanwen.integrity.vault import actions, counting
from sanwen.integrity.vault.models import Contact, Openness, Way
from sanwen.integrity.vault.rules import ContactDraft
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db

PHONE = ContactDraft(phone="138 0013 8000", wishes=Way.PHONE)
SAME_PHONE = ContactDraft(phone="+8613800138000", email="wang@example.org", wishes=Way.PHONE)
SAME_MAIL = ContactDraft(email="Wang@Example.org", wishes=Way.EMAIL)
OTHER = ContactDraft(phone="13900139000", wishes=Way.PHONE)
NOBODY = ContactDraft(openness=Openness.ANONYMOUS)


def tokens(*drafts: ContactDraft) -> list[str]:
    made = actions.keep_many(drafts, now=MORNING)
    given = counting.tokens_for_counting(contact.pk for contact in made)
    return [given[contact.pk] for contact in made]


def test_the_same_number_or_address_is_the_same_person():
    first, second, third, fourth = tokens(PHONE, SAME_PHONE, SAME_MAIL, OTHER)

    assert first == second == third
    assert fourth != first


def test_who_left_nothing_counts_as_a_person_of_their_own():
    assert len(set(tokens(NOBODY, NOBODY, PHONE))) == 3


def test_tokens_of_two_calls_cannot_be_compared():
    actions.keep_many([PHONE, OTHER], now=MORNING)
    numbers = list(Contact.objects.values_list("pk", flat=True))

    once = counting.tokens_for_counting(numbers)
    again = counting.tokens_for_counting(numbers)

    assert not set(once.values()) & set(again.values())


def test_a_token_holds_no_number_of_a_contact_and_no_hash():
    (token,) = tokens(PHONE)
    contact = Contact.objects.get()

    assert bytes(contact.phone_hash or b"").hex()[:16] not in token
    assert str(contact.pk) != token


def test_counting_asks_few_queries_however_many_there_are(django_assert_num_queries):
    made = actions.keep_many([PHONE, OTHER, NOBODY] * 40, now=MORNING)

    with django_assert_num_queries(1):
        counting.tokens_for_counting(contact.pk for contact in made)
