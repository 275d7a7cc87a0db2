"""The map is drawn from what was cast, by itself, and an older one never replaces a newer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanwen.counsel.consultations.actions import counting, drawing
from sanwen.counsel.consultations.models import OpinionMap
from tests.factories.consultations import consultation, statements, voters

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def asked(rows: list[list[int | None]]):
    made = consultation()
    statements(made, ["一", "二", "三"])
    voters(made, rows)
    return made


def test_what_was_counted_is_drawn():
    made = asked([[1, -1, 1]] * 6)
    counting.count(consultation=made)

    assert drawing.draw_due() == 1

    kept = OpinionMap.objects.get(consultation=made)
    assert kept.picture["turnout"]["participants"] == 6
    assert [one["all"] for one in kept.picture["statements"]] == [[6, 0, 0], [0, 6, 0], [6, 0, 0]]


def test_what_was_drawn_since_it_was_counted_is_left_alone():
    counting.count(consultation=asked([[1, 1, 1]] * 6))
    drawing.draw_due()

    assert drawing.draw_due() == 0


def test_a_map_that_took_long_rests_before_the_next():
    made = asked([[1, 1, 1]] * 6)
    counting.count(consultation=made)
    drawing.draw(consultation=made)
    OpinionMap.objects.update(took_ms=60_000, counted_at=timezone.now() + timedelta(seconds=1))

    assert drawing.draw_due() == 0


def test_an_older_picture_does_not_replace_a_newer_one():
    made = asked([[1, 1, 1]] * 6)
    counting.count(consultation=made)
    newer = timezone.now() + timedelta(minutes=1)
    OpinionMap.objects.update(drawn_at=newer, picture={"k": 1})

    drawing.draw(consultation=made)

    assert OpinionMap.objects.get().picture == {"k": 1}


def test_two_camps_are_two_groups_on_the_map():
    camp = [[1] * 3 + [-1] * 3, [-1] * 3 + [1] * 3]
    made = consultation()
    statements(made, [f"观点 {number}" for number in range(6)])
    voters(made, [camp[at % 2] for at in range(40)])
    counting.count(consultation=made)

    drawing.draw_due()

    picture = OpinionMap.objects.get().picture
    assert picture["k"] == 2
    assert [group["size"] for group in picture["groups"]] == [20, 20]


def test_one_map_that_fails_does_not_keep_the_others_waiting(monkeypatch):
    broken, sound = asked([[1, 1, 1]] * 6), asked([[1, 1, 1]] * 6)
    for one in (broken, sound):
        counting.count(consultation=one)
    read = drawing.votes_of

    def reading(one):
        if one == broken:
            raise RuntimeError("unreadable")
        return read(one)

    monkeypatch.setattr(drawing, "votes_of", reading)

    with pytest.raises(ExceptionGroup):
        drawing.draw_due()

    assert OpinionMap.objects.get(consultation=sound).picture is not None
    assert OpinionMap.objects.get(consultation=broken).picture is None
