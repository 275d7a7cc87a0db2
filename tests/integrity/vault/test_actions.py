"""Contacts are kept sealed, shown for a reason and a while, written to unseen, erased in time."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, MultiFernet
from django.db import IntegrityError, connection, transaction

from sanwen.core import keys
from sanwen.core.actors import Machine
from sanwen.core.codes import ALPHABET
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault import actions, sealed
from sanwen.integrity.vault.models import (
    FIELDS,
    Contact,
    Direction,
    Openness,
    Reason,
    RelayMessage,
    Reveal,
    Way,
)
from sanwen.integrity.vault.rules import ContactDraft
from tests.factories.moments import MORNING, later

LI = Machine("li.wei")
FULL = ContactDraft(
    name="王秀英",
    phone="+86 138-0013-8000",
    email="Wang@Example.CN",
    address="东街 12 号",
    wechat="wangxy",
    wishes=Way.SMS,
    openness=Openness.CONFIDENTIAL,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Contact:
    (made,) = actions.keep_many([FULL], now=MORNING)
    return made


def shown(contact: Contact, **changes: object) -> actions.Revealed:
    given = {"by": LI, "unit_name": "水务局", "reason": Reason.VERIFY_PLACE, "now": MORNING}
    return actions.reveal(contact=contact, **(given | changes))


def stored(table: str = "vault_contact") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
        return cursor.fetchone()[0] or ""


def test_nothing_readable_is_stored(contact: Contact) -> None:
    text = stored()
    for field in FIELDS:
        value = getattr(FULL, field)
        assert value not in text
        assert value.encode().hex() not in text


def test_a_contact_is_known_by_four_signs_only(contact: Contact) -> None:
    assert len(contact.pseudonym) == 4
    assert set(contact.pseudonym) <= set(ALPHABET)
    assert contact.ref == f"contact:{contact.pseudonym}-{contact.pk}"
    assert str(contact) == f"诉求人 {contact.pseudonym}"


def test_many_are_kept_with_one_insert(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        made = actions.keep_many([FULL, ContactDraft()] * 100, now=MORNING)

    assert len({contact.pk for contact in made}) == 200
    assert made[1].held == []


def test_the_same_person_twice_is_two_contacts_with_two_names(contact: Contact) -> None:
    (again,) = actions.keep_many([FULL], now=MORNING)

    assert again.pk != contact.pk
    assert again.pseudonym != contact.pseudonym
    assert bytes(again.name) != bytes(contact.name)


@pytest.mark.parametrize(
    "text", ["13800138000", "+86 138 0013 8000", "１３８００１３８０００", "0086-13800138000"]
)
def test_a_telephone_number_is_found_however_it_is_written(contact: Contact, text: str) -> None:
    assert list(Contact.objects.with_phone(text)) == [contact]


def test_an_email_is_found_in_any_case_and_others_are_not(contact: Contact) -> None:
    assert list(Contact.objects.with_email(" wang@example.cn ")) == [contact]
    assert not Contact.objects.with_email("wang@example.com").exists()


def test_a_number_of_wrong_shape_is_kept_but_not_looked_up() -> None:
    (odd,) = actions.keep_many([ContactDraft(phone="找村口小卖部")], now=MORNING)

    assert odd.phone_hash is None
    assert shown(odd).phone == "找村口小卖部"


@pytest.mark.parametrize(
    "draft",
    [
        ContactDraft(name="王秀英", openness=Openness.ANONYMOUS),
        ContactDraft(wishes=Way.SMS),
        ContactDraft(wishes=Way.POST, phone="13800138000"),
        ContactDraft(name="王" * 101),
    ],
)
def test_what_may_not_be_kept_is_refused_and_nothing_is_kept(draft: ContactDraft) -> None:
    with pytest.raises(NotAllowed), transaction.atomic():
        actions.keep_many([FULL, draft], now=MORNING)

    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"openness": Openness.ANONYMOUS},
        {"erased_at": MORNING},
        {"phone": None, "phone_hash": None},
        {"email": None},
    ],
)
def test_the_database_refuses_what_cannot_be(contact: Contact, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**change)


def test_a_reveal_shows_everything_for_half_an_hour_and_is_recorded(contact: Contact) -> None:
    found = shown(contact)

    assert (found.name, found.phone, found.address) == ("王秀英", "+86 138-0013-8000", "东街 12 号")
    assert found.reveal.expires_at == later(MORNING, minutes=30)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.subject) == (
        "contact.revealed",
        "machine:li.wei",
        contact.ref,
    )
    assert '"reason":"verify_place"' in entry.details
    assert '"fields":["name","phone","email","address","wechat"]' in entry.details


def test_neither_trail_nor_reveal_holds_what_was_shown(contact: Contact) -> None:
    shown(contact)

    for table in ("audit_entry", "vault_reveal"):
        assert not any(getattr(FULL, field) in stored(table) for field in FIELDS)


def test_a_third_party_is_refused_and_nothing_is_recorded(contact: Contact) -> None:
    with pytest.raises(NotAllowed, match="第三方"):
        shown(contact, third_party=True)

    assert not Reveal.objects.exists()
    assert not Entry.objects.exists()


def test_a_reason_not_on_the_list_is_refused(contact: Contact) -> None:
    with pytest.raises(NotAllowed):
        shown(contact, reason="curious")

    assert not Reveal.objects.exists()


def test_there_is_nothing_to_reveal_of_an_anonymous_resident() -> None:
    (nobody,) = actions.keep_many([ContactDraft(openness=Openness.ANONYMOUS)], now=MORNING)

    with pytest.raises(NotAllowed):
        shown(nobody)

    assert not Reveal.objects.exists()


def test_each_further_look_is_recorded(contact: Contact) -> None:
    first = shown(contact)

    again = actions.read(contact=contact, reveal=first.reveal, by=LI, now=later(minutes=29))

    assert again.phone == first.phone
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "contact.revealed",
        "contact.read",
    ]


@pytest.mark.parametrize(("by", "minutes"), [(LI, 30), (Machine("other"), 1)])
def test_a_look_after_its_time_or_by_another_is_refused(
    contact: Contact, by: Machine, minutes: int
) -> None:
    first = shown(contact)

    with pytest.raises(NotAllowed):
        actions.read(contact=contact, reveal=first.reveal, by=by, now=later(minutes=minutes))

    assert Entry.objects.count() == 1


def test_a_reveal_of_one_contact_opens_no_other(contact: Contact) -> None:
    (other,) = actions.keep_many([FULL], now=MORNING)

    with pytest.raises(NotAllowed):
        actions.read(contact=other, reveal=shown(contact).reveal, by=LI, now=MORNING)


def test_exchanged_columns_are_noticed(contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(name=contact.address, address=contact.name)

    with pytest.raises(sealed.TamperedError, match="holds the address"):
        shown(contact)


def test_exchanged_rows_are_noticed(contact: Contact) -> None:
    (other,) = actions.keep_many([FULL], now=MORNING)
    Contact.objects.filter(pk=contact.pk).update(phone=other.phone)

    with pytest.raises(sealed.TamperedError):
        shown(contact)


def test_a_broken_field_is_noticed(contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(name=b"nothing of ours")

    with pytest.raises(sealed.TamperedError, match="does not open"):
        shown(contact)


def test_a_notice_gets_its_address_and_leaves_a_row(contact: Contact) -> None:
    assert actions.address_for_notice(contact=contact, now=MORNING) == (Way.SMS, FULL.phone)
    assert Entry.objects.get().verb == "contact.used_for_notice"


def test_who_looks_by_code_gets_no_notice() -> None:
    (quiet,) = actions.keep_many([ContactDraft(phone="13800138000")], now=MORNING)

    assert actions.address_for_notice(contact=quiet, now=MORNING) is None
    assert not Entry.objects.exists()


def test_unit_and_resident_write_to_each_other_without_numbers(contact: Contact) -> None:
    unit = {"by": LI, "unit_name": "水务局", "now": MORNING}
    actions.say(contact=contact, text=" 请问漏水处在几号门前？ ", **unit)
    actions.ask_call_back(contact=contact, text="请拨 12345", **unit)
    actions.hear(contact=contact, text="12 号门前", now=later(hours=1))

    messages = list(RelayMessage.objects.all())
    assert [message.direction for message in messages] == [
        Direction.TO_RESIDENT,
        Direction.CALLBACK,
        Direction.FROM_RESIDENT,
    ]
    assert messages[0].text == "请问漏水处在几号门前？"
    assert messages[2].actor == f"resident:{contact.pseudonym}"
    assert Entry.objects.count() == 3
    assert "漏水" not in stored("audit_entry")


@pytest.mark.parametrize("text", ["", "  \n", "长" * 2001])
def test_empty_and_endless_messages_are_refused(contact: Contact, text: str) -> None:
    with pytest.raises(NotAllowed):
        actions.hear(contact=contact, text=text, now=MORNING)

    assert not RelayMessage.objects.exists()
    assert not Entry.objects.exists()


def test_each_side_marks_what_the_other_wrote(contact: Contact) -> None:
    actions.say(contact=contact, text="问", by=LI, unit_name="水务局", now=MORNING)
    actions.hear(contact=contact, text="答", now=MORNING)

    assert actions.mark_read(contact=contact, by_resident=True, now=MORNING) == 1
    assert [m.text for m in RelayMessage.objects.filter(read_at=None)] == ["答"]
    assert actions.mark_read(contact=contact, by_resident=False, now=MORNING) == 1


def test_erasing_leaves_the_pseudonym_and_nothing_else(contact: Contact) -> None:
    actions.hear(contact=contact, text="我的电话 13800138000", now=MORNING)

    erased = actions.erase(contact=contact, by=LI, now=later(days=1))

    assert erased.held == []
    assert erased.phone_hash is None
    assert erased.pseudonym == contact.pseudonym
    assert RelayMessage.objects.get().text == ""
    assert Entry.objects.filter(verb="contact.erased", subject=contact.ref).count() == 1
    for again in (shown, lambda c: actions.hear(contact=c, text="x", now=MORNING)):
        with pytest.raises(NotAllowed):
            again(erased)


def test_erasing_twice_is_recorded_once(contact: Contact) -> None:
    for _ in range(2):
        actions.erase(contact=contact, by=LI, now=MORNING)

    assert Entry.objects.filter(verb="contact.erased").count() == 1


def test_those_that_are_due_are_erased_and_others_stay(contact: Contact) -> None:
    old, named = actions.keep_many([FULL, FULL], now=MORNING - timedelta(days=800))
    due = {"contact_ids": [old.pk, contact.pk], "before": MORNING - timedelta(days=730)}

    assert actions.erase_due(**due, now=MORNING) == 1
    assert actions.erase_due(**due, now=MORNING) == 0
    old.refresh_from_db()
    assert old.erased_at == MORNING
    assert set(Contact.objects.not_erased()) == {contact, named}


def test_rotation_leaves_everything_readable_under_the_new_key_alone(
    contact: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    actions.keep_many([FULL, ContactDraft()], now=MORNING)
    old = keys.keys_folder().joinpath("vault.key").read_text().split()
    new = Fernet.generate_key()
    monkeypatch.setenv("SANWEN_KEY_VAULT", "\n".join([new.decode(), *old]))

    assert actions.rotate(now=MORNING) == 3

    monkeypatch.setattr(sealed.keys, "keyring", lambda _name: MultiFernet([Fernet(new)]))
    contact.refresh_from_db()
    assert shown(contact).name == "王秀英"
    monkeypatch.undo()
    keys.keyring.cache_clear()
