"""How staff sign in: through allauth, with accounts that only an administrator opens.

Signals are refused elsewhere in this house. Here they are the only door: allauth signs people in
and tells of it in no other way. Each receiver calls one action and does nothing else.
"""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanwen.people import actions
from sanwen.people.models import User
from sanwen.people.roles import Role

# What a person reads when they may not go on; the minutes are those of ACCOUNT_RATE_LIMITS.
IN_WORDS = {
    "account_inactive": _("This account is closed. Your administrator can open it again."),
    "enter_current_password": _("Please type the password you have now."),
    "incorrect_code": _("This code is not right. Codes change every 30 seconds."),
    "incorrect_password": _("The password is not right."),
    # Five for one name in five minutes, ten from one address in one: the longer wait covers both.
    "too_many_login_attempts": _("Too many wrong tries. Please wait 5 minutes, then try again."),
    "username_password_mismatch": _("The user name or the password is not right."),
    "rate_limited": _("That was too often. Please wait one minute and try again."),
}


FIRST_PAGES = {
    Role.ADMINISTRATOR: "staff",
    Role.AUDITOR: "trail",
    Role.LEADER: "oversight",
    Role.SUPERVISOR: "oversight",
}


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; an administrator opens accounts. Messages are ours."""

    error_messages = DefaultAccountAdapter.error_messages | IN_WORDS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Everyone begins where their work is; an administrator has no desk."""
        user = cast(User, request.user)
        for role, page in FIRST_PAGES.items():
            if user.holds(role):
                return reverse(page)
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth greets at every turn ("Successfully signed in as …"); the page itself says it."""


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail")
    user_logged_out.connect(_signed_out, dispatch_uid="trail")
    user_login_failed.connect(_failed, dispatch_uid="trail")
    password_changed.connect(_password_changed, dispatch_uid="trail")
    authenticator_added.connect(_factor_added, dispatch_uid="trail")
    authenticator_removed.connect(_factor_removed, dispatch_uid="trail")
    authenticator_reset.connect(_factor_renewed, dispatch_uid="trail")


def _signed_in(user: User, **kwargs: Any) -> None:
    actions.note_signed_in(user=user)


def _signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        actions.note_signed_out(user=user)


def _failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    actions.note_failed(username=str(credentials.get("username", "")))


def _password_changed(user: User, **kwargs: Any) -> None:
    actions.note_password_changed(user=user)


def _factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    actions.note_second_factor(user=user, verb="added", kind=str(authenticator.type))


def _factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    actions.note_second_factor(user=user, verb="taken_off", kind=str(authenticator.type))


def _factor_renewed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    actions.note_second_factor(user=user, verb="renewed", kind=str(authenticator.type))
