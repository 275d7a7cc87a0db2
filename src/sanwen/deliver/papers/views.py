"""The desk's pages of papers: choose a kind, fill it in, look at it, issue it, hand it over."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.papers import actions, filling, preview, rules
from sanwen.deliver.papers import views_shown as shown
from sanwen.deliver.papers.forms import NameForm, PaperForm
from sanwen.deliver.papers.kinds import Kind, kinds
from sanwen.deliver.papers.models import Paper
from sanwen.deliver.papers.sheet.writing import render as written
from sanwen.deliver.papers.showing import sheet_of
from sanwen.listen.voices.models import Voice
from sanwen.people.requests import StaffRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOTH = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def papers(request: StaffRequest, number: int) -> HttpResponse:
    matter = _matter(request, number)
    context = {
        "matter": matter,
        "papers": shown.rows(matter, request.user),
        "kinds": shown.choices(matter, request.user),
    }
    return render(request, "papers/papers.html", context)


@BOTH
def new(request: StaffRequest, number: int, kind: str) -> HttpResponse:
    matter, of_kind = _matter(request, number), _kind(kind)
    ruling = rules.may_make(of_kind, matter, request.user)
    ruling.require()
    voices = shown.voices(matter) if of_kind.to == "resident" else []
    initial = shown.initial(of_kind, matter, request.user, today=local_day(request.now))
    form = PaperForm(request.POST or None, kind=of_kind, voices=voices, initial=initial)
    if request.method == "POST" and form.is_valid():
        paper = actions.draft(
            matter=matter,
            kind=of_kind,
            filled=form.filled,
            voice=_voice(matter, form.cleaned_data.get("voice") or (voices or [("", "")])[0][0]),
            by=request.user,
        )
        return redirect("paper", paper.pk)
    return _form(request, form, of_kind, matter)


@BOTH
def change(request: StaffRequest, number: int) -> HttpResponse:
    paper = _paper(request, number)
    rules.may_change(paper, request.user).require()
    form = PaperForm(request.POST or None, kind=paper.of_kind, initial=paper.filled)
    if request.method == "POST" and form.is_valid():
        actions.change(paper=paper, filled=form.filled, by=request.user)
        return redirect("paper", paper.pk)
    return _form(request, form, paper.of_kind, paper.matter)


@require_safe
@never_cache
def paper(request: StaffRequest, number: int) -> HttpResponse:
    return _show(request, _paper(request, number))


@require_POST
def issue(request: StaffRequest, number: int) -> HttpResponse:
    paper = _paper(request, number)
    try:
        paper = actions.issue(paper=paper, by=request.user)
    except NotAllowed as refusal:
        return _show(request, paper, refusal=str(refusal), status=403)
    messages.success(request, _("%(paper)s is issued.") % {"paper": paper.of_kind.name})
    return redirect("paper", paper.pk)


@require_POST
def replace(request: StaffRequest, number: int) -> HttpResponse:
    paper = _paper(request, number)
    try:
        draft = actions.replace(paper=paper, by=request.user)
    except NotAllowed as refusal:
        return _show(request, paper, refusal=str(refusal), status=403)
    return redirect("paper_change", draft.pk)


@require_safe
@never_cache
def file(request: StaffRequest, number: int) -> HttpResponse:
    paper = _paper(request, number)
    return _docx(_bytes(paper), _file_name(paper))


@require_safe
@never_cache
@xframe_options_sameorigin
def preview_(request: StaffRequest, number: int) -> HttpResponse:
    paper = _paper(request, number)
    try:
        made = preview.pdf(_bytes(paper))
    except preview.PreviewError:
        words = _("The preview could not be made. The .docx file is whole; please open that.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(made, content_type="application/pdf")


@require_POST
@never_cache
def copy(request: StaffRequest, number: int) -> HttpResponse:
    """The file with the name in it: made now, kept nowhere."""
    paper = _paper(request, number)
    form = NameForm(request.POST, kind=paper.of_kind, from_vault=paper.voice is not None)
    if not form.is_valid():
        return _show(request, paper, names=form, status=422)
    try:
        made = actions.hand_over(paper=paper, by=request.user, reason=form.reason, names=form.names)
    except NotAllowed as refusal:
        return _show(request, paper, refusal=str(refusal), status=403)
    return _docx(made, _file_name(paper))


def _show(
    request: StaffRequest,
    paper: Paper,
    *,
    refusal: str = "",
    names: NameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    kind, by = paper.of_kind, request.user
    missing = filling.missing(kind, paper.filled) if paper.is_draft else []
    context = {
        "paper": paper,
        "kind": kind,
        "name": kind.name_in(get_language() or ""),
        "row": shown.row(paper),
        "refusal": refusal,
        "missing": [one.label_in(get_language() or "") for one in missing],
        "may_change": rules.may_change(paper, by),
        "may_issue": rules.may_issue(paper, by, missing),
        "may_replace": rules.may_replace(paper, by, replaced=hasattr(paper, "replaced_by")),
        "names": names or shown.names(paper, by),
        "may_name": shown.may_name(paper, by),
        "has_preview": preview.program() is not None,
        "fonts": preview.replaced(),
    }
    return render(request, "papers/paper.html", context, status=status)


def _form(request: StaffRequest, form: PaperForm, kind: Kind, matter: Matter) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "name": kind.name_in(get_language() or ""),
        "matter": matter,
        "persons": bool(kind.persons),
    }
    status = 422 if form.is_bound else 200
    return render(request, "papers/form.html", context, status=status)


def _matter(request: StaffRequest, number: int) -> Matter:
    found = Matter.objects.visible_to(request.user).select_related("lead_unit", "received_by")
    return get_object_or_404(found, pk=number)


def _paper(request: StaffRequest, number: int) -> Paper:
    found = Paper.objects.visible_to(request.user).select_related(
        "matter__lead_unit", "matter__received_by", "unit", "voice__contact", "replaces"
    )
    return get_object_or_404(found, pk=number)


def _kind(code: str) -> Kind:
    if code not in kinds():
        raise Http404
    return kinds()[code]


def _voice(matter: Matter, number: str) -> Voice | None:
    if not number:
        return None
    voices = Voice.objects.select_related("contact", "joining").filter(joining__matter=matter)
    return get_object_or_404(voices, pk=number)


def _bytes(paper: Paper) -> bytes:
    """What was issued, byte for byte; of a draft how it stands now."""
    if paper.is_draft:
        return written(sheet_of(paper))
    with paper.file.open("rb") as kept:
        return bytes(kept.read())


def _file_name(paper: Paper) -> str:
    return f"{paper.matter.ref} {paper.of_kind.name} {paper.ref}.docx"


def _docx(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
