"""The answers' table as a person reads it, in both languages: made without Django."""

from typing import Any

from sanwen.methods.percent import percent

ENGLISH = {
    "people": "{answered} answered of {drawn} drawn; response rate (RR1) {rr1}, (RR3) {rr3}, "
    "refused (REF1) {ref1}.",
    "unknown": "{answered} answered. How many were drawn is not in the file, so there is no "
    "response rate.",
    "clusters": "{clusters} clusters were drawn: the intervals are those of the clusters.",
    "weights": "Weighted to known margins: design effect {effect:.2f}, worth {effective:.0f} equal "
    "answers; {trimmed} weights cut.",
    "gaps": "The margins could not all be met: up to {gap} off.",
    "head": ("item", "share or mean", "95 % interval", "n", "worth", "answered"),
    "end": "Intervals tell what drawing by lot leaves open, not what the silent think.",
}
CHINESE = {
    "people": "抽中 {drawn} 人，{answered} 人作答；应答率（RR1）{rr1}，（RR3）{rr3}，"
    "拒访率（REF1）{ref1}。",
    "unknown": "{answered} 人作答。文件里没有写抽了多少人，所以没有应答率。",
    "clusters": "整群抽样，共 {clusters} 群，区间按群计算。",
    "weights": "已按已知结构加权：设计效应 {effect:.2f}，相当于 {effective:.0f} 份等权答卷；"
    "截去过大权数 {trimmed} 个。",
    "gaps": "已知结构没有全部对上，最多相差 {gap}。",
    "head": ("题目", "比例或均值", "95 % 区间", "作答", "相当于", "应答率"),
    "end": "区间只说明抽样留下的不确定，不说明没有作答的人怎么想。",
}


def text(told: dict[str, Any], *, chinese: bool) -> str:
    words: dict[str, Any] = CHINESE if chinese else ENGLISH
    lines = [_people(told, words), *_clustered(told, words), *_weighted(told, words), ""]
    lines.append(_line("{:<24}", words["head"]))
    for item in told["items"]:
        lines.append(_line("{:<24}", _cells(item, item["item"], item)))
        lines += [_line("  {:<22}", _cells(one, one["answer"], None)) for one in item["answers"]]
    return "\n".join([*lines, "", words["end"]])


def _people(told: dict[str, Any], words: dict[str, Any]) -> str:
    if not told["response"]:
        return str(words["unknown"]).format(answered=told["answered"])
    rates = {name.lower(): percent(rate) for name, rate in told["response"]["rates"].items()}
    return str(words["people"]).format(answered=told["answered"], drawn=told["drawn"], **rates)


def _clustered(told: dict[str, Any], words: dict[str, Any]) -> list[str]:
    many = told["clusters"]
    return [words["clusters"].format(clusters=many)] if many else []


def _weighted(told: dict[str, Any], words: dict[str, Any]) -> list[str]:
    weights = told["weights"]
    if not weights:
        return []
    figures = {"effect": weights["design_effect"], "effective": weights["effective_n"]}
    lines = [words["weights"].format(**figures, trimmed=weights["trimmed"])]
    if not weights["converged"]:
        lines.append(words["gaps"].format(gap=percent(max(weights["gaps"].values()))))
    return lines


def _cells(figures: dict[str, Any], name: str, item: dict[str, Any] | None) -> tuple[str, ...]:
    form = (lambda value: f"{value:.2f}") if item and item["kind"] == "scale" else percent
    value, low, high = (figures[key] for key in ("estimate", "low", "high"))
    first = (name, "", "") if value is None else (name, form(value), f"{form(low)} – {form(high)}")
    if item is None:
        return (*first, "", "", "")
    return (*first, str(item["n"]), f"{item['effective_n']:.0f}", percent(item["response_rate"]))


def _line(first: str, cells: tuple[str, ...]) -> str:
    name, *rest = cells
    return (first.format(name) + "".join(f"{cell:>18}" for cell in rest)).rstrip()
