"""Rights as a table, and that no right is missing in it."""

import inspect

import pytest

from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.models import Appeal, Identity, Statement
from sanwen.counsel.consultations.phases import Kind
from tests.factories.asking import SEATS, cast, drafted, published
from tests.factories.consultations import TODAY, statements
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
PREPARERS = {"clerk", "other clerk", "head", "leader"}
HEADS = {"head", "leader"}
SIFTERS = {"clerk", "other clerk", "head"}
READERS = set(SEATS) - {"handler", "administrator"}


@pytest.fixture
def scene():
    who = cast()
    draft, open_one = drafted(who), published(who)
    by_pass = drafted(who)
    by_pass.identity = Identity.PASS
    shown = statements(open_one, ["甲。", "乙。"])
    waiting = Statement.objects.create(
        consultation=open_one, number=8, text="丙。", said_at=MORNING
    )
    appeal = Appeal(statement=shown[0], words="…", made_at=MORNING)
    appeal.held_by = who["clerk"].actor_ref
    spans = list(open_one.phases.all())

    def ask(rule, by):
        return {
            "may_look_inside": lambda: rules.may_look_inside(by),
            "may_prepare": lambda: rules.may_prepare(open_one.unit, by),
            "may_change": lambda: rules.may_change(draft, by),
            "may_publish": lambda: rules.may_publish(draft, spans, by, TODAY),
            "may_withdraw": lambda: rules.may_withdraw(open_one, "改期", by),
            "may_begin": lambda: rules.may_begin(
                open_one, Kind.DECIDED, [], by, on=TODAY, today=TODAY
            ),
            "may_say_for_body": lambda: rules.may_say_for_body(open_one, spans, by, TODAY),
            "may_make_passes": lambda: rules.may_make_passes(by_pass, 10, by),
            "may_sift": lambda: rules.may_sift(open_one, by),
            "may_show": lambda: rules.may_show(waiting, by, appealed=False),
            "may_hold": lambda: rules.may_hold(waiting, "insult", "骂人", by),
            "may_join": lambda: rules.may_join(waiting, shown[0], by),
            "may_hand_out": lambda: rules.may_hand_out(open_one, by),
            "may_take_in": lambda: rules.may_take_in(
                open_one.unit, by, question="问", source="Polis"
            ),
            "may_publish_anything": lambda: rules.may_publish_anything(by),
            "may_decide_appeal": lambda: rules.may_decide_appeal(appeal, by, answer="不算"),
        }[rule]()

    return who, ask


TABLE = {
    "may_look_inside": READERS,
    "may_prepare": PREPARERS,
    "may_change": PREPARERS,
    "may_publish": HEADS,
    "may_withdraw": HEADS,
    "may_begin": HEADS,
    "may_say_for_body": PREPARERS,
    "may_make_passes": PREPARERS,
    "may_sift": SIFTERS,
    "may_show": SIFTERS,
    "may_hold": SIFTERS,
    "may_join": SIFTERS,
    "may_hand_out": {"head", "leader", "auditor"},
    "may_take_in": HEADS,
    # Somewhere; of which unit is asked with `may_take_in`.
    "may_publish_anything": {"head", "leader", "stranger"},
    "may_decide_appeal": {"other clerk", "head", "leader", "supervisor"},
}
# Of everybody, or of whoever wrote it; tested where they are used.
OF_RESIDENTS = {"may_vote", "may_say", "may_follow", "may_appeal"}
OF_STATES = {"may_move", "may_move_statement"}


@pytest.mark.parametrize("rule", TABLE)
def test_who_may(scene, rule):
    who, ask = scene

    assert {name for name in SEATS if ask(rule, who[name])} == TABLE[rule]


def test_every_right_is_in_the_table():
    named = {name for name, _ in inspect.getmembers(rules, inspect.isfunction) if "may_" in name}

    assert named == set(TABLE) | OF_RESIDENTS | OF_STATES
