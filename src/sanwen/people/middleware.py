"""After sign-in: a desk left alone signs out, a one-time password is changed before all else."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Answer = Callable[[HttpRequest], HttpResponse]
# Open to someone who still has to change a one-time password.
BEFORE_THE_CHANGE = frozenset(
    {"account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate"}
)


class StaysAwake:
    """Moves the end of a session on while it is used, with one write in a sixth of its length.

    Saving at every request would cost a database write for each page a clerk opens.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.step = settings.SESSION_COOKIE_AGE / 6

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        # A visitor has no session; asking for a key would load one.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in session:
            now = time.time()
            if now - session.get("seen", 0) > self.step:
                session["seen"] = int(now)
        return self.get_response(request)


class OneTimePassword:
    """Whoever signed in with a one-time password sees the page to change it, and no other."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *args: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        open_page = not getattr(view, "login_required", True)
        if open_page or match is None or match.url_name in BEFORE_THE_CHANGE:
            return None
        if getattr(request.user, "must_change_password", False):
            return redirect("account_change_password")
        return None
