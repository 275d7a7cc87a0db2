"""The procedures: read by all staff, changed by the administrator in a form, tried on last year."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Declared, Undeclared
from sanwen.deliver.procedures.written import written
from sanwen.office.rulebook import actions, rules, shown
from sanwen.office.rulebook.checking import sound
from sanwen.office.rulebook.forms import CopyForm, UploadForm, VersionForm
from sanwen.office.rulebook.replay import replay
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def procedures(request: StaffRequest) -> HttpResponse:
    rules.may_read(request.user).require()
    rows = [shown.row(one) for one in known.in_force(local_day(request.now))]
    may_publish = bool(rules.may_publish(request.user))
    return render(request, "rulebook/procedures.html", {"rows": rows, "may_publish": may_publish})


@require_safe
def procedure(request: StaffRequest, kind: str) -> HttpResponse:
    rules.may_read(request.user).require()
    one = _found(request, kind, request.GET.get("version", ""))
    language = get_language() or ""
    context = {
        "one": one,
        "name": one.name_in(language),
        "sentence": one.sentence_in(language),
        "clocks": shown.clocks(one),
        "states": shown.states(one),
        "outcomes": shown.outcomes(one),
        "versions": shown.versions(one, local_day(request.now)),
        "may_change": bool(rules.may_publish(request.user)) and not one.kept_in,
    }
    return render(request, "rulebook/procedure.html", context)


@require_safe
def file(request: StaffRequest, kind: str, number: str) -> HttpResponse:
    rules.may_read(request.user).require()
    one = _found(request, kind, number)
    response = HttpResponse(written(one), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{number}.toml"'
    return response


@BOTH
def new_version(request: StaffRequest, kind: str) -> HttpResponse:
    rules.may_publish(request.user).require()
    base = _newest(kind)
    form = VersionForm(request.POST or None, base=base, today=local_day(request.now))
    title = _("New version: %(name)s") % {"name": base.name_in(get_language() or "")}
    return _work(request, form, base, title)


@BOTH
def copy(request: StaffRequest, kind: str) -> HttpResponse:
    rules.may_publish(request.user).require()
    base = _newest(kind)
    form = CopyForm(request.POST or None, base=base, today=local_day(request.now))
    name = {"name": base.name_in(get_language() or "")}
    return _work(request, form, base, _("New procedure, beginning as: %(name)s") % name)


def _work(request: StaffRequest, form: VersionForm, base: Declared, title: str) -> HttpResponse:
    """Shown, tried on last year, or published; whatever was entered stays in the form."""
    context = {"form": form, "base": base, "title": title}
    if request.method != "POST":
        return render(request, "rulebook/change.html", context)
    if not form.is_valid():
        return render(request, "rulebook/change.html", context, status=422)
    draft = form.draft()
    if "publish" not in request.POST:
        return render(request, "rulebook/change.html", context | _tried(request, base, draft))
    try:
        row = actions.publish(one=draft, because=form.cleaned_data["because"], by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "rulebook/change.html", context, status=403)
    _told(request, row.procedure, row.number)
    return redirect("procedure", row.procedure)


@BOTH
def upload(request: StaffRequest) -> HttpResponse:
    rules.may_publish(request.user).require()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "rulebook/upload.html", {"form": form})
    if not form.is_valid():
        return render(request, "rulebook/upload.html", {"form": form}, status=422)
    text, wrong = _text(form)
    if text is not None:
        try:
            return _uploaded(request, form, text)
        except Undeclared as fault:
            wrong = fault.faults
        except NotAllowed as refusal:
            wrong = [str(refusal)]
    context = {"form": _kept(form, text or ""), "wrong": wrong}
    return render(request, "rulebook/upload.html", context, status=422)


def _text(form: UploadForm) -> tuple[str | None, list[str]]:
    file = form.cleaned_data["file"]
    if file is None:
        text = str(form.cleaned_data["text"])
        return (text, []) if text.strip() else (None, [_("Choose a file, or paste its text.")])
    try:
        return file.read().decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return None, [_("The file is no text in UTF-8.")]


def _uploaded(request: StaffRequest, form: UploadForm, text: str) -> HttpResponse:
    draft = sound(text)
    if draft.kept_in:
        raise NotAllowed(_("This is kept in a place of its own, not on a matter."))
    if "publish" in request.POST:
        row = actions.publish(one=draft, because=form.cleaned_data["because"], by=request.user)
        _told(request, row.procedure, row.number)
        return redirect("procedure", row.procedure)
    base = _newest(draft.code if draft.code in known.codes() else known.FIRST)
    context = {"form": _kept(form, text), "draft": draft} | _tried(request, base, draft)
    return render(request, "rulebook/upload.html", context)


def _kept(form: UploadForm, text: str) -> UploadForm:
    """The text of a file is shown, so that it can be mended where it stands."""
    because = form.data.get("because", "")
    return UploadForm(initial={"text": text or form.data.get("text", ""), "because": because})


def _tried(request: StaffRequest, base: Declared, draft: Declared) -> dict[str, object]:
    found = replay(base, draft, now=request.now)
    numbers = {each.matter for shift in found.shifts for each in shift.examples}
    visible = Matter.objects.visible_to(request.user).filter(pk__in=numbers)
    openable = set(visible.values_list("pk", flat=True))
    return {"replay": found, "shifts": shown.shifts(base, draft, found, openable)}


def _told(request: StaffRequest, code: str, number: str) -> None:
    words = {"name": known.version(code, number).name_in(get_language() or ""), "number": number}
    messages.success(
        request,
        _("%(name)s, version %(number)s, is published. Running matters keep theirs.") % words,
    )


def _found(request: StaffRequest, code: str, number: str) -> Declared:
    try:
        return (
            known.version(code, number) if number else known.current(code, local_day(request.now))
        )
    except KeyError:
        raise Http404 from None


def _newest(code: str) -> Declared:
    """What a change starts from: the last one published, even if it has not begun yet."""
    found = known.versions(code)
    if not found or found[-1].kept_in:
        raise Http404
    return found[-1]
