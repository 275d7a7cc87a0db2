"""Colours and patterns: of the page's tokens on pages, the same in ink on paper elsewhere."""

from sanwen.charts.markup import tag

# The five steps of a scale, from the best to the worst: blue to brown, dark at both ends, told
# apart by pattern and order too. tests/charts/test_colours.py looks at them with colour-blind eyes.
LEVELS = ("#1c4b78", "#7fa8cf", "#e3dccb", "#e0a06a", "#8a3404")
PATTERNED = (3, 4)
INK, SOFT, EDGE, RULE, PAPER, BLUE, WASH = (
    "#1f1b16", "#5c5347", "#84775f", "#d8cdb9", "#fffdf8", "#1c4b78", "#c9d8e6",
)  # fmt: skip
# What draws pictures knows no generic family: each is named, Chinese ones first.
FONTS = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',SimHei,"
    "'WenQuanYi Micro Hei','WenQuanYi Zen Hei','Droid Sans Fallback','DejaVu Sans',Arial,sans-serif"
)

# Of a drawing that stands alone. On pages charts.css says the same in tokens.
ALONE = "".join(
    (
        f"text{{font-family:{FONTS};font-size:14px;fill:{INK};font-variant-numeric:tabular-nums}}",
        f".c-soft,.c-axis{{fill:{SOFT};font-size:12px}}.c-title{{font-size:19px;font-weight:700}}",
        f".c-strong{{font-weight:700}}.c-ground{{fill:{PAPER}}}",
        f".c-track,.c-grid{{stroke:{RULE};stroke-width:1}}.c-base{{stroke:{INK};stroke-width:1}}",
        f".c-band{{fill:{WASH}}}.c-whisker{{stroke:{BLUE};stroke-width:2}}",
        f".c-dot{{fill:{BLUE};stroke:{PAPER};stroke-width:1.5}}",
        f".c-reference{{stroke:{INK};stroke-width:1.5;stroke-dasharray:4 3}}",
        f".c-bar{{fill:{BLUE}}}.c-before{{fill:{EDGE}}}.c-marked{{stroke:{INK};stroke-width:4}}",
        f".c-hidden{{stroke:{EDGE};stroke-width:1}}",
        f".c-ribbon{{fill:{WASH}}}.c-line{{fill:none;stroke:{BLUE};stroke-width:2}}",
        f".c-level{{stroke:{PAPER};stroke-width:1.5}}.c-hatch{{stroke:{EDGE};stroke-width:2}}",
        *(f".c-l{n}{{fill:{colour}}}" for n, colour in enumerate(LEVELS)),
        f".c-sign{{fill:{EDGE}}}.c-p3{{stroke:#8a3404;stroke-width:1.5}}",
        ".c-p4{stroke:#fffdf8;stroke-width:1.5}",
    )
)


def level(at: int, levels: int) -> int:
    """Which of the five looks the level has: the ends are always the ends."""
    return round(4 * at / (levels - 1)) if levels > 1 else 0


def patterns(name: str) -> str:
    """Hatchings, under names that belong to one figure alone."""
    return tag(
        "defs",
        _lines(f"{name}-few", tag("path", d="M0 0V6", cls="c-hatch"), turned=45),
        _lines(
            f"{name}-l3",
            tag("rect", width=6, height=6, cls="c-l3"),
            tag("path", d="M0 0V6", cls="c-p3"),
            turned=-45,
        ),
        _lines(
            f"{name}-l4",
            tag("rect", width=6, height=6, cls="c-l4"),
            tag("path", d="M0 0V6M0 0H6", cls="c-p4"),
            turned=45,
        ),
    )


def _lines(name: str, *inner: str, turned: int) -> str:
    return tag(
        "pattern",
        *inner,
        id=name,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({turned})",
    )
