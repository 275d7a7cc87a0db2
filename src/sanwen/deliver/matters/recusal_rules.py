"""Who keeps away from a matter (Regulations on Petitions, Art. 28), and who may say otherwise."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.models import Matter, Recusal
from sanwen.people.models import User
from sanwen.people.roles import BUSINESS, Role
from sanwen.places.models import Unit

# A unit that is named is complained of where one of these stands beside its name.
COMPLAINT = (
    *("投诉", "举报", "不作为", "乱作为", "推诿", "推脱", "扯皮", "踢皮球", "敷衍", "态度"),
    *("乱收费", "乱罚款", "刁难", "包庇", "不理", "没人管", "不管", "拖延", "一直拖", "违法"),
    *("complain", "refuses", "rude", "ignores", "nobody answers"),
)
# So many characters around the name are read for them.
AROUND = 40


def acts_freely(keeps_away: bool) -> Ruling:
    """Whoever is recused decides nothing, by whichever door."""
    if keeps_away:
        return refused(_("You keep away from this matter; somebody else acts on it."))
    return ALLOWED


def may_keep_away(by: User, already: bool) -> Ruling:
    if already:
        return refused(_("You keep away from this matter already."))
    if by.holds(*BUSINESS):
        return ALLOWED
    return refused(_("You have no part in this matter."))


def may_be_given(unit: Unit, *, shut: bool, nobody_left: bool) -> Ruling:
    if shut:
        return refused(
            _("%(unit)s keeps away from this matter. Choose another unit.") % {"unit": unit.name}
        )
    if nobody_left:
        return refused(
            _("Everybody of %(unit)s keeps away from this matter. Choose another unit.")
            % {"unit": unit.name}
        )
    return ALLOWED


def may_list(matter: Matter, by: User) -> Ruling:
    """Of one matter; nobody ever gets a list of what one person keeps away from."""
    if by.covers(matter.received_by, Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Only a supervisor sees who keeps away from a matter."))


def may_lift(recusal: Recusal, matter: Matter, by: User) -> Ruling:
    return all_of(may_list(matter, by), _is_standing(recusal), _is_another(recusal, by))


def _is_standing(recusal: Recusal) -> Ruling:
    if recusal.lifted_at is None:
        return ALLOWED
    return refused(_("Somebody has lifted this already."))


def _is_another(recusal: Recusal, by: User) -> Ruling:
    unit = recusal.unit
    own = unit is not None and any(one.path.startswith(unit.path) for one in by.units())
    if recusal.user_id == by.pk or recusal.found_by == by.actor_ref or own:
        return refused(_("Somebody else has to lift it."))
    return ALLOWED


def complained_of(text: str, units: Iterable[Unit]) -> list[Unit]:
    """Units named beside a word of complaint: suggested to the clerk, decided by nobody else."""
    words = text.casefold()
    return [unit for unit in units if _is_complained_of(words, unit)]


def _is_complained_of(words: str, unit: Unit) -> bool:
    for name in {unit.name.casefold(), unit.name_en.casefold()} - {""}:
        at = words.find(name)
        while at >= 0:
            around = words[max(0, at - AROUND) : at + len(name) + AROUND].replace(name, "")
            if any(sign in around for sign in COMPLAINT):
                return True
            at = words.find(name, at + 1)
    return False


def is_shut(unit: Unit, recused: Collection[Unit]) -> bool:
    """It, or a unit above it, keeps away."""
    return any(unit.path.startswith(other.path) for other in recused)
