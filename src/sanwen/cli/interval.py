"""What so many yes of so many answers tell of all, as an exact interval."""

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.cli.terminal import is_chinese
from sanwen.methods.percent import percent
from sanwen.methods.surveys.proportion import Interval, Method, interval

ENGLISH = {
    Method.CENSUS: "Everybody answered: that is how it is.",
    Method.FINITE: "exact for {population} people (hypergeometric)",
    Method.INFINITE: "exact for a population as good as endless (Clopper-Pearson)",
    Method.NOBODY: "Nobody answered: everything is possible.",
    "line": "{hits} of {n}: {value}, between {low} and {high}; {method}.",
    "silent": "{silent} of {asked} did not answer: whatever they would have said, it lies between "
    "{low} and {high}.",
}
CHINESE = {
    Method.CENSUS: "全部都回答了，结果就是如此。",
    Method.FINITE: "按 {population} 人精确计算（超几何分布）",
    Method.INFINITE: "按总体人数很多精确计算（Clopper-Pearson 区间）",
    Method.NOBODY: "没有人回答，什么结果都有可能。",
    "line": "{n} 人中 {hits} 人：{value}，区间 {low} 至 {high}；{method}。",
    "silent": "问到 {asked} 人，{silent} 人没有回答；无论他们怎么想，都在 {low} 至 {high} 之间。",
}


def run(
    *,
    hits: int,
    n: int,
    population: int | None,
    asked: int | None,
    level: float,
    language: str,
    as_json: bool,
) -> int:
    try:
        found = interval(hits, n, population, asked=asked, level=level)
    except ValueError as no:
        raise Refused(f"That does not fit together: {no}") from None
    if as_json:
        telling.machine(_as_json(found, level))
    else:
        telling.person(_in_words(found, CHINESE if is_chinese(language) else ENGLISH))
    return 0


def _as_json(found: Interval, level: float) -> dict[str, object]:
    return {
        "hits": found.hits,
        "n": found.n,
        "population": found.population,
        "asked": found.asked,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "level": level,
        "method": found.method.value,
        "bounds": {"low": found.bounds[0], "high": found.bounds[1]},
    }


def _in_words(found: Interval, words: dict[Method | str, str] | dict[str, str]) -> str:
    method = words[found.method].format(population=found.population)
    told = {"hits": found.hits, "n": found.n, "value": percent(found.value)}
    ends = {"low": percent(found.low), "high": percent(found.high)}
    lines = [words["line"].format(**told, **ends, method=method.rstrip(".。"))]
    if found.asked > found.n:
        low, high = (percent(end) for end in found.bounds)
        silent = {"silent": found.asked - found.n, "asked": found.asked}
        lines.append(words["silent"].format(**silent, low=low, high=high))
    return "\n".join(lines)
