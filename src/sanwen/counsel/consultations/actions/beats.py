"""The beats every verb shares: the clock read once, the consultation held until the end."""

from sanwen.counsel.consultations.models import Consultation


def lock(one: Consultation) -> Consultation:
    """Held against other acts, not against votes: those only need the row to exist."""
    held = Consultation.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("unit").get(pk=one.pk)
