"""The pages on which a registration desk takes in a file."""

import csv
import hashlib
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports import background, rules
from sanwen.deliver.intake.imports.actions import uploads
from sanwen.deliver.intake.imports.forms import ColumnsForm, UploadForm
from sanwen.deliver.intake.imports.run import Inspected, inspect
from sanwen.deliver.intake.models import ImportRun, RunState
from sanwen.methods.text import first_words
from sanwen.people.requests import StaffRequest

SHOWN = 20
EXAMPLES = 3
LONGEST_EXAMPLE = 60
ERRORS_SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    rules.may_import_at_all(request.user).require()
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid() and (run := _keep(form, request)):
        return redirect("import_run", run.pk)
    runs = ImportRun.objects.visible_to(request.user).select_related("received_by")
    context = {"form": form, "runs": runs.order_by("-started_at")[:SHOWN]}
    return render(request, "intake/imports.html", context, status=422 if form.errors else 200)


def _keep(form: UploadForm, request: StaffRequest) -> ImportRun | None:
    """A file that cannot be read, or that labels persons, is not kept."""
    file: UploadedFile = form.cleaned_data["file"]
    name = str(file.name or _("file"))
    try:
        run = uploads.keep(
            file=file,
            name=name,
            hash=hashlib.file_digest(file, "sha256").digest(),
            received_by=form.cleaned_data["received_by"],
            by=request.user,
        )
        try:
            found = _inspected(run)
        except NotAllowed:
            uploads.discard(run=run, by=request.user)
            raise
        return uploads.choose(
            run=run, sheet=found.sheet, mapping=found.head.columns.of, by=request.user
        )
    except NotAllowed as no:
        form.add_error("file", str(no))
        return None


def _inspected(run: ImportRun, sheet: int | None = None) -> Inspected:
    with background.local(run) as path:
        return inspect(path, sheet=run.sheet if sheet is None else sheet)


@never_cache
@require_safe
def import_run(request: StaffRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    if run.state == RunState.CHECKED:
        return _columns_page(request, run, _inspected(run))
    return render(request, "intake/import_run.html", _result(run))


@never_cache
@require_POST
def import_columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the choice and try it out; another sheet is looked at anew."""
    run = _run(request, pk)
    found = _inspected(run)
    form = _form(found, run, request.POST)
    if not form.is_valid():
        return _columns_page(request, run, found, form)
    sheet = form.sheet()
    if sheet != found.sheet:
        mapping = dict(_inspected(run, sheet).head.columns.of)
        uploads.choose(run=run, sheet=sheet, mapping=mapping, by=request.user)
        return redirect("import_run", run.pk)
    run = uploads.choose(run=run, sheet=sheet, mapping=form.mapping(), by=request.user)
    tried = background.try_out(run)
    uploads.note_check(run=run, rows=tried.rows, errors=tried.errors, by=request.user)
    return redirect("import_run", run.pk)


@never_cache
@require_POST
def import_start(request: StaffRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, lambda run: uploads.start(run=run, by=request.user))


@never_cache
@require_POST
def import_stop(request: StaffRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, lambda run: uploads.stop(run=run, by=request.user))


@never_cache
@require_POST
def import_discard(request: StaffRequest, pk: int) -> HttpResponse:
    uploads.discard(run=_run(request, pk), by=request.user)
    messages.success(request, _("The file was deleted. Nothing of it was registered."))
    return redirect("imports")


@never_cache
@require_safe
def import_errors(request: StaffRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    response.write("\ufeff")
    out = csv.writer(response)
    out.writerow([_("Line"), _("Reason")])
    out.writerows(run.errors.values_list("line", "reason").iterator())
    return response


def _acted(request: StaffRequest, pk: int, act: Any) -> HttpResponseRedirect:
    run = _run(request, pk)
    try:
        run = act(run)
    except NotAllowed as no:
        messages.error(request, str(no))
    return redirect("import_run", run.pk)


def _run(request: StaffRequest, pk: int) -> ImportRun:
    runs = ImportRun.objects.visible_to(request.user).select_related("received_by")
    return get_object_or_404(runs, pk=pk)


def _form(found: Inspected, run: ImportRun, data: Any = None) -> ColumnsForm:
    columns = found.head.columns
    headings = [
        (columns.headings[number] if number < len(columns.headings) else "") or _letter(number)
        for number in range(columns.width)
    ]
    initial: dict[str, Any] = {f"column_{column}": field for field, column in run.mapping.items()}
    initial["sheet"] = found.sheet
    return ColumnsForm(data, headings=headings, sheets=found.sheets, initial=initial)


def _letter(number: int) -> str:
    first, last = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _columns_page(
    request: HttpRequest, run: ImportRun, found: Inspected, form: ColumnsForm | None = None
) -> HttpResponse:
    form = form or _form(found, run)
    examples = found.head.body[:EXAMPLES]
    columns = [
        {"field": form[name], "examples": _examples([line.cell(number) for line in examples])}
        for number, name in enumerate(form.names)
    ]
    context = _result(run) | {"form": form, "columns": columns, "sheets": found.sheets}
    status = 422 if form.errors else 200
    return render(request, "intake/import_columns.html", context, status=status)


def _examples(cells: Sequence[str]) -> list[str]:
    return [first_words(cell, LONGEST_EXAMPLE) for cell in cells]


def _result(run: ImportRun) -> dict[str, Any]:
    errors = run.errors.count()
    busy = run.state in (RunState.WAITING, RunState.RUNNING)
    return {
        "run": run,
        "busy": busy,
        "errors": run.errors.all()[:ERRORS_SHOWN],
        "error_count": errors,
        "good": max(0, run.expected - errors),
        "partly_checked": run.expected >= background.CHECKED_ROWS,
        "left": max(0, run.expected - run.rows),
        "can_go_on": run.state == RunState.STOPPED and bool(run.file),
    }
