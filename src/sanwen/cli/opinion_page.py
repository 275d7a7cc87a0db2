"""The map as one page that needs nothing else: a drawing, and the same in tables."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from sanwen.cli.opinion_drawing import COLOURS, drawing
from sanwen.cli.opinion_words import words
from sanwen.methods.opinion import Group, OpinionMap, Tally
from sanwen.methods.percent import percent, span
from sanwen.methods.share import Share

Text = Callable[[int], str]
Key = Callable[[int], int | str]
SHOWN = 20

_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd}
td.n,th.n{text-align:right;white-space:nowrap}
svg{width:100%;height:auto;border:1px solid #ddd}
small{color:#555}
"""


def page(found: OpinionMap, text: Text, key: Key, language: str) -> str:
    said = words(language)
    parts = [
        f"<h1>{said['title']}</h1>",
        *(f"<p>{line}</p>" for line in _introduced(found, said)),
        drawing(found, said),
        f"<p><small>{said['key']}</small></p>",
        f"<h2>{said['unites']}</h2>",
        _united(found, said, lambda at: _named(at, text, key)),
        *_groups(found, said, lambda at: _named(at, text, key)),
        f"<h2>{said['votes']}</h2>",
        _everything(found, said, lambda at: _named(at, text, key)),
    ]
    return (
        f'<!DOCTYPE html><html lang="{said["lang"]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{said['title']}</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _introduced(found: OpinionMap, said: dict[str, str]) -> Iterable[str]:
    turnout = found.turnout
    yield said["turnout"].format(
        voted=turnout.voted,
        votes=turnout.votes,
        placed=turnout.placed,
        needed=turnout.needed,
        median=turnout.each[2],
    )
    yield said["self_chosen"]
    if not found.groups:
        yield said["no_groups"].format(p=found.p_no_groups)
        return
    yield said["groups"].format(k=found.k, p=found.p_no_groups)
    yield said["stability"].format(overall=found.stability.overall)
    if found.is_continuum:
        yield said["continuum"]


def _sides(found: OpinionMap) -> tuple[Group, ...]:
    """A field without clear sides is told without sides."""
    return () if found.is_continuum else found.groups


def letter(group: Group) -> str:
    return chr(ord("A") + group.number)


def _named(statement: int, text: Text, key: Key) -> str:
    return escape(f"{key(statement)}. {text(statement)}".rstrip(". "))


def _united(found: OpinionMap, said: dict[str, str], named: Text) -> str:
    rows = [
        (
            named(one.statement),
            said["agree" if one.direction > 0 else "disagree"],
            _percent(one.all),
            _percent(one.least),
            _percent(one.against),
        )
        for one in found.consensus[:SHOWN]
    ]
    return _table(
        (said["statement"], "", said["everybody"], said["least"], said["against"]), rows, said
    )


def _groups(found: OpinionMap, said: dict[str, str], named: Text) -> Iterable[str]:
    for group in _sides(found):
        colour = COLOURS[group.number % len(COLOURS)]
        title = said["group"].format(letter=letter(group), size=group.size)
        yield f'<h2><span style="color:{colour}">●</span> {title}</h2>'
        yield f"<p>{said['core'].format(core=group.core)} {said['sets_apart']}:</p>"
        rows = [
            (
                named(one.statement),
                said["agree" if one.direction > 0 else "disagree"],
                _percent(one.inside),
                _percent(one.outside),
            )
            for one in group.characteristic[:SHOWN]
        ]
        yield _table((said["statement"], "", said["here"], said["others"]), rows, said)


def _everything(found: OpinionMap, said: dict[str, str], named: Text) -> str:
    """Every statement with votes: agreement, disagreement, passing of all and of each group."""
    heads = (said["statement"], said["all"], *(letter(group) for group in _sides(found)))
    rows = []
    for statement, tally in enumerate(found.statements):
        if tally.seen:
            own = [tally if tally.seen >= found.at_least else None]
            own += [group.tallies[statement] for group in _sides(found)]
            rows.append((named(statement), *(_three(each, found, said) for each in own)))
    return _table(heads, rows, said)


def _three(tally: Tally | None, found: OpinionMap, said: dict[str, str]) -> str:
    if tally is None:
        return said["few"].format(least=found.at_least)
    parts = (("agree", tally.agreeing), ("disagree", tally.disagreeing), ("pass", tally.passing))
    return "<br>".join(f"{said[name]} {_percent(share)}" for name, share in parts)


def _percent(share: Share) -> str:
    return f"{escape(percent(share.value))} <small>({escape(span(share.low, share.high))})</small>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], said: dict[str, str]) -> str:
    if not rows:
        return f"<p>{said['nothing']}</p>"
    head = "".join(f'<th{_right(at)} scope="col">{each}</th>' for at, each in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(f"<td{_right(at)}>{each}</td>" for at, each in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _right(at: int) -> str:
    return ' class="n"' if at else ""
