"""The sign-in pages of allauth that are used here; what it would offer besides is closed."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

# allauth asks for these addresses while it draws other pages, so they exist, as "not found".
CLOSED = (
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_set_password",
    "account_confirm_login_code",
)


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/", mfa.index, name="mfa_index"),
    path("accounts/second/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/second/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/second/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    *(path(f"accounts/closed/{name}/", closed, name=name) for name in CLOSED),
]
