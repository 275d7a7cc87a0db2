"""The opinion map as a page, as files, and as a frame on another site."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from sanwen.core.moment import MomentRequest
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.picture import files
from sanwen.counsel.consultations.picture.framed import framed
from sanwen.counsel.consultations.picture.shown import map_page

# A frame on another site: it may be shown anywhere, loads only our own style and sends nothing.
_FRAME = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_LONGEST_NUMBER = 9


@login_not_required
@cache_control(max_age=2, private=True)
@require_safe
def opinion_map(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = get_object_or_404(Consultation.objects.public(), pk=pk)
    context = {
        "consultation": consultation,
        "back": f"/ask/{consultation.ref}/",
        "page": map_page(consultation, after=_number(request.GET.get("after", ""))),
        "embed": _line(request, consultation),
    }
    return render(request, "consultations/map.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0


def _line(request: HttpRequest, consultation: Consultation) -> str:
    address = request.build_absolute_uri(f"/ask/{consultation.ref}/frame/")
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="420" loading="lazy"></iframe>',
        address,
        consultation.question,
    )


@login_not_required
@require_safe
def opinion_map_file(request: MomentRequest, pk: int, kind: str) -> HttpResponse:
    """SVG and PNG of the drawing, CSV of the figures: as on the page, nothing more."""
    consultation = get_object_or_404(Consultation.objects.public(), pk=pk)
    made = files.made(consultation, kind)
    if made is None:
        raise Http404
    content, content_type = made
    response = HttpResponse(content, content_type=content_type)
    name = f"sanwen-{consultation.ref}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@xframe_options_exempt
@cache_control(max_age=30, public=True)
@require_safe
def frame(request: MomentRequest, pk: int) -> HttpResponse:
    """The question with what unites, to be read on another site; reacting opens this one."""
    consultation = get_object_or_404(Consultation.objects.public(), pk=pk)
    context = framed(consultation, now=request.now)
    response = render(
        request, "consultations/frame.html", {"consultation": consultation, **context}
    )
    for name, value in _FRAME.items():
        response[name] = value
    return response
