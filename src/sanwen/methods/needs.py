"""What kind of need a message tells of: 急 难 愁 盼, shared or one's own, basic or not, now or later.

Attributes of the matter, never of the person: nothing here is about who writes or how. Each answer
has the words it rests on, and says nothing where nothing speaks; a clerk confirms or corrects it.
The six sorts are those of 共性与个性、基本与非基本、当前与长远.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from sanwen.methods.urgency import urgency

Kind = Literal["urgent", "hard", "worry", "hope"]
KINDS: tuple[Kind, ...] = ("urgent", "hard", "worry", "hope")
Reach = Literal["common", "individual"]
Horizon = Literal["now", "long"]

_READ = 3000
_MOST = 4

# 难: what people cannot get done alone. 愁: what weighs on them day after day. 盼: what they wish for.
_HARD = (
    r"(?:办证|就医|看病|上学|入学|出行|停车|吃水|用水|用电|打车|落户|就业|找工作|维权|取证|过户|买房|养老|通行|报销|贷款|回家|过河|取暖)(?:很|太|真|非常|十分)?(?:难|困难|不便)|"
    r"生活(?:很|十分|非常|极其|特别)?困难|家庭困难|困难(?:户|家庭|群众|补助)|贫困|低保|特困|没有(?:收入|生活来源|经济来源)|无(?:生活|经济)来源|负担不起|交不起|看不起病|还不起|"
    r"拖欠|欠薪|讨薪|不退(?:钱|款|费)|跑了(?:好)?(?:几|多|[二三四五六七八九十\d]+)[趟次]|多次(?:反映|投诉|协调|沟通)|互相推诿|相互推诿|踢皮球|投诉无门|求助无门|无人(?:管|问津|解决)|没人管|办不了|办不下来|解决不了|"
    r"\b(?:cannot (?:afford|get|pay)|can't (?:afford|get|pay)|nobody helps|no income|unpaid|hardship|sent from|turned away|several times)\b"
)
_WORRY = (
    r"担心|担忧|发愁|愁|忧心|焦虑|害怕|提心吊胆|惶恐|不安|睡不(?:着|好)|无法(?:入睡|休息|正常生活)|影响(?:了)?(?:我们|居民|业主|周边|学生|孩子|家人)?[^，。]{0,6}(?:休息|睡眠|生活|健康|学习|安全)|扰民|噪音|噪声|恶臭|臭气|油烟|"
    r"隐患|苦不堪言|深受其害|烦恼|困扰|怎么办|\b(?:worried|worry|afraid|anxious|cannot sleep|can't sleep|noise|smell|every night|disturb\w*)\b"
)
_HOPE = (
    r"盼|希望(?:能|政府|领导|有关|相关|早日|尽快|尽早)?[^，。]{0,12}(?:建|修|开通|增设|增加|改造|规划|通车|安装|设立|引进|提质|打造|完善)|建议|期待|期盼|什么时候(?:能|可以|才能)?[^，。]{0,10}(?:建|修|开通|通车|拆迁|动工|开工|启用|完工)|何时(?:能|可以|才能)?[^，。]{0,10}(?:建|修|开通|通车|拆迁|动工|开工|启用|完工)|"
    r"能否(?:增设|增加|开通|安装|修建|建|设立)|请求(?:增设|增加|开通|安装|修建)|\b(?:hope|wish|would like|suggest\w*|looking forward|when will)\b"
)
_COMMON = (
    r"我们(?:小区|村|全体|业主|居民|村民|学校|单位|这里|这边|组|镇|社区|是)|全(?:体|村|小区|镇|校|组)|业主们|村民们|居民们|家长们|广大|众多|许多人|很多(?:人|居民|业主|村民|家长)|大家|"
    r"(?:[\d一二两三四五六七八九十百千万几数多]+(?:余|多)?)(?:户|人家|名(?:业主|居民|村民|学生|员工|工人)|个家庭)|整(?:个|栋|条)(?:小区|村|镇|楼|街)?|周边(?:居民|群众|小区)|附近(?:居民|群众|小区)|市民|村民|居民|业主|行人|过往|学生|老百姓|群众|"
    r"\b(?:we|our|us|residents|neighbou?rs|everyone|families|the whole|people here|villagers|pedestrians|children)\b"
)
_OWN = (
    r"本人|我(?:家|父|母|爸|妈|儿|女|老公|丈夫|妻|爱人|孩子|小孩|叫|于|在|的|自己|名下|想|是|今年|奶奶|爷爷|婶婶|岳)|我(?=[，、])|个人(?:的)?(?:房|社保|公积金|档案|户口|情况)|\b(?:i|my|me|mine|i'm|i've)\b"
)
_BASIC = (
    r"(?:自来|饮用|生活|吃)水|停水|断水|水质|供水|停电|断电|供电|用电|燃气|煤气|天然气|供暖|暖气|工资|欠薪|薪水|劳动报酬|养老金|退休金|社保|医保|低保|救助|失业|工伤|"
    r"上学|入学|学位|学校|幼儿园|辍学|看病|医院|就医|药|住院|手术|危房|住房|公租房|廉租房|安置房|租房|无房|吃饭|口粮|粮食|温饱|安全|生命|消防|食品|疫苗|残疾|孤儿|"
    r"\b(?:water|power|electricity|heating|gas|wages?|salary|pension|school|doctor|hospital|medicine|housing|rent|food|safety|disab\w+)\b"
)
_NOT_BASIC = (
    r"公园|广场舞|健身|绿化|景观|文化|旅游|演出|图书馆|体育馆|球场|篮球|羽毛球|游泳|夜景|亮化|美化|宠物|遛狗|路名|命名|雕塑|购物|商场|影院|麻将|外墙颜色|停车(?:费|位)|车位|收费标准|招商|"
    r"\b(?:park|playground|festival|concert|tourism|library|gym|swimming|parking|graffiti|landscap\w+|dogs?)\b"
)
_NOW = (
    r"现在|目前|正在|今天|昨天|昨晚|今晚|马上|立即|尽快|尽早|急|眼下|近日|最近|这几天|连日|\d+天(?:了|没)|几天(?:了|没)|还没(?:有)?(?:修|来|发|处理|解决)|仍未|至今|\b(?:now|today|tonight|yesterday|at once|right away|urgent\w*|currently|this week|soon)\b"
)
_LONG = (
    r"长期|长远|长效|规划|远期|未来|今后|十四五|十三五|机制|制度|立法|条例|体制|布局|发展战略|几年内|[二三四五\d]+年内|逐步|永久|根治|可持续|顶层设计|\b(?:long.term|plan(?:ning)?|future|strategy|in the coming years|policy|permanent\w*|law)\b"
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What the words suggest; None and nothing where they do not say."""

    kinds: tuple[Kind, ...] = ()
    reach: Reach | None = None
    basic: bool | None = None
    horizon: Horizon | None = None
    because: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain lists and words, fit for JSON."""
        row = asdict(self)
        row["kinds"] = list(self.kinds)
        row["because"] = {what: list(words) for what, words in self.because.items()}
        return row


def needs(text: str) -> Needs:
    """Kinds in the order 急 难 愁 盼; the other three where the words speak clearly for one side."""
    plain = unicodedata.normalize("NFKC", text[:_READ]).lower()
    because = dict(_kinds(plain, text))
    kinds = tuple(kind for kind in KINDS if kind in because)
    reach = _either(plain, "common", _COMMON, "individual", _OWN, because)
    basic = _either(plain, "basic", _BASIC, "not_basic", _NOT_BASIC, because)
    horizon = _either(plain, "now", _NOW, "long", _LONG, because)
    return Needs(
        kinds,
        reach,  # type: ignore[arg-type]
        None if basic is None else basic == "basic",
        horizon,  # type: ignore[arg-type]
        because,
    )


def _kinds(plain: str, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    now = urgency(text)
    if now.urgent:
        yield "urgent", now.because[:_MOST]
    for kind, pattern in (("hard", _HARD), ("worry", _WORRY), ("hope", _HOPE)):
        if words := _words(pattern, plain):
            yield kind, words


def _either(
    plain: str, one: str, first: str, other: str, second: str, because: dict[str, tuple[str, ...]]
) -> str | None:
    """The side that more different words speak for; undecided where neither does or both alike."""
    mine, theirs = _words(first, plain, 99), _words(second, plain, 99)
    if len(mine) == len(theirs):
        return None
    side, words = (one, mine) if len(mine) > len(theirs) else (other, theirs)
    because[side] = words[:_MOST]
    return side


def _words(pattern: str, plain: str, most: int = _MOST) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in re.finditer(pattern, plain)))[:most]
