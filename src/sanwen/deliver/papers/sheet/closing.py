"""What stands after the text: annexes, signature and date, the note, the closing block."""

from docx.document import Document as Word

from sanwen.deliver.papers.sheet import colophon
from sanwen.deliver.papers.sheet.content import Sheet, Signature
from sanwen.deliver.papers.sheet.marking import add, line, paragraph
from sanwen.deliver.papers.sheet.measures import signs, width

WITH_NEXT = "<w:keepNext/>"
NOTE = f'<w:ind w:firstLine="{signs(2)}"/><w:jc w:val="left"/>'
# With a seal the date ends four signs from the edge, without one two.
FROM_EDGE_SEALED, FROM_EDGE = 4.0, 2.0


def close(word: Word, sheet: Sheet) -> None:
    """All of it is kept together with the last words: no page holds a signature alone."""
    if sheet.annexes:
        _annexes(word, sheet)
    *before, (text, layout) = _last_lines(sheet)
    for one, its_layout in before:
        line(word, one, "Signature", layout=its_layout)
    last = paragraph(text, "Signature", layout=layout)
    if sheet.colophon is None:
        add(word, last)
        return
    # The block stands at the foot of the page of this line; the empty lines keep its room free.
    block = colophon.run(sheet.colophon)
    add(word, last.replace("</w:pPr>", f"</w:pPr>{block}", 1))
    for _ in range(colophon.lines(sheet.colophon)):
        line(word, "", "Signature")
    line(word, "", "Plain")


def _last_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """Signature, date, note: each with its layout."""
    found = []
    if sheet.signature:
        found.append(("", ""))
        for text, edge in _placed(sheet.signature):
            layout = f'<w:ind w:right="{signs(edge)}"/><w:jc w:val="right"/>'
            found.append((text, layout))
    if sheet.note:
        found.append((f"（{sheet.note}）", NOTE))
    return found or [("", "")]


def _annexes(word: Word, sheet: Sheet) -> None:
    line(word, "", "Plain", layout=WITH_NEXT)
    if len(sheet.annexes) == 1:
        line(word, f"附件：{sheet.annexes[0]}", "Body", layout=WITH_NEXT)
        return
    for number, annex in enumerate(sheet.annexes, start=1):
        before = "附件：" if number == 1 else "　　　"
        line(word, f"{before}{number}.{annex}", "Body", layout=WITH_NEXT)


def _placed(signature: Signature) -> list[tuple[str, float]]:
    """Each line with its distance from the right edge, in signs."""
    name, day = width(signature.name), width(signature.day)
    if signature.sealed:
        edge = FROM_EDGE_SEALED
        of_name = edge + (day - name) / 2
        if of_name < 0:
            # A long name moves to the edge, and the date under its middle.
            of_name, edge = 0.0, (name - day) / 2
        return [(signature.name, of_name), (signature.day, edge)]
    # The date begins two signs right of where the name begins.
    of_name, edge = FROM_EDGE, FROM_EDGE + name - 2 - day
    if edge < FROM_EDGE:
        of_name, edge = of_name + FROM_EDGE - edge, FROM_EDGE
    return [(signature.name, of_name), (signature.day, edge)]
