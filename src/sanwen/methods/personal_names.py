"""People's names in plain text: after a cue, before a title, and full names that look like one."""

import re
from collections.abc import Iterable, Iterator

from sanwen.methods.personal_kinds import FILL, Kind, Mark
from sanwen.methods.personal_words import (
    BROKEN,
    COMMON,
    COMPOUND,
    CUES,
    GIVEN,
    LEFT,
    NEVER_GIVEN,
    NOT_NAMES,
    STRONG,
    SURE_CUES,
    TITLES,
    VERBS,
    WEAK,
)

_CJK = "\u3400-\u9fff"
_SURNAME = f"(?:{'|'.join(COMPOUND)}|[{STRONG}{WEAK}])"
_TITLE = re.compile(f"(?<=[{_CJK}])(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})")
_SHORT_TITLE = re.compile(
    f"(?<![{_CJK}])([{STRONG}][总哥姐叔姨伯婶嫂工局处董](?![{_CJK}])"
    f"|[老小阿](?!钱)[{STRONG}](?![{_CJK}]))"
    f"|([老小](?!钱)[{STRONG}])(?=[,。、说讲]|的(?:电话|手机|家))"
)
_CUE = re.compile(
    f"(?:{'|'.join(sorted(CUES, key=len, reverse=True))})"
    f'(?:姓名|名叫|名字|叫做?|是|为|:|\\(|"|“| )*(?=[{_CJK}])'
)
_COLON = re.compile(r"[:=] ?$|叫$")
# 张某, 王某强, 李某某, 陈XX; 某些 and 某公司 are nobody.
_SOMEBODY = re.compile(
    f"(?:{'|'.join(COMPOUND)}|[{STRONG}]|(?<![{_CJK}])[{WEAK}])"
    f"(?:[{GIVEN}]?某(?![些个地种一小大公单村市县部天日时次样人家楼局镇])"
    f"(?:某|[{_CJK}](?![{_CJK}])|[{GIVEN}])?|(?:XX?|xx?|\\*\\*?)(?![A-Za-z0-9*]))"
)
# 买买提·艾力: most of its signs are those that foreign sounds are written with.
_SOUNDS = (
    "阿艾安巴布达迪尔古哈吉加卡克库拉里力麦买木穆那娜尼帕热萨赛山塔提吐图托瓦西亚伊依玉扎江孜合"
    "丁曼米斯罕肉孜约翰史密杰森大卫玛丽露维奇洛娃德夫"
)
_DOTTED = re.compile(
    f"[{_CJK}]?[{_SOUNDS}]{{1,5}}·[{_SOUNDS}]{{1,6}}[{_CJK}]?(?:·[{_SOUNDS}]{{1,6}})?"
)
_FULL = re.compile(f"(?:{'|'.join(COMPOUND)}|[{STRONG}])[{_CJK}]{{2}}")
_LIST = re.compile(f"{FILL}(?:、|和|与|及|以及)({_SURNAME}[{_CJK}]{{1,2}})(?=[^{_CJK}]|$|等)")
_SIGNED = re.compile(
    f"(?:^|\n|此致|敬礼|敬上)[ !,.。]*({_SURNAME}[{_CJK}]{{1,2}})(?: ?(?:敬上|上|书|拜上))?[ "
    f"。]*(?:\n|$|[ ,]*20[0-9]{{2}})"
)
_WORD = r"[A-Z][A-Za-z'’\-]+"
_ENGLISH = re.compile(
    rf"(?i:\bmy name is|\bmy name's|\bname ?:|\bi am|\bi'm|\bthis is|\bcontact(?: person)? ?:"
    rf"|\bnamed|\bcalled|\bsigned,?|\bregards,|\bsincerely,|\byours,|\bask for|\bcc ?:)"
    rf"\s+(?!(?:{'|'.join(NOT_NAMES)})\b)({_WORD}(?: (?:[A-Z]\. ?)?{_WORD}){{0,3}})"
    rf"|(?<![A-Za-z])(?i:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Officer|Councillor|Uncle|Aunt"
    rf"|Mister|Detective|Sgt|Sergeant|Alder)\.? ({_WORD}(?: {_WORD})?)"
)
_LATIN = re.compile("[A-Z][a-z]")


def names(plain: str) -> Iterator[Mark]:
    """The marks in `plain`, surest first; they may overlap."""
    found = list(_told(plain))
    yield from found
    yield from _again(plain, found)


def _told(plain: str) -> Iterator[Mark]:
    yield from _cued(plain)
    yield from _titled(plain)
    for pattern, because in ((_SOMEBODY, "surname"), (_SHORT_TITLE, "title"), (_LIST, "list")):
        for match in pattern.finditer(plain):
            yield _group(match, because)
    if "·" in plain:
        yield from (_group(match, "shape") for match in _DOTTED.finditer(plain))
    yield from (_group(match, "cue") for match in _SIGNED.finditer(plain) if _may_be(match[1]))
    yield from _full(plain)
    if _LATIN.search(plain) is not None:
        yield from (_group(match, "cue") for match in _ENGLISH.finditer(plain))


def _group(match: "re.Match[str]", because: str) -> Mark:
    return Mark(*match.span(match.lastindex or 0), Kind.NAME, because)


def _may_be(words: str) -> bool:
    return words[:2] not in COMMON and not any(sign in NEVER_GIVEN for sign in words[1:])


def _cued(plain: str) -> Iterator[Mark]:
    """After 我叫, 联系人: and the like; with a colon whatever short word stands there."""
    for match in _CUE.finditer(plain):
        if plain[match.end() - 1] + plain[match.end()] in BROKEN:
            continue
        end = _name_end(plain, match.end(), sure=bool(_COLON.search(match[0])))
        told = match[0].startswith(SURE_CUES) or plain[match.end()] not in WEAK
        if end and (told or end - match.end() > 2):
            yield Mark(match.end(), end, Kind.NAME, "cue")


def _name_end(plain: str, start: int, *, sure: bool) -> int:
    """Where the name that begins here ends; 0 where none begins."""
    run = _run(plain, start)
    surname = 2 if run[:2] in COMPOUND else 1
    if run[:2] in COMMON or run[:3] in COMMON or (run[:1] not in STRONG + WEAK and surname == 1):
        foreign = sure and 2 <= len(run) <= 4 and not any(sign in NEVER_GIVEN for sign in run)
        return start + len(run) if foreign and run[:2] not in COMMON else 0
    for given in (2, 1):
        length = surname + given
        certain = sure or surname == 2 or run[0] in STRONG
        if len(run) >= length and _ends(run[surname - 1 :], given + 1, sure=certain):
            return start + length
    return start + 1 if sure and len(run) == 1 else 0


def _run(plain: str, start: int) -> str:
    """The Chinese characters from here, at most six."""
    end = start
    while end < min(len(plain), start + 6) and "\u3400" <= plain[end] <= "\u9fff":
        end += 1
    return plain[start:end]


def _ends(run: str, length: int, *, sure: bool) -> bool:
    """Whether a name of so many characters is likely: its signs are a name's, then words go on."""
    given, after = run[1:length], run[length:]
    if any(sign in NEVER_GIVEN for sign in given):
        return False
    free = not after or after.startswith(VERBS)
    if all(sign in GIVEN for sign in given[-2:]):
        return sure or free
    if free and (sure or not after):
        return True
    # 张三反映: the shorter one, unless the last sign is a name's.
    return sure and (len(given) == 1 or (given[-1] in GIVEN and not given.startswith(VERBS)))


def _titled(plain: str) -> Iterator[Mark]:
    for match in _TITLE.finditer(plain):
        start = _title_start(plain, match.start())
        if start is not None:
            yield Mark(start, match.start(), Kind.NAME, "title")


def _title_start(plain: str, end: int) -> int | None:
    """Where the name before a title begins: the longest that stands free, else the surname."""
    for given in (2, 1, 0):
        for surname in (2, 1):
            start = end - given - surname
            if start >= 0 and _is_called(plain, start, start + surname, end):
                return start
    return None


def _is_called(plain: str, start: int, given: int, end: int) -> bool:
    surname = plain[start:given]
    if surname not in COMPOUND and not (len(surname) == 1 and surname in STRONG + WEAK):
        return False
    before = plain[start - 1] if start else ""
    if before + surname in BROKEN or (given < end and plain[start : start + 2] in COMMON):
        return False
    if any(not _is_cjk(sign) or sign in NEVER_GIVEN for sign in plain[given:end]):
        return False
    free = before in LEFT or not (_is_cjk(before) or before.isalnum())
    if given == end:
        return surname not in WEAK or free
    named = all(sign in GIVEN for sign in plain[given:end])
    return (named and (free or surname not in WEAK)) or (free and surname not in WEAK)


def _full(plain: str) -> Iterator[Mark]:
    """A surname and two signs that names are made of, standing free, where no place name is."""
    for match in _FULL.finditer(plain):
        start, end = match.span()
        if _stands_as_name(plain, start, end):
            yield Mark(start, end, Kind.NAME, "surname")


def _stands_as_name(plain: str, start: int, end: int) -> bool:
    words, before, after = plain[start:end], plain[start - 1 : start], plain[end : end + 1]
    if words[:2] in COMMON or words[1:3] in COMMON or before + words[0] in BROKEN:
        return False
    given = words[2:] if words[:2] in COMPOUND else words[1:]
    if any(sign in NEVER_GIVEN for sign in given) or given.startswith(VERBS):
        return False
    # 楚建建[2013]282号 is a document, 马坡岭 a hill.
    if after in ("[", "〔") or given[-1] in "岭坪塘冲垸湾洲坡垅":
        return False
    alone = not _is_cjk(before) and not _is_cjk(after)
    free = not _is_cjk(before) or before in LEFT
    goes_on = not _is_cjk(after) or plain[end:].startswith(VERBS)
    if (
        (not _is_cjk(before) or before in _BEFORE_PEOPLE)
        and after not in _OF_PLACES
        and given[-1] not in _ENDS_PLACES
    ):
        goes_on = True
    named = sum(sign in GIVEN for sign in given)
    strong = words[0] in STRONG or words[:2] in COMPOUND
    return strong and ((alone and named > 0) or (free and goes_on and named == len(given)))


_ENDS_PLACES = "城府园苑郡庭寓家洲岛塘庙寺路桥湖山河中生大小阁轩居都新东西南北"
_BEFORE_PEOPLE = "找叫由让被"
_OF_PLACES = "路街村镇乡县市区山河桥湖学院公司小中大医人民社超酒宾饭花广工商银建国新公"


def _again(plain: str, found: Iterable[Mark]) -> Iterator[Mark]:
    """A name once found is the same person's wherever it stands in the text."""
    known: dict[str, int] = {}
    for mark in found:
        length = mark.end - mark.start
        if length > 2 or mark.because == "cue":
            known[plain[mark.start : mark.end]] = length
        elif mark.because == "title":
            # A surname is only his with his title.
            known[plain[mark.start : mark.end + 2]] = length
    for words, length in known.items():
        for match in re.finditer(re.escape(words), plain):
            before = plain[match.start() - 1 : match.start()]
            if len(words) < 3 and _is_cjk(before) and before not in LEFT:
                continue
            yield Mark(match.start(), match.start() + length, Kind.NAME, "again")


def _is_cjk(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
