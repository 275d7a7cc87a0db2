"""One place of the tree of legal ways, in words: a question, or an end with its dates."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from sanwen.core.dates import day_words
from sanwen.deliver.matters.periods import period, rule_of
from sanwen.deliver.matters.presets import route
from sanwen.deliver.procedures.tree import PARTS, Counted, End, in_language, tree
from sanwen.methods.clock import OutOfRangeError


@dataclass(frozen=True, slots=True)
class Asked:
    code: str
    words: str
    hint: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Last:
    """A last day; empty as long as no day was given."""

    rule: str
    name: str
    begins: str
    article: str
    day: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    code: str
    name: str
    what: str
    where: str
    by_when: str
    bring: str
    ground: str
    as_route: str
    procedure: str
    sealed: bool
    lasts: list[Last]


def asked(code: str = "") -> Asked | None:
    language, one = get_language() or "", tree().questions.get(code or tree().first)
    if one is None:
        return None
    words, hint = in_language(one.words, language), in_language(one.hint, language)
    return Asked(one.code, words, hint, one.yes, one.no)


def reached(code: str, day: date | None = None) -> Reached | None:
    language, one = get_language() or "", tree().ends.get(code)
    if one is None:
        return None
    texts = _texts(one, language)
    return Reached(
        code=one.code,
        name=in_language(one.name, language),
        what=in_language(one.what, language),
        where=texts["where"],
        by_when=texts["by_when"],
        bring=texts["bring"],
        ground=texts.get("ground", ""),
        as_route=one.as_route,
        procedure=one.procedure,
        sealed=one.sealed,
        lasts=[_last(counted, day, language) for counted in one.clocks],
    )


def _texts(one: End, language: str) -> dict[str, str]:
    if one.texts:
        return {part: in_language(one.texts[part], language) for part in PARTS}
    return route(one.route, language)


def _last(counted: Counted, day: date | None, language: str) -> Last:
    rule = rule_of(counted.rule, None)
    last = Last(
        counted.rule, rule.name_in(language), in_language(counted.begins, language), rule.article
    )
    if day is None:
        return last
    try:
        ends = period(counted.rule, day)
    except OutOfRangeError:
        return last
    return Last(
        last.rule, last.name, last.begins, last.article, day_words(ends.on), ends.provisional
    )
