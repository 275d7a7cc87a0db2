"""The numbers the database makes of words are those of the library; what is near is found."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.listen.voices import near
from sanwen.listen.voices.models import OpenMatter, Voice
from sanwen.listen.voices.near import Held, nearest, rarity
from sanwen.methods.duplicates import Rarity
from sanwen.methods.seeking import codes
from sanwen.methods.text import sought
from tests.factories.matters import Cast, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
LINES = Held("voices_openmatter", "id", "open_matters_sought", "AND t.state <> %s")


def lines(*summaries: str) -> list[int]:
    made = [
        OpenMatter.objects.create(
            ref=f"M-{at}", summary=text, state="in_hand", changed_at=MORNING, sought=sought(text)
        )
        for at, text in enumerate(summaries, start=1)
    ]
    return [one.pk for one in made]


def found(text: str, *, most: int = 40) -> list[int]:
    near_ones = OpenMatter.objects.filter(pk__in=nearest(LINES, text, "closed", most=most))
    return sorted(near_ones.values_list("pk", flat=True))


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_database_and_the_library_count_the_same_pairs(text: str) -> None:
    words = sought(text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sought_codes(%s::text)", [words])
        (numbers,) = cursor.fetchone()

    assert sorted(set(numbers or [])) == codes(words)


def test_the_index_is_used() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM voices_voice WHERE sought_codes(sought) @> '{1}'::bigint[]"
        )
        assert "voices_sought" in "\n".join(row[0] for row in cursor.fetchall())


def test_those_that_share_most_are_the_nearest() -> None:
    first, _, third = lines("石桥村口路灯不亮", "医保报销要跑几次", "柳溪镇路灯不亮")

    assert found("石桥村路灯坏了") == [first, third]
    assert found("石桥村路灯坏了", most=1) == [first]


def test_what_was_written_a_second_ago_is_found_and_what_is_left_out_is_not() -> None:
    (first,) = lines("石桥村口路灯不亮")
    assert found("路灯") == [first]

    OpenMatter.objects.update(state="closed")
    assert found("路灯") == []


@pytest.mark.parametrize("text", ["", "。", "x"])
def test_a_text_of_nothing_is_near_nothing(text: str) -> None:
    lines("石桥村口路灯不亮")

    assert found(text) == []


def test_how_common_a_pair_is_comes_from_the_statistics() -> None:
    lines(*["石桥村口路灯不亮"] * 40, "医保报销", *(f"第{at}条河边垃圾" for at in range(30)))
    assert rarity(LINES) == Rarity()

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE voices_openmatter")
    near.forget()
    known = rarity(LINES)

    (lamp,) = [code for code in codes("路灯") if code > 1 << 21]
    assert known.total == 71
    assert known.seen[lamp] == 40
    assert near.share(LINES, [lamp]) == pytest.approx(40 / 71, abs=0.01)
    assert near.share(LINES, [lamp, 1]) == 0


def test_a_question_reads_a_bounded_part_of_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "READ", 10)
    monkeypatch.setattr(near, "FEWEST_PAIRS", 2)
    known = Rarity(100_000, {}, otherwise=5)

    assert len(near._picked("石桥村口路灯不亮已经三天", known)) == 2


def test_words_are_kept_to_be_found_when_a_message_comes_in_and_when_words_are_added() -> None:
    voice = taken_in(Cast(), text="電話 13812345678，路燈壞了。").voice

    assert Voice.objects.get(pk=voice.pk).sought == "电话路灯坏了"
