"""Roads, estates, villages and buildings in plain text, told by how their names end."""

import re
from collections.abc import Iterator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# What the name of a place ends with, longest first: so 大街 is not taken for 街.
_SUFFIXES = _words(
    """
    高速公路 工业园区 经济开发区 安置小区 地铁站 火车站 汽车站 公交站 高铁站 客运站 加油站 收费站
    派出所 幼儿园 体育馆 图书馆 博物馆 菜市场 农贸市场 批发市场 步行街 商业街 风景区 开发区 工业园
    科技园 产业园 安置区 社区 小区 花园 家园 公寓 新村 山庄 华庭 花苑 新城 大厦 广场 大楼 市场 商场
    商城 超市 医院 卫生院 学校 小学 中学 大学 公园 车站 大桥 立交桥 立交 天桥 水库 码头 大道 大街
    胡同 高速 国道 省道 县道 环线 隧道 名城 国际城 世家 雅苑 公馆 名邸 名都 佳园 嘉园 豪庭 新苑 学府
    街道 路 街 巷 弄 苑 村 镇 乡 屯 寨 桥 站 湖 河 港 湾 园 府 庭 塘 坪 岭
"""
)
_SUFFIX = re.compile("(?:" + "|".join(sorted(_SUFFIXES, key=len, reverse=True)) + ")")
_MORE = re.compile(
    "小区|社区|花园|[一二三四五六七八九十东南西北中]段|[一二三四1-9]期(?=小区)?"
    "|(?<=村)[\u4e00-\u9fff]{1,2}组"
)
# Where a name begins after: function words, verbs of telling, bigger places. Those of one sign
# that names are made of too (向阳村, 上河街) count only in a longer stretch.
_STOP = re.compile(
    "[的了在是与及到从往把被将由至住也都就还又很我你他她它们您这那该此其某每各本离距于让给请去经"
    "沿临靠近旁说没不个条座如受无则并且使但因若若非含据共需要能够曾]"
    "|位于|坐落|地处|关于|反映|投诉|举报|咨询|建议|希望|请问|附近|对面|旁边|路过|途经|经过"
    "|居住|家住"
    "|租住|购买|买的|开发|前往|来到|因为|由于|领导|政府|工作|规划|影响|什么|如何|然而|虽然"
    "|现有|现在"
    "|任何|导致|相关|村民|业主|配套|普惠|建设|调查|修建|新建|组织|部分|正在|多次|右转|左转"
    "|已经|时间|通过"
    "|教育局|住建局|管理|居民|小孩|孩子|多数|所有|一家|属于|全体|上级|当地|严重|感谢|相信|实施"
    "|城际|市政|求|自然|对小区|尽早|自己|以前|包括|侵占|毁坏|造成|评为|市民|宅小区|之路|关键"
    "|首末|终点|营销"
    "|违反|尽快|更何|人员|作为|千家|马路|立案|中国|属中学|存在|有关|许多|很多|去年|今年|一直"
    "|进入|上学"
    "|省|自治区|街道|[0-9a-z]*[市县区镇乡](?!场|民|政|委|道|间|域|里|街|村)"
)
_WEAK_STOP = re.compile("[和或向对前后内外里上下过来有等段处为读入修只]")
_SIGNS = re.compile("[\u3400-\u9fffa-z0-9·]+$")
# With these before it, the word is of any place and names none.
_GENERIC = frozenset(
    _words(
        """
        道 马 公 铁 线 电 网 一 两 二 三 修 水泥 主 主干 支 小 大 老 新 旧 农 乡 全 整 多 几 条
        出 门 同 思 走 堵 断 行 半 让 问 迷 带 顺 回 后 上 下 过 高 通 居民 农民 业主 住宅 商业
        周边 整个 多个 所有 那个 这个 城市 城镇 农村 乡村 老旧 拆迁 安置 隔壁 别的 其他 一些 有些
        部分 当地 附近 原 现 新建 老城 城中 幸福感 公立 私立 民营 民办 公办 中 省 市 县 区 镇 学
        教 小学 大型 重点 医 水 土 房 商 公租 廉租 工业 高新 经济 技术 汽车 火车 公交 地铁 高铁
        客运 加油 收费 充电 服务 工作 变电 泵 基 车 网 停车 起点 终 终点 换乘 派出 菜 农贸 批发
        建材 步行 街 老 逛 分 小 班 党 项目 领导 工作 课题 村民 生产 人物 词 重 江 山 运 天 过街
        人行 高架 立交 断头 烂尾 泥巴 石子 砂石 柏油 沥青 盲 岔 交叉 进出 进城 必经 网 销 门 思
        海 学 校 家 乐 庄 公墓 果 菜 田 幼儿 动物 植物 花 城 政府 首 官 王 乡镇
        """
    )
)
# Whatever ends like this is a word: 铁路, 冲突, 垃圾站, 动物园, 政府, 农村.
_WORDS = re.compile(
    "(?:[公铁线道马思出电网套门让走半快弯问水毛泥绕支岔迷修石讲].{0,1}路"
    "|[垃搅服中质变工充空监测检气泵驿].{0,3}站|[动植]物园|政府|官府"
    "|[农乡全整同本各邻].?村|[小学校幼].?园|产业园|入园|[乡城集].?镇|城乡|逛街|上街|网站|车站"
    "|家庭|法庭|[高小中初]学校"
    "|商业街|步行街|[过搭架便天]桥|十字路|海港|香港|入河|公交站|地铁站|加油站|收费站|红绿灯.*"
    "|道路|多.?路|村村|开园|池塘|水塘|水河)$"
)
_LONGEST = 7
_ENGLISH = re.compile(
    r"(?:(?<=\s)|^)(?:(?:no\.? ?)?[0-9]+[a-z]? )?((?:(?!(?:the|a|an|on|at|in|of|near|by|to"
    r"|from|and|this|that|my|our|is|was|along|along|down|up|whole|main road)\b)[a-z0-9'.\-]+ "
    r"){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|bridge|park|square"
    r"|station|village|estate|hospital|school|market|plaza|gardens?)\b)"
)
_LATIN = re.compile("[a-z]{2} [a-z]{2}")


def landmarks(plain: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, sure) of each; `plain` is lower case, areas found before are filled."""
    after = 0
    for match in _SUFFIX.finditer(plain):
        found = _named(plain, match, after)
        if found:
            after = found[1]
            yield found
    if _LATIN.search(plain) is not None:
        for match in _ENGLISH.finditer(plain):
            yield *match.span(1), False


def _named(plain: str, suffix: "re.Match[str]", after: int) -> tuple[int, int, bool] | None:
    """The name that ends with this suffix, with a plain beginning, or none."""
    if suffix.start() <= after:
        return None
    window = max(after, suffix.start() - _LONGEST - 1)
    signs = _SIGNS.search(plain[window : suffix.start()])
    if not signs:
        return None
    stem, free = _stem(signs[0])
    free = free or signs.start() > 0 or window in (0, after)
    least = 2 if len(suffix[0]) == 1 else 1
    if not least <= len(stem) <= _LONGEST or stem in _GENERIC or _WORDS.search(stem + suffix[0]):
        return None
    return suffix.start() - len(stem), _whole(plain, suffix.end()), free and len(stem) <= 5


def _stem(signs: str) -> tuple[str, bool]:
    """What of the signs before a suffix belongs to the name, and whether a word cut it off."""
    cuts = [stop.end() for stop in _STOP.finditer(signs)]
    stem = signs[cuts[-1] :] if cuts else signs
    weak = [stop.end() for stop in _WEAK_STOP.finditer(stem) if len(stem) - stop.end() > 1]
    if weak and len(stem) > 3:
        return stem[weak[-1] :], True
    return stem, bool(cuts)


def _whole(plain: str, end: int) -> int:
    """Where the name ends: 花园 may go on with 小区, a road with its stretch."""
    more = _MORE.match(plain, end)
    return more.end() if more else end
