"""Front doors in plain text: building, unit and room, and the number of a house in its street.

The street and the estate stay: where the matter is may be read, at whose door not.
"""

import re
from collections.abc import Iterator

from sanwen.methods.personal_kinds import Kind, Mark

_N = "[一二三四五六七八九十百零〇廿]"
_NUMBER = rf"(?:[0-9]{{1,4}}|{_N}{{1,5}})"
_BLOCK = (
    rf"(?:[A-Za-z]-?[0-9]{{0,3}}|[0-9]{{1,4}}(?:-?[A-Za-z]|-[0-9]{{1,3}})?|{_N}{{1,4}}"
    rf"|[甲乙丙丁戊东西南北])"
)
_UNIT = (
    rf" ?(?:[0-9]{{1,2}}|[A-Za-z]|{_N}{{1,3}}|[甲乙丙丁东西南北中])(?:单元|门洞|门(?=[0-9 "
    rf"]{{2}})|梯)"
)
_ROOM = rf"(?:[A-Za-z]?[0-9]{{2,5}}(?:-[0-9]{{1,4}})?[A-Za-z]?|{_N}{{3,5}}|[0-9])"
_ROOM_SIGN = (
    r"(?:号房|室|房(?![子屋产地东租改管贷款源价型])|号(?!线|楼|公馆|地块|院)|户(?![型口外籍主均]))"
)
_DWELLING = re.compile(
    # 3栋2单元501室, 12号楼, A座1203, 六栋二单元
    rf"(?<![0-9A-Za-z.共]){_BLOCK} ?(?:号 ?(?:楼栋?|栋|幢|座)|栋|幢|#(?:楼|栋)|座(?= "
    rf"?[0-9一二三四五六七八九十]))"
    rf"(?![别房民商高厂危违建])(?:{_UNIT})?(?: ?{_NUMBER} ?[楼层])? ?-?(?:{_ROOM} "
    rf"?{_ROOM_SIGN}?(?![户年平米元万多人0-9个家楼层月日时点余部台次]))?"
    # 2单元501室, 二单元
    rf"|(?<![0-9A-Za-z每]){_UNIT}(?: ?{_NUMBER} ?[楼层])?(?: ?-?{_ROOM} ?{_ROOM_SIGN}?(?!户|年"
    rf"|平|米|元|人|[0-9]|个|家))?"
    # 501室
    rf"|(?<![0-9A-Za-z.]){_ROOM} ?(?:号房(?!车)|室(?![内外友一两二三])"
    rf"|(?<=[0-9]{{3}})房(?![子屋产地东租改管贷款源价型车]))",
)
# A count of buildings is no address: 一栋, 两幢, 共12栋, 12栋楼.
_COUNTED = re.compile(rf"(?:{_N}|[几多半整])(?:栋|幢|单元|座)|十几|{_NUMBER}室[一两二三四1-4]?厅?")
_COUNT_BEFORE = re.compile(
    r"(?:共有?|总共|建有?|有|共计|约|近|这|那|哪|每|剩余?|新建|还有|计划|多达|拆除?|修建|规划"
    r"|盖了?|推出)$"
)
_COUNT_AFTER = re.compile(
    r"\s?(?:楼[^上下栋0-9]|楼$|住宅|房|别墅|高层|小高层|居民楼|建筑|多层|商品|安置|洋房|厂房"
    r"|门面|独栋|联排|、? ?共)"
)
_DASHED = re.compile(
    # 5-2-301, A-2-301
    r"(?<![0-9A-Za-z.\-])(?:[A-Za-z]?[0-9]{1,3}|[A-Za-z])[\-/][0-9]{1,2}[\-/][0-9]{3,4}(?![0-9A"
    r"-Za-z\-]|[年月日.])"
    r"|(?:住|家在|家是|户号|房号|[园苑区城府庭院寓湾楼郡里邸])[^0-9\n]{0,12}?([A-Za-z]?[0-9]"
    r"{1,3}-[0-9]{3,4})(?![0-9\-])"
)
_DOOR = re.compile(
    rf"(?:路|街|巷|道|里|弄|胡同|村|组|屯|庄|社|桥头|坊|小区|花园|门牌|门牌号|大院|段|湾|冲|塘"
    rf"|东|西|南|北|中|井|桥|坳|岭|岗|坡|园|苑|沟|垸|台|湖|屋|山|田|坝|庙|街道|镇|乡)(?::"
    rf"|号码?:?|第|附| )?"
    rf"({_NUMBER}(?:-[0-9]{{1,4}})?(?:弄 ?{_NUMBER})?号(?:之{_NUMBER}|附{_NUMBER}号?|院|大院"
    rf"|-[0-9]{{1,4}})?)"
    r"(?!线|楼|门|桥|地块|路|口|井|坝|矿|车|站|机|出|点|停|台|公|塘|岗|标|文|令|码|函|段|线|电"
    r"|航|煤|仓|厂|球|高|馆|隧|泵|图|变|[AaBb]|出入口|[0-9]|早|晚|凌|上午|下午|开始|左右|之前"
    r"|之后|前|后|当天|就|才|又)"
    rf"|(?<![0-9])([0-9]{{1,4}}弄 ?{_NUMBER}(?:支弄)? ?号)"
)
_ENGLISH = re.compile(
    r"\b(?:(?:Flat|Apt\.?|Apartment|Unit|Room|Rm\.?|Suite|Ste\.?|House|Block|Blk|Building|Bldg\.?)"
    r"(?: ?(?:No\.?|#)| number)? ?(?:[A-Z]?-?[0-9]{1,5}[A-Z]?|[A-Z])\b(?:(?:, ?| )(?=(?:Flat"
    r"|Apt|Unit|Room|Floor|Block|Building|[0-9])))?)+"
    r"|\b(?:No\.? ?)?[0-9]{1,5}[A-Za-z]?(?= (?:(?:[NSEW]\.?|North|South|East|West|Upper|Lower"
    r"|Old|New|St\.?) )?(?:[A-Z][A-Za-z'’.\-]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Way|Place|Pl|Terrace|Ter"
    r"|Boulevard|Blvd|Square|Sq"
    r"|Crescent|Gardens?|Row|Parkway|Pkwy|Circle|Cir|Mews|Grove|Parade)\b)"
    r"|(?<![A-Za-z])#[0-9]{1,3}-[0-9]{1,5}\b",
)
_LATIN = re.compile("[A-Za-z][a-z]*[. ] ?#?[0-9A-Z]|[0-9][A-Za-z]? [A-Z]|#[0-9]")
# A sign of a dwelling after a number, and the sign of a number in its street.
_SIGN = re.compile(rf"[栋幢座楼元梯室房#门](?<=[0-9A-Za-z甲乙丙丁戊东西南北中{_N[1:-1]} 号单#].)")
_STREET_SIGN = re.compile(rf"号(?<=[0-9{_N[1:-1]}]号)|弄")
_DASH = re.compile("[-/][0-9]{3}")
_BEFORE, _AFTER = 16, 28


def doors(plain: str) -> Iterator[Mark]:
    """The marks in `plain`; they may overlap."""
    for start, end in _windows(_SIGN, plain):
        for match in _DWELLING.finditer(plain, start, end):
            if not _is_count(match, plain):
                yield _mark(match)
    for start, end in _windows(_STREET_SIGN, plain):
        yield from map(_mark, _DOOR.finditer(plain, start, end))
    for start, end in _windows(_DASH, plain):
        yield from map(_mark, _DASHED.finditer(plain, start, end))
    if _LATIN.search(plain) is not None:
        yield from map(_mark, _ENGLISH.finditer(plain))


def _windows(sign: "re.Pattern[str]", plain: str) -> Iterator[tuple[int, int]]:
    """Where to look: around the signs, near ones together, so that most of the text is skipped."""
    start = end = 0
    for match in sign.finditer(plain):
        if match.start() > end:
            if end:
                yield start, end
            start = max(0, match.start() - _BEFORE)
        end = match.end() + _AFTER
    if end:
        yield start, end


def _mark(match: "re.Match[str]") -> Mark:
    start, end = match.span(match.lastindex or 0)
    written = match.string[start:end]
    start += len(written) - len(written.lstrip(" -"))
    end -= len(written) - len(written.rstrip(" -,"))
    return Mark(start, end, Kind.HOUSE, "cue" if match.lastindex else "shape")


def _is_count(match: "re.Match[str]", plain: str) -> bool:
    """三栋 houses are a number of houses; 三栋二单元 is where somebody lives."""
    words = match[0].strip()
    if _COUNTED.fullmatch(words):
        return True
    alone = words[-1] in "栋幢元楼" and not words.endswith("号楼")
    if not alone:
        return False
    before, after = plain[max(0, match.start() - 3) : match.start()], plain[match.end() :][:4]
    return bool(_COUNT_BEFORE.search(before) or _COUNT_AFTER.match(after))
