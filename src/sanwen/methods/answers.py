"""What an answer lacks, pointed out to whoever writes it before it goes; nothing is ever blocked.

Countable rules over tables (data/plain_words.toml, data/tone.toml) and likeness to earlier answers:
each finding names the words or the number it rests on. It is no oracle: a finding may be wrong, and
an answer without any may be a bad one.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from sanwen.methods.text import bigrams, normalise

CODES = (
    *("unanswered", "same_for_all", "one_block", "short", "away"),
    *("no_ground", "no_date", "no_remedy", "like_others", "cold", "hard_words"),
)
# Fewer characters than this say little, in Chinese and in English.
SHORT, SHORT_LATIN = 60, 120
# From this overlap of character pairs two answers are nearly the same; from so many of them it is
# worth saying.
ALIKE, MANY_ALIKE = 0.8, 2
# In one block, an item whose pairs the answer has fewer than this share of was perhaps forgotten.
TOUCHED = 0.05
_COMPARED = 800
_MOST = 6
_ANY_LENGTH = 1_000_000
_GAP = re.compile(r"<(\d+)>")
_GROUND = re.compile(
    r"《[^》]{2,60}》|第[一二三四五六七八九十百零\d]+[条款项]|〔?\d{4}〕?\d+号|根据|依据|按照|依照|规定|"
    r"经[^，。]{0,10}(?:查|核|调查|现场|走访|了解|核实|检测|鉴定)|现场(?:查看|核实|勘)|实地|据(?:查|了解|悉|调查)|[中招]标|调查(?:核实|发现|了解)|查明|核查|检测|"
    r"\b(?:act|law|regulation|section|article|inspect\w*|found|under the|according to|checked)\b"
)
_DATE = re.compile(
    r"\d{1,2}月|\d{4}-\d{1,2}-\d{1,2}|"
    r"[一二三四五六七八九十\d]+个?(?:工作日|月|天|小时|日|周)(?:内|之内|以内|左右|前)|(?:今|明|后)(?:天|日|年)|"
    r"本(?:月|周|年|季度)|下(?:个?月|周|半年|星期)|年底|月底|"
    r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|"
    r"\b(?:within|in) \w+ (?:working )?days?\b|"
    r"\b(?:today|tomorrow|next week|by the end of)\b"
)
_REMEDY = re.compile(
    r"复查|复核|复议|诉讼|起诉|仲裁|申诉|不服|异议|不满意|如(?:有|您)?[^。]{0,8}(?:疑问|问题|意见)|如仍|再次反映|"
    r"(?:致电|拨打|联系|咨询|来电|电话)[^。]{0,16}\d{3,}|\d{3,}[^。]{0,4}联系|12345|12348|"
    r"\b(?:appeal|review|court|arbitration|object|disagree|complain|call us|write to us)\b"
)
# A thing that wants an answer, not a sigh in the form of a question.
_WANTED = re.compile(
    r"请问|咨询|能否|能不能|可否|是否(?!有何)|何时|什么时候|多久|多少|哪里|哪个|几[月号天]|(?:希望|要求|请求|恳请)[^。]{4,}|"
    r"\b(?:please|when|could|can you|how (?:much|long|many)|where|which)\b"
)
# Where, when or by which number: then a person can go there tomorrow.
_WAY = re.compile(
    r"\d{3,4}[-－—]\d{5,}|\d{7,}|\*{5,}|电话|号码|地址|\d+号(?!文|令)|窗口[一二三四五六七八九十\d]|\d+[:点时]|周[一二三四五六日]|"
    r"工作日|网址|https?:|\b(?:room|street|tel|phone|monday|friday|am|pm|o'clock)\b"
)
# A signature's day at the end says when it was written, not when anything happens.
_SIGNED = re.compile(r"(?:\s*\d{4}年\d{1,2}月\d{1,2}日\s*)+$")
_GREETING = re.compile(
    r"^\W*(?:尊敬的)?(?:网友|市民|居民|先生|女士)?\W{0,2}[\w*]{0,14}\W{0,3}(?:您|你)好[\W]*|"
    r"感谢(?:您|你)[^。]{0,30}[。!]?$"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it goes out: the reply to each thing asked, and what stands around it.

    Where one text answers everything, `replies` has one entry. `dated` says that a day was given
    in a field of its own.
    """

    replies: Sequence[str]
    ground: str = ""
    next_step: str = ""
    remedy: str = ""
    dated: bool = False

    @property
    def words(self) -> str:
        return "\n".join(part for part in (*self.replies, self.next_step) if part.strip())


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is one of CODES; `because` the words, or the number, that it rests on."""

    code: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A hard word of the text and what to say instead."""

    word: str
    instead: str


def checks(asked: Sequence[str], reply: Draft, *, others: Sequence[str] = ()) -> list[Finding]:
    """What to point out, the weightiest first; nothing where nothing is found.

    `asked` are the things asked, one by one; `others` the words of earlier answers of the unit.
    """
    plain = _plain(reply.words)
    found = [
        *_item_by_item(asked, reply),
        *_length(plain),
        *_away(plain),
        *_what_is_missing(plain, reply),
        *_like(reply.words, others),
        *_tone(plain),
        *_hard(reply),
    ]
    return sorted(found, key=lambda finding: CODES.index(finding.code))


def plainer(text: str) -> list[Suggestion]:
    """The hard words of a text, in their order, each with what to say instead."""
    plain = _plain(text)
    at = {match.start(): match.group() for match in _hard_pattern().finditer(plain)}
    words = dict.fromkeys(at[start] for start in sorted(at))
    return [Suggestion(word, _plain_words()[word]) for word in words]


def _item_by_item(asked: Sequence[str], reply: Draft) -> Iterator[Finding]:
    given = [one for one in reply.replies if one.strip()]
    if len(asked) > 1 and len(reply.replies) == len(asked):
        empty = [one for one, said in zip(asked, reply.replies, strict=True) if not said.strip()]
        if empty:
            yield Finding("unanswered", tuple(empty[:_MOST]))
    if len(given) > 1 and len({normalise(one) for one in given}) == 1:
        yield Finding("same_for_all", (given[0][:80],))
    if len(given) == 1 == len(reply.replies) < len(asked):
        yield from _block(asked, given[0])


def _block(asked: Sequence[str], block: str) -> Iterator[Finding]:
    """One text for several things: which of them it does not touch at all."""
    pairs = bigrams(block)
    left = [one for one in asked if _WANTED.search(one) and _touched(one, pairs) < TOUCHED]
    if left:
        yield Finding("unanswered", tuple(left[:_MOST]))
    if len(asked) > 2 and not re.search(
        r"[一二三四五1-9][、.)是]|问题[一二三1-9]|第[一二三]", block
    ):
        yield Finding("one_block", (str(len(asked)),))


def _touched(one: str, pairs: frozenset[str]) -> float:
    mine = bigrams(one)
    return len(mine & pairs) / len(mine) if mine else 1.0


def _length(plain: str) -> Iterator[Finding]:
    words = _SIGNED.sub("", plain)
    while (bare := _GREETING.sub("", words)) != words:
        words = bare
    least = SHORT if re.search(r"[\u4e00-\u9fff]", words) else SHORT_LATIN
    if len(words.strip()) < least:
        yield Finding("short", (str(len(words.strip())),))


def _away(plain: str) -> Iterator[Finding]:
    """Sent elsewhere, or only passed on, with neither a number nor a place nor an hour."""
    words = _SIGNED.sub("", plain)
    for pattern, most in _tables()["away"]:
        for match in pattern.finditer(words) if len(words) <= most else ():
            around = words[max(0, match.start() - 40) : match.end() + 80]
            if not _WAY.search(around):
                yield Finding("away", (match.group().strip(),))
                return


def _what_is_missing(plain: str, reply: Draft) -> Iterator[Finding]:
    if not reply.ground.strip() and not _GROUND.search(plain):
        yield Finding("no_ground")
    if not reply.dated and not _DATE.search(_SIGNED.sub("", plain)):
        yield Finding("no_date")
    if not reply.remedy.strip() and not _REMEDY.search(plain):
        yield Finding("no_remedy")


def _like(words: str, others: Sequence[str]) -> Iterator[Finding]:
    """How many earlier answers are nearly the same, by the overlap of their character pairs."""
    mine = bigrams(words[:_COMPARED])
    if len(mine) < 10:
        return
    alike = sum(_dice(mine, _pairs(other[:_COMPARED])) >= ALIKE for other in others)
    if alike >= MANY_ALIKE:
        yield Finding("like_others", (str(alike), str(len(others))))


@lru_cache(maxsize=2048)
def _pairs(other: str) -> frozenset[str]:
    """The same earlier answers are asked again with every check while somebody writes."""
    return bigrams(other)


def _dice(mine: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(mine & other) / (len(mine) + len(other)) if other else 0.0


def _tone(plain: str) -> Iterator[Finding]:
    found = [
        match.group() for pattern, _most in _tables()["cold"] for match in pattern.finditer(plain)
    ]
    if found:
        yield Finding("cold", tuple(dict.fromkeys(found))[:_MOST])


def _hard(reply: Draft) -> Iterator[Finding]:
    found = [one.word for one in plainer(f"{reply.words}\n{reply.remedy}")]
    if found:
        yield Finding("hard_words", tuple(found[:_MOST]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()


@cache
def _tables() -> dict[str, list[tuple[re.Pattern[str], int]]]:
    """Each pattern with the length of text beyond which it says nothing."""
    return {
        name: [(_compiled(row["pattern"]), row.get("most", _ANY_LENGTH)) for row in rows]
        for name, rows in _read("tone").items()
    }


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_GAP.sub(r"[^,。;!?\\n]{0,\1}", pattern))


@cache
def _plain_words() -> dict[str, str]:
    return {
        word: instead for rows in _read("plain_words").values() for word, instead in rows.items()
    }


@cache
def _hard_pattern() -> re.Pattern[str]:
    """Longest first; English words whole."""
    words = sorted(_plain_words(), key=len, reverse=True)
    parts = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words]
    return re.compile("|".join(parts))


def _read(name: str) -> dict[str, Any]:
    file = resources.files("sanwen.methods").joinpath(f"data/{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
