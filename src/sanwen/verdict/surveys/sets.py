"""The four questions, the three senses, the question of acceptance: ready to be put into a survey.

They stand in the words of their source (群众拥护不拥护、赞成不赞成、高兴不高兴、答应不答应;
and 满意不满意) and are never added up: who accepts a thing need not be glad of it.
"""

from dataclasses import dataclass

from sanwen.verdict.surveys.models import Item, Shape

Options = list[list[str]]


def _scale(*texts: str) -> Options:
    return [[str(value), text] for value, text in enumerate(texts, start=1)]


@dataclass(frozen=True, slots=True)
class Ready:
    """One question with its wording; `{about}` is what is judged."""

    item: Item
    text: str
    options: Options
    shape: Shape = Shape.SCALE
    # The two upper ones of five: what the headline share counts.
    favourable: tuple[str, ...] = ("1", "2")


FOUR: dict[Item, Ready] = {
    ready.item: ready
    for ready in (
        Ready(
            Item.SUPPORT,
            "对“{about}”，您拥护不拥护？",
            _scale("很拥护", "比较拥护", "一般", "不太拥护", "不拥护"),
        ),
        Ready(
            Item.AGREE,
            "对“{about}”，您赞成不赞成？",
            _scale("很赞成", "比较赞成", "一般", "不太赞成", "不赞成"),
        ),
        Ready(
            Item.GLAD,
            "对“{about}”，您高兴不高兴？",
            _scale("很高兴", "比较高兴", "一般", "不太高兴", "不高兴"),
        ),
        Ready(
            Item.ACCEPT,
            "对“{about}”，您答应不答应？",
            _scale("完全答应", "基本答应", "一般", "不太答应", "不答应"),
        ),
        Ready(
            Item.SATISFIED,
            "对“{about}”，您满意不满意？",
            _scale("很满意", "比较满意", "一般", "不太满意", "不满意"),
        ),
    )
}
SENSES: dict[Item, Ready] = {
    ready.item: ready
    for ready in (
        Ready(
            Item.GAIN,
            "从“{about}”里，您觉得自己得到了实际的好处吗？",
            _scale("得到很多", "得到一些", "说不上有没有", "没得到什么", "反而有损失"),
        ),
        Ready(
            Item.HAPPINESS,
            "因为“{about}”，您觉得日子过得舒心些了吗？",
            _scale("舒心很多", "舒心一些", "没有变化", "不如以前", "差了很多"),
        ),
        Ready(
            Item.SAFETY,
            "因为“{about}”，您觉得心里踏实、安全些了吗？",
            _scale("踏实很多", "踏实一些", "没有变化", "不如以前", "差了很多"),
        ),
    )
}
# In the words in which residents with a code are asked, so that both can stand side by side.
KEPT = Ready(
    Item.KEPT,
    "“{about}”，承诺的事做到了吗？",
    _scale("做到了", "部分做到", "没有做到"),
    shape=Shape.ONE,
    favourable=("1",),
)
# The second question of the four is asked in one of two wordings: which one, is kept and shown.
SETS: dict[str, tuple[Ready, ...]] = {
    "four_agree": (
        FOUR[Item.SUPPORT],
        FOUR[Item.AGREE],
        FOUR[Item.ACCEPT],
        FOUR[Item.SATISFIED],
    ),
    "four_glad": (
        FOUR[Item.SUPPORT],
        FOUR[Item.GLAD],
        FOUR[Item.ACCEPT],
        FOUR[Item.SATISFIED],
    ),
    "four_fifth": tuple(FOUR.values()),
    "senses": tuple(SENSES.values()),
    "kept": (KEPT,),
}
