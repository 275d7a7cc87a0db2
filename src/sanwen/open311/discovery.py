"""Where the service is and what it speaks, for a program that knows only our address."""

from django.utils.translation import gettext as _

from sanwen.open311.formats import Value

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
# When what this side says last changed.
CHANGED = "2026-11-22T00:00:00+08:00"


def discovery(root: str) -> dict[str, Value]:
    """`root` is our own address, with the closing stroke."""
    return {
        "changeset": CHANGED,
        "contact": f"{root}contact/",
        "key_service": _("The administrator of this site makes keys: %(page)s")
        % {"page": f"{root}contact/"},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{root}open311/v2",
                "changeset": CHANGED,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
