"""The service slip 送达回证: a ruled form on its own page, to be signed and brought back."""

from docx.document import Document as Word

from sanwen.deliver.papers.sheet.content import Row, Slip
from sanwen.deliver.papers.sheet.marking import add, line, paragraph
from sanwen.deliver.papers.sheet.measures import TEXT_WIDTH
from sanwen.deliver.papers.sheet.styles import W

NAME_WIDTH = 2400
ROW_HEIGHT = 680
BREAK = "<w:pageBreakBefore/>"


def attach(word: Word, slip: Slip, *, own_page: bool = True) -> None:
    line(word, slip.title, "PaperTitle", layout=BREAK if own_page else "")
    line(word, slip.number, "Number")
    line(word, "", "Cell")
    add(word, _table(slip))
    if slip.note:
        line(word, slip.note, "Cell")


def _table(slip: Slip) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="6" w:color="000000"/>' for side in sides)
    widths = (NAME_WIDTH, TEXT_WIDTH - NAME_WIDTH)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row) for row in slip.rows)}</w:tbl>"
    )


def _row(row: Row) -> str:
    height = ROW_HEIGHT * row.lines
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
        f"{_cell(row.name, NAME_WIDTH, 'CellHead')}"
        f"{_cell(row.value, TEXT_WIDTH - NAME_WIDTH, 'Cell')}</w:tr>"
    )


def _cell(text: str, width: int, style: str) -> str:
    lines = "".join(paragraph(one, style) for one in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{lines}</w:tc>"
    )
