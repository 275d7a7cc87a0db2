"""Around every page: security headers, smaller bytes, and errors told in words."""

from collections.abc import Callable

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from sanwen.web import errors

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # data: the square code of a second factor; blob: a receipt saved as a picture.
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), "
    "accelerometer=(), gyroscope=(), magnetometer=()"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LIGHTENED = ("text/", "application/json", "application/javascript", "image/svg+xml")


class ErrorsInWords:
    """What goes wrong in a view is answered in words, with what the person can do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None leaves it to Django, which comes back through the handlers in errors.py."""
        answer = errors.known(request, error)
        if answer is not None or settings.DEBUG or errors.belongs_to_django(error):
            return answer
        got_request_exception.send(sender=self.__class__, request=request)
        return errors.unexpected(request, error)


class Lighter(GZipMiddleware):
    """Sends text compressed; photos are compressed already, so time is not spent on them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(LIGHTENED):
            return response
        return super().process_response(request, response)
