"""What this person may do between the levels: hand on, bring in, give, call, respond, decide."""

from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters import level_rules, rules, whistle_rules
from sanwen.deliver.matters.models import Matter, Task
from sanwen.deliver.matters.shown.levels import Levels
from sanwen.deliver.matters.shown.ways import Way
from sanwen.people.models import User


def level_ways(matter: Matter, by: User, levels: Levels) -> list[Way]:
    return [
        *_of_whoever_is_called(matter, by, levels),
        *_of_the_head(matter, by, levels),
        *_of_whoever_helps(matter, by, levels),
    ]


def _of_whoever_is_called(matter: Matter, by: User, levels: Levels) -> list[Way]:
    found = []
    calls = levels.whistles
    if any(whistle_rules.may_respond(matter, call, by) for call in calls):
        found.append(Way("matter_respond", _("Respond to the call"), "R", main=True))
    if any(whistle_rules.may_decide_call(matter, call, by) for call in calls):
        found.append(Way("matter_decide_call", _("Decide on the call"), "D", main=True))
    if any(whistle_rules.may_say_whether_it_helped(matter, call, by) for call in calls):
        found.append(Way("matter_helped", _("Did it help?"), "Y"))
    if level_rules.may_designate(matter, by):
        found.append(Way("matter_designate", _("Name the unit"), "n", main=True))
    return found


def _of_the_head(matter: Matter, by: User, levels: Levels) -> list[Way]:
    found = []
    if level_rules.may_put_to_arbiter(matter, by, before=levels.before):
        found.append(Way("matter_dispute", _("Put it to the arbiter"), "A"))
    elif level_rules.may_hand_on(matter, by) and not levels.before.came_back:
        found.append(Way("matter_hand", _("Hand to another level"), "H"))
    if level_rules.is_at_work(matter) and rules.heads_the_lead(matter, by):
        found.append(Way("matter_bring_in", _("Bring in a unit"), "I"))
    return found


def _of_whoever_helps(matter: Matter, by: User, levels: Levels) -> list[Way]:
    found = []
    if any(
        part.owes != Task.FOLLOW_UP and level_rules.may_contribute(matter, by, part)
        for part in levels.assignments
    ):
        found.append(Way("matter_contribute", _("Give what is needed"), "G", main=True))
    if any(whistle_rules.may_whistle(matter, by, part.unit) for part in levels.assignments):
        found.append(Way("matter_whistle", _("Call a bureau"), "W"))
    return found
