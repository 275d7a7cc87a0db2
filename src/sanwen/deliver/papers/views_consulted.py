"""The account of a consultation as a file: the published one for everybody, a draft for staff."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.moment import MomentRequest
from sanwen.counsel.decisions.models import Decision, Version
from sanwen.deliver.papers import consulted
from sanwen.deliver.papers.sheet.writing import render
from sanwen.people.requests import StaffRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_safe
def report(request: MomentRequest, number: int) -> HttpResponse:
    out = Version.objects.published().filter(decision__consultation=number)
    found = out.exclude(decision__consultation__published_at=None).select_related(
        "decision__consultation__unit"
    )
    version = get_object_or_404(found.order_by("-is_decided", "-number")[:1])
    return _file(version, request)


@never_cache
@require_safe
def draft(request: StaffRequest, number: int) -> HttpResponse:
    """As it would read now, for those who write it."""
    visible = Decision.objects.visible_to(request.user)
    one = get_object_or_404(visible, consultation=number)
    versions = Version.objects.filter(decision=one).select_related("decision__consultation__unit")
    return _file(get_object_or_404(versions.order_by("-number")[:1]), request)


def _file(version: Version, request: MomentRequest) -> HttpResponse:
    made = render(consulted.sheet(version, today=localdate(request.now)))
    name = f"{version.decision.consultation.ref} 征求意见情况说明.docx"
    answer = HttpResponse(made, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
