"""What stands after the text: annexes, signature and date, the note, the closing block."""

from docx.document import Document as Word

from sanwen.deliver.papers.sheet import colophon
from sanwen.deliver.papers.sheet.content import Sheet, Signature
from sanwen.deliver.papers.sheet.marking import add, line, paragraph
from sanwen.deliver.papers.sheet.measures import signs, width

# With a seal the date ends four signs from the edge, without one two.
FROM_EDGE_SEALED, FROM_EDGE = 4.0, 2.0


def close(word: Word, sheet: Sheet) -> None:
    if sheet.annexes:
        _annexes(word, sheet)
    *before, (text, style, layout) = _last_lines(sheet)
    for each in before:
        line(word, each[0], each[1], layout=each[2])
    # On the last line, so that the closing block stands on the last page.
    last = paragraph(text, style, layout=layout)
    if sheet.colophon:
        last = last.replace("</w:pPr>", f"</w:pPr>{colophon.run(sheet.colophon)}", 1)
    add(word, last)


def _last_lines(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Signature, date, note: each with its style and its own layout."""
    found = []
    if sheet.signature:
        found.append(("", "Signature", ""))
        for text, edge in _placed(sheet.signature):
            layout = f'<w:ind w:right="{signs(edge)}"/><w:jc w:val="right"/>'
            found.append((text, "Signature", layout))
    if sheet.note:
        found.append((f"（{sheet.note}）", "Body", ""))
    return found or [("", "Plain", "")]


def _annexes(word: Word, sheet: Sheet) -> None:
    line(word, "", "Plain")
    if len(sheet.annexes) == 1:
        line(word, f"附件：{sheet.annexes[0]}", "Body")
        return
    for number, annex in enumerate(sheet.annexes, start=1):
        before = "附件：" if number == 1 else "　　　"
        line(word, f"{before}{number}.{annex}", "Body")


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
