"""The first page of what is open."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanwen.core.moment import MomentRequest


@login_not_required
@require_safe
def home(request: MomentRequest) -> HttpResponse:
    return render(request, "openness/home.html", {})
