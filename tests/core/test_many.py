"""Many rows at once: the same rows, numbers and refusals as one by one."""

import pytest
from django.db import IntegrityError, transaction

from sanwen.core.many import FEW, write_many
from sanwen.integrity.vault.models import Contact
from sanwen.listen.triage.models import Suggestion
from sanwen.listen.voices.models import Voice
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db


def contacts(count: int) -> list[Contact]:
    return [Contact(pseudonym=f"{n:04d}", created_at=MORNING) for n in range(count)]


def voices(count: int, text: str = "路灯坏了") -> list[Voice]:
    return [
        Voice(
            channel="import",
            text=text,
            contact=contact,
            said_at=MORNING,
            registered_at=MORNING,
            registered_by="machine:tests",
            promised_on=MORNING.date(),
            fingerprint=bytes(range(32)),
        )
        for contact in write_many(contacts(count))
    ]


@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, 100])
def test_rows_are_written_and_numbered_in_order(count: int) -> None:
    written = write_many(contacts(count))

    assert [one.pk for one in written] == sorted(one.pk for one in written)
    kept = Contact.objects.in_bulk()
    assert all(kept[one.pk].pseudonym == one.pseudonym for one in written)
    assert len(kept) == count
    assert not any(one._state.adding for one in written)


def test_hard_values_come_back_as_they_were() -> None:
    hard = '\\N "quoted" \\ {a,b}\ttab\nline 𠮷🚧'
    written = write_many(voices(FEW, text=hard))
    write_many([Suggestion(voice=one, because=[hard[:20], "b,c", '"']) for one in written])

    voice = Voice.objects.latest("pk")
    assert voice.text == hard
    assert bytes(voice.fingerprint) == bytes(range(32))
    assert voice.said_at == MORNING
    assert voice.code_hash is None
    assert voice.suggestion.because == [hard[:20], "b,c", '"']


def test_a_constraint_refuses_all_of_them() -> None:
    rows = voices(FEW)
    rows[7].text = ""

    with pytest.raises(IntegrityError, match="a_voice_has_words"), transaction.atomic():
        write_many(rows)

    assert not Voice.objects.exists()
