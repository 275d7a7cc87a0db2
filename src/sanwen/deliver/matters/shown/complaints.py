"""Units that a message may complain of: a suggestion on the page where a unit is chosen."""

from sanwen.deliver.matters.models import Matter, Recusal
from sanwen.deliver.matters.recusal_rules import complained_of, is_shut
from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit

READ = 20


def suspected(matter: Matter) -> list[Unit]:
    """Without those that keep away already."""
    voices = Voice.objects.filter(joining__matter=matter).order_by("joining__pk")
    said = "\n".join(voices.values_list("text", flat=True)[:READ])
    found = complained_of(said, Unit.objects.active().order_by("level", "code"))
    standing = Recusal.objects.standing().filter(matter=matter, unit__isnull=False)
    shut = [one.unit for one in standing.select_related("unit") if one.unit] if found else []
    return [unit for unit in found if not is_shut(unit, shut)]
