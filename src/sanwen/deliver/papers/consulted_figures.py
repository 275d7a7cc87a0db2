"""How people voted on the opinions of a consultation, as a chart of its paper."""

from sanwen.charts import Chart, Stack
from sanwen.counsel.consultations.models import Consultation, OpinionMap

MOST = 10
LEVELS = ("赞成", "略过", "不赞成")
DEFINITION = (
    "每条观点按对它表过态的人数算；列出表态最多的十条，不足五人表态的不列。"
    "参与者自愿参加，不是抽样，不能据此推断全体居民的意见。"
)


def figures(asked: Consultation) -> tuple[Chart, ...]:
    """None before the map is drawn: fewer than five people have voted then."""
    kept = OpinionMap.objects.filter(consultation=asked).first()
    drawn = kept.shown if kept else None
    tallies = {one["number"]: one["all"] for one in (drawn or {"statements": []})["statements"]}
    shown = sorted((n for n, all_ in tallies.items() if all_), key=lambda n: (-sum(tallies[n]), n))
    texts = dict(asked.statements.shown().values_list("number", "text"))
    rows = [_stack(f"{n}号 {texts[n]}", tallies[n]) for n in shown if n in texts][:MOST]
    if not rows:
        return ()
    return (Chart("附图：对各条观点的表态", DEFINITION, rows, kind="distribution"),)


def _stack(label: str, tally: list[int]) -> Stack:
    """Kept as agree, disagree, passed; told with those who passed in the middle."""
    agree, disagree, passed = tally
    return Stack(label, list(zip(LEVELS, (agree, passed, disagree), strict=True)))
