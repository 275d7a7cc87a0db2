"""Every chart of a page as a file, under the page's own address: whoever may see one may take it.

The page is made as ever, by its own view and its own rights; what it draws is noted on the way, and
`?chart=2&as=png` is answered with the second of its charts instead of the page.
"""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from sanwen.charts import pictures, sheet, tables
from sanwen.charts.grammar import Chart

_FORMS: dict[str, tuple[str, Callable[[Chart], bytes]]] = {
    "png": ("image/png", pictures.png),
    "pdf": ("application/pdf", pictures.pdf),
    "svg": ("image/svg+xml", lambda chart: sheet.svg(chart).encode()),
    "csv": ("text/csv; charset=utf-8", tables.csv),
}
# Drawn from letters: not where no typeface of the machine knows them.
_DRAWN = ("png", "pdf")
_NUMBER, _FORM = "chart", "as"
_KEPT = ("Cache-Control", "Expires", "Vary")


def offered(request: HttpRequest, chart: Chart) -> list[tuple[str, str]]:
    """The forms that there are of the next chart of this page, each with its address."""
    drawn = _drawn(request)
    drawn.append(chart)
    if request.method != "GET":
        return []
    asked = request.GET.copy()
    asked[_NUMBER] = str(len(drawn))
    found = []
    for form in _forms():
        asked[_FORM] = form
        found.append((form.upper(), f"?{asked.urlencode()}"))
    return found


def _forms() -> list[str]:
    return [form for form in _FORMS if form not in _DRAWN or pictures.has_chinese()]


class ChartFiles:
    """Innermost, so that a file is in the page's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = self.get_response(request)
        chart, form = _wanted(request), request.GET.get(_FORM, "")
        if page.status_code != 200 or chart is None or form not in _forms():
            return page
        kind, made_of = _FORMS[form]
        file = HttpResponse(made_of(_with_origin(chart, request)), content_type=kind)
        name = f"{chart.title.replace('/', '／')}.{form}"  # noqa: RUF001
        file.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
        file.headers["X-Robots-Tag"] = "noindex"
        for header in _KEPT:
            if header in page.headers:
                file.headers[header] = page.headers[header]
        return file


def _with_origin(chart: Chart, request: HttpRequest) -> Chart:
    """A picture that has left its page says where it was taken from."""
    asked = request.GET.copy()
    for name in (_NUMBER, _FORM):
        asked.pop(name, None)
    page = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}".rstrip("?"))
    return replace(chart, source=" · ".join(filter(None, [chart.source, page])))


def _wanted(request: HttpRequest) -> Chart | None:
    number = request.GET.get(_NUMBER, "")
    drawn = _drawn(request)
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    return drawn[at - 1] if 0 < at <= len(drawn) else None


def _drawn(request: HttpRequest) -> list[Chart]:
    """Charts in the order in which the page has drawn them so far."""
    drawn: list[Chart] = request.__dict__.setdefault("charts_drawn", [])
    return drawn
