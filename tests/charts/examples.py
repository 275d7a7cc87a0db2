"""One chart of each kind, each with something hidden, none of whose numbers may be seen."""

from sanwen.charts import Chart, Column, Point, Row, Stack

LEVELS = ("非常满意", "满意", "一般", "不满意", "非常不满意")
# What the hidden rows held: nowhere in any form of any chart.
SECRET = ("0.4321", "43.21", "987654", "987,654", "876543", "876,543")


def intervals(hidden: float = 0.4321) -> Chart:
    rows = [
        Row("水务局", 314 / 512, 0.57, 0.655, (0.41, 0.78), 512),
        Row("Roads & <Bridges>", 1.0, 0.886, 1.0, (0.5, 1.0), 30),
        Row("柳河镇", hidden, hidden, hidden, (hidden, hidden), 987654, is_hidden=True),
    ]
    return Chart(
        "解决率",
        "说解决了的人，占答了的人。",
        rows,
        source="7 月至 9 月",
        reference=0.62,
        reference_label="全县",
    )


def distribution(hidden: int = 876543) -> Chart:
    whole = Stack("水务局", list(zip(LEVELS, (120, 200, 90, 60, 42), strict=True)))
    part = Stack("城管局", list(zip(LEVELS, (20, None, None, 60, 42), strict=True)), of=140)
    none = Stack("柳河镇", [(name, hidden) for name in LEVELS], of=987654, is_hidden=True)
    return Chart("满意程度", "按答了的人算。", [whole, part, none], kind="distribution")


def columns(hidden: int = 987654) -> Chart:
    rows = [
        Column("8月3日", 12),
        Column("8月10日", hidden, is_hidden=True),
        Column("8月17日", 0),
        Column("8月24日", 45, in_full="8月24日至8月30日", is_marked=True),
    ]
    return Chart("每周来件", "按收到的日期数。", rows, kind="columns", marked_label="最近一周")


def trend(hidden: float = 0.4321) -> Chart:
    rows = [
        Point("1月", 0.5, 0.4, 0.6, 90),
        Point("2月", 0.55, 0.45, 0.65, 100),
        Point("3月", hidden, hidden, hidden, 987654, is_hidden=True),
        Point("4月", None),
        Point("5月", 0.7, 0.62, 0.77, 140),
    ]
    return Chart("解决率的走势", "说解决了的人，占答了的人。", rows, kind="trend")


def curve(hidden: float = 0.4321) -> Chart:
    rows = [
        Point("0–25%", 0.25, 0.1, 0.4, 20, reference=0.2),
        Point("25–50%", 0.4, 0.3, 0.5, 90, reference=0.38),
        Point("50–75%", hidden, hidden, hidden, 987654, is_hidden=True, reference=hidden),
        Point("75–100%", 0.9, 0.8, 0.95, 80, reference=0.97),
    ]
    return Chart(
        "说对了多少",
        "第一个建议对了的，占所有建议。",
        rows,
        kind="trend",
        reference_label="自己说的把握",
        each="把握",
    )


ALL = (intervals, distribution, columns, trend, curve)
