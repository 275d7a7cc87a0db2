"""Where a request comes from, believing only the proxies that the settings name."""

from django.conf import settings
from django.http import HttpRequest


def source(request: HttpRequest) -> str:
    """The address of the last machine that is not one of our own proxies."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return direct
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    return ([direct, *hops[::-1]])[min(settings.PROXIES, len(hops))] or direct
