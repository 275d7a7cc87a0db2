"""Milliseconds, memory and bytes a chart: ours beside Vega-Lite where vl-convert-python is there.

`python -m benchmarks.charts` needs no database. The peer is not installed with Sanwen:
`pip install vl-convert-python` into the environment to see it (84 MB).
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

ROWS, TIMES = 12, 20
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "sanwen.config.settings",
    "SANWEN_HOME": "/tmp/sanwen-bench-charts",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
}


def shares() -> list[tuple[str, float, float, float]]:
    return [(f"承办单位 {n}", 0.3 + n / 30, 0.25 + n / 30, 0.36 + n / 30) for n in range(ROWS)]


def ours() -> dict[str, Callable[[], bytes]]:
    os.environ.update(SETTINGS)
    import django

    django.setup()
    from django.template import Context, Template

    from sanwen import charts

    rows = [charts.Row(name, value, low, high, of=200) for name, value, low, high in shares()]
    chart = charts.Chart("解决率", "说解决了的人，占答了的人。", rows)
    page = Template("{% load charts %}{% chart it %}")
    return {
        "figure of the page, with its table": lambda: page.render(Context({"it": chart})).encode(),
        "SVG": lambda: charts.svg(chart).encode(),
        "PNG": lambda: charts.png(chart),
        "PDF": lambda: charts.pdf(chart),
    }


def vega() -> dict[str, Callable[[], bytes]]:
    import vl_convert

    fields = ("name", "value", "low", "high")
    values = [dict(zip(fields, row, strict=True)) for row in shares()]
    y = {"field": "name", "type": "nominal", "sort": None}
    scale = {"domain": [0, 1]}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": {"font": "Noto Sans CJK SC"},
        "data": {"values": values},
        "title": "解决率",
        "layer": [
            {
                "mark": "rule",
                "encoding": {
                    "y": y,
                    "x": {"field": "low", "type": "quantitative", "scale": scale},
                    "x2": {"field": "high"},
                },
            },
            {
                "mark": "point",
                "encoding": {"y": y, "x": {"field": "value", "type": "quantitative"}},
            },
        ],
    }
    return {
        "SVG": lambda: vl_convert.vegalite_to_svg(spec).encode(),
        "PNG": lambda: vl_convert.vegalite_to_png(spec, scale=2),
        "PDF": lambda: vl_convert.vegalite_to_pdf(spec),
    }


def measure(name: str, make: Callable[[], dict[str, Callable[[], bytes]]]) -> None:
    began = time.perf_counter()
    made = make()
    print(f"{name}: ready after {1000 * (time.perf_counter() - began):.0f} ms, {memory()} MB")
    for form, draw in made.items():
        times = []
        for _ in range(TIMES):
            start = time.perf_counter()
            drawn = draw()
            times.append(1000 * (time.perf_counter() - start))
        first, rest = times[0], sorted(times[1:])
        middle = rest[len(rest) // 2]
        print(f"  {form:36} {first:8.1f} ms first {middle:8.2f} ms {len(drawn):8,} bytes")
    print(f"  memory at the end {memory()} MB")


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Each in a process of its own, so that memory is its own."""
    if len(sys.argv) > 1:
        measure(sys.argv[1], {"ours": ours, "vega-lite": vega}[sys.argv[1]])
        return
    for name in ("ours", "vega-lite"):
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.charts", name]
        if subprocess.run(command, check=False).returncode:
            print(f"{name}: not installed")


if __name__ == "__main__":
    main()
