"""What happened between the levels, in plain words for the resident: each hop, all lateness."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LEVEL_WORDS: Mapping[str, Promise] = {
    "hand_down": gettext_lazy("%(unit)s does it now. The date stays %(due)s."),
    "hand_up": gettext_lazy("It went up a level: %(unit)s does it now. The date stays %(due)s."),
    "take_back": gettext_lazy("%(unit)s took it back and does it. The date stays %(due)s."),
    "dispute": gettext_lazy("%(unit)s says it is not theirs. We decide by %(due)s."),
    "force": gettext_lazy("No unit has it yet. We decide by %(due)s which unit does it."),
    "designate": gettext_lazy("We decided: %(unit)s does it."),
    "bring_in": gettext_lazy("%(unit)s helps with it now."),
    "contribute": gettext_lazy("%(unit)s has done its part for the lead unit."),
    "whistle": gettext_lazy("%(unit)s was called to help. It says by %(due)s what it does."),
    "call_coming": gettext_lazy("%(unit)s comes on %(due)s."),
    "call_doing": gettext_lazy("%(unit)s does its part by %(due)s."),
    "call_not_ours": gettext_lazy("%(unit)s says it is not theirs. We decide by %(due)s."),
    "call_bound": gettext_lazy(
        "We decided that %(unit)s is responsible. It says by %(due)s what it does."
    ),
    "call_let_go": gettext_lazy("We decided that %(unit)s does not have to come."),
    "help_helped": gettext_lazy("What %(unit)s did helped."),
    "help_partly": gettext_lazy("What %(unit)s did helped in part."),
    "help_not": gettext_lazy("What %(unit)s did has not helped yet."),
    "late_head": gettext_lazy("It is late. The head of %(unit)s was told to see to it."),
    "late_above": gettext_lazy("It is still late. The level above, %(unit)s, was told."),
    "late_watch": gettext_lazy("It is still late. Supervision at %(unit)s was told."),
    "stuck_head": gettext_lazy(
        "Nothing has moved for days. The head of %(unit)s was told to see to it."
    ),
    "stuck_above": gettext_lazy("Nothing has moved yet. The level above, %(unit)s, was told."),
    "stuck_watch": gettext_lazy("Nothing has moved yet. Supervision at %(unit)s was told."),
    "unowned_above": gettext_lazy(
        "We have not decided in time which unit does it. %(unit)s was told."
    ),
    "unowned_watch": gettext_lazy(
        "It is still not decided which unit does it. Supervision at %(unit)s was told."
    ),
    "called_head": gettext_lazy("%(unit)s did not respond in time. Its head was told."),
    "called_above": gettext_lazy(
        "The unit that was called has still not responded. The level above, %(unit)s, was told."
    ),
    "called_watch": gettext_lazy(
        "The unit that was called has still not responded. Supervision at %(unit)s was told."
    ),
}
