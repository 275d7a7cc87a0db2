"""Open data: the catalogue, one release, its files; and the button that makes a release."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.openness import rules
from sanwen.openness.actions import releasing
from sanwen.openness.datasets import DATASETS
from sanwen.openness.licence import LICENCE
from sanwen.openness.models import Release, ReleaseFile
from sanwen.people.requests import StaffRequest

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/csvm+json",
    "parquet": "application/vnd.apache.parquet",
}
MOST = 36


@login_not_required
@require_safe
def data(request: MomentRequest) -> HttpResponse:
    context = {
        "datasets": [_dataset(name) for name in DATASETS],
        "licence": LICENCE,
        "may_release": request.user.is_authenticated and rules.may_give_out(request.user),
    }
    return render(request, "openness/data.html", context)


def _dataset(name: str) -> dict[str, Any]:
    one = DATASETS[name]
    releases = list(
        Release.objects.filter(dataset=name).defer("basis").order_by("-period", "-version")[:MOST]
    )
    return {
        "name": name,
        "title": one.name.label,
        "about": one.about,
        "columns": one.columns,
        "releases": [(each, f"{each.period:%Y-%m}") for each in releases],
        "newest": day_words(local_day(releases[0].made_at)) if releases else "",
    }


@login_not_required
@require_safe
def release(request: MomentRequest, dataset: str, month: str, version: int = 1) -> HttpResponse:
    releases = Release.objects.filter(dataset=dataset, period=_month(month))
    one = get_object_or_404(releases.defer("basis"), version=version)
    context = {
        "one": one,
        "title": one.get_dataset_display(),
        "month": f"{one.period:%Y-%m}",
        "made": day_words(local_day(one.made_at)),
        "dataset": DATASETS[one.dataset],
        "files": one.files.defer("data"),
        "others": releases.exclude(pk=one.pk).defer("basis").order_by("version"),
        "licence": LICENCE,
    }
    return render(request, "openness/release.html", context)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


@login_not_required
@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def file(request: MomentRequest, file_name: str) -> HttpResponseBase:
    """The bytes as they were given out; their hash is their mark."""
    one = get_object_or_404(ReleaseFile, name=file_name)
    kind = KINDS[file_name.rpartition(".")[2]]
    response = FileResponse(iter([bytes(one.data)]), content_type=kind, as_attachment=True)
    response["Content-Disposition"] = f'attachment; filename="{one.name}"'
    response["Content-Length"] = str(one.size)
    response["ETag"] = f'"{one.sha256}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@login_not_required
@require_safe
def catalogue(request: MomentRequest) -> HttpResponse:
    """In the words of DCAT 3, for catalogues that gather from others."""
    here = request.build_absolute_uri
    releases = Release.objects.defer("basis").order_by("-period", "dataset", "-version")
    by_dataset: dict[str, list[Release]] = {}
    for one in releases.prefetch_related("files")[: MOST * len(DATASETS)]:
        by_dataset.setdefault(one.dataset, []).append(one)
    found = {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "dct:title": _("Open data"),
        "dct:license": LICENCE,
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "dct:identifier": name,
                "dct:title": str(one.name.label),
                "dct:description": str(one.about),
                "dct:accrualPeriodicity": "P1M",
                "dcat:distribution": [
                    _distribution(each, file, here(f"/open/data/files/{file.name}"))
                    for each in by_dataset.get(name, [])
                    for file in each.files.all()
                ],
            }
            for name, one in DATASETS.items()
        ],
    }
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def _distribution(one: Release, file: ReleaseFile, address: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:downloadURL": address,
        "dcat:mediaType": KINDS[file.name.rpartition(".")[2]],
        "dct:temporal": f"{one.period:%Y-%m}",
        "dct:issued": local_day(one.made_at).isoformat(),
        "dcat:byteSize": file.size,
        "spdx:checksum": {"algorithm": "SHA256", "checksumValue": file.sha256},
    }


@require_POST
def give_out(request: StaffRequest) -> HttpResponse:
    rules.may_give_out(request.user).require()
    made = releasing.release_due(by=request.user, months=3)
    messages.success(request, _("Releases made: %(count)d.") % {"count": len(made)})
    return redirect("open_data")
