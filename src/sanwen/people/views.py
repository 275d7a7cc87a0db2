"""The administrator's pages for accounts and roles. They say who may do what, never how well."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.people import actions, rules
from sanwen.people.forms import AccountForm, RoleForm, SearchForm
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role

PAGE = 50


def _administrator(request: HttpRequest) -> User:
    by = cast(User, request.user)
    rules.may_manage_accounts(by).require()
    return by


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    held = Membership.objects.now().select_related("unit")
    accounts = User.objects.prefetch_related(Prefetch("memberships", held, to_attr="held"))
    if words:
        accounts = accounts.filter(Q(username__icontains=words) | Q(name__icontains=words))
    page = Paginator(accounts, PAGE).get_page(request.GET.get("page"))
    return render(request, "people/staff.html", {"page": page, "form": form, "words": words})


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    by = _administrator(request)
    form = AccountForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/create.html", {"form": form})
    user, password = actions.create_account(by=by, **form.cleaned_data)
    # Shown in this one answer and kept nowhere: not in the session, not in a message.
    return render(request, "people/password.html", {"person": user, "password": password})


@require_safe
def account(request: HttpRequest, username: str) -> HttpResponse:
    _administrator(request)
    return _account_page(request, _account(username), RoleForm())


@require_POST
def give_role(request: HttpRequest, username: str) -> HttpResponse:
    by, user = _administrator(request), _account(username)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _account_page(request, user, form)
    try:
        actions.give_role(by=by, user=user, **form.cleaned_data)
    except NotAllowed as error:
        form.add_error(None, str(error))
        return _account_page(request, user, form)
    messages.success(request, _("The role is given."))
    return redirect("staff_account", username)


@require_POST
def end_role(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    by = _administrator(request)
    membership = get_object_or_404(Membership.objects.now(), pk=pk, user__username=username)
    try:
        actions.end_role(by=by, membership=membership)
    except NotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("staff_account", username)


@never_cache
@require_POST
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    by, user = _administrator(request), _account(username)
    try:
        password = actions.reset_password(by=by, user=user)
        if request.POST.get("second_factor"):
            actions.remove_second_factor(by=by, user=user)
    except NotAllowed as error:
        messages.error(request, str(error))
        return redirect("staff_account", username)
    return render(request, "people/password.html", {"person": user, "password": password})


@require_POST
def close(request: HttpRequest, username: str) -> HttpResponse:
    by, user = _administrator(request), _account(username)
    act = actions.deactivate if user.is_active else actions.reactivate
    try:
        act(by=by, user=user)
    except NotAllowed as error:
        messages.error(request, str(error))
    return redirect("staff_account", username)


def _account(username: str) -> User:
    user: User = get_object_or_404(User, username=username)
    return user


def _account_page(request: HttpRequest, user: User, form: RoleForm) -> HttpResponse:
    past = user.memberships.exclude(until=None).select_related("unit").order_by("-until")[:50]
    now = user.memberships.filter(until=None).select_related("unit")
    context = {
        "person": user,
        "form": form,
        "now": [(held, Role(held.role).label) for held in now],
        "past": [(held, Role(held.role).label) for held in past],
        "has_second_factor": user.authenticator_set.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "people/account.html", context, status=422 if form.errors else 200)
