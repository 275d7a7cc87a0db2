"""What happened between the levels, as the desk reads it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LEVEL_WORDS: Mapping[str, Promise] = {
    "hand_down": gettext_lazy("Handed down to %(unit)s"),
    "hand_up": gettext_lazy("Handed up to %(unit)s"),
    "take_back": gettext_lazy("%(unit)s took it back"),
    "dispute": gettext_lazy("%(unit)s put it to the arbiter, who decides by %(due)s"),
    "force": gettext_lazy("No unit has it; the arbiter decides by %(due)s"),
    "designate": gettext_lazy("The arbiter named %(unit)s"),
    "bring_in": gettext_lazy("%(unit)s was brought in"),
    "contribute": gettext_lazy("%(unit)s gave the lead unit what it needs"),
    "whistle": gettext_lazy("%(unit)s was called; it responds by %(due)s"),
    "call_coming": gettext_lazy("%(unit)s comes on %(due)s"),
    "call_doing": gettext_lazy("%(unit)s does its part by %(due)s"),
    "call_not_ours": gettext_lazy("%(unit)s says the call is not theirs; decided by %(due)s"),
    "call_bound": gettext_lazy("The arbiter: %(unit)s has to come; it responds by %(due)s"),
    "call_let_go": gettext_lazy("The arbiter: %(unit)s does not have to come"),
    "help_helped": gettext_lazy("The response of %(unit)s helped"),
    "help_partly": gettext_lazy("The response of %(unit)s helped in part"),
    "help_not": gettext_lazy("The response of %(unit)s did not help"),
    "late_head": gettext_lazy("Late: climbed to the head of %(unit)s"),
    "late_above": gettext_lazy("Late: climbed to the level above, %(unit)s"),
    "late_watch": gettext_lazy("Late: climbed to supervision at %(unit)s"),
    "stuck_head": gettext_lazy("Standing still: climbed to the head of %(unit)s"),
    "stuck_above": gettext_lazy("Standing still: climbed to the level above, %(unit)s"),
    "stuck_watch": gettext_lazy("Standing still: climbed to supervision at %(unit)s"),
    "unowned_above": gettext_lazy("Nobody decided whose it is: climbed to %(unit)s"),
    "unowned_watch": gettext_lazy("Nobody decided whose it is: climbed to supervision at %(unit)s"),
    "called_head": gettext_lazy("No response to the call: climbed to the head of %(unit)s"),
    "called_above": gettext_lazy("No response to the call: climbed to the level above, %(unit)s"),
    "called_watch": gettext_lazy("No response to the call: climbed to supervision at %(unit)s"),
}
