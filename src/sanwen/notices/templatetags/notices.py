"""How many notices wait for the reader: one query that counts no further than a badge shows."""

from typing import Any

from django import template

from sanwen.notices.models import Notice
from sanwen.people.models import User

register = template.Library()
MOST = 99


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> str:
    """Nothing for none, then 1 to 99, then 99+."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return ""
    count = Notice.objects.visible_to(user).unread()[: MOST + 1].count()
    if count > MOST:
        return f"{MOST}+"
    return str(count) if count else ""
