"""The matter left the solved rate, and the resident says that it should count."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.core.moment import MomentRequest
from sanwen.verdict.scorecards.actions import excluding
from sanwen.verdict.scorecards.forms import ObjectionForm
from sanwen.web.mine import Mine
from sanwen.web.my import by_code


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_code
def object_to(request: MomentRequest, found: Mine) -> HttpResponse:
    if found.exclusion is None:
        raise Http404
    form = ObjectionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"mine": found, "form": form}
        return render(request, "web/my_excluded.html", context, status=status)
    excluding.object_to(
        exclusion=found.exclusion,
        voice=found.voice,
        words=form.cleaned_data["words"],
        now=request.now,
    )
    messages.success(request, _("It counts again until a third person has decided."))
    return redirect("my_matter")
