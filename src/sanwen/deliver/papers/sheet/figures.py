"""A chart in a paper: the picture with its words for those who do not see it, and its table."""

from io import BytesIO

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.shared import Twips

from sanwen import charts
from sanwen.charts import Chart, NoChineseType, Table
from sanwen.deliver.papers.sheet.marking import add, line, paragraph
from sanwen.deliver.papers.sheet.measures import TEXT_WIDTH
from sanwen.deliver.papers.sheet.styles import W

# A picture is as high as it is; the lines of the grid would cut it.
FREE = '<w:keepNext/><w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>'
FIRST = 0.4


def draw(word: Word, chart: Chart) -> None:
    """Where the machine has no Chinese type the table alone tells it, under its title."""
    try:
        picture = charts.picture(chart)
    except NoChineseType:
        line(word, chart.title, "CellHead")
    else:
        _picture(word, picture.png, picture.words)
    add(word, _table(charts.table(chart)))
    line(word, chart.definition, "Cell")


def _picture(word: Word, png: bytes, words: str) -> None:
    inline = word.part.new_pic_inline(BytesIO(png), width=Twips(TEXT_WIDTH))
    inline.docPr.set("descr", words)
    place = parse_xml(paragraph("", "Plain", layout=FREE))
    run = place.makeelement(f"{{{W}}}r")
    drawing = run.makeelement(f"{{{W}}}drawing")
    drawing.append(inline)
    run.append(drawing)
    place.append(run)
    word.element.body.insert_element_before(place, "w:sectPr")


def _table(table: Table) -> str:
    widths = _widths(len(table.head))
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:color="000000"/>'
        for side in ("top", "bottom", "insideH")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(cells, widths, "Cell") for cells in table.rows)
    return (
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(table.head, widths, 'CellHead')}{rows}</w:tbl>"
    )


def _widths(columns: int) -> list[int]:
    """What a row is about needs the most room."""
    first = int(TEXT_WIDTH * FIRST)
    return [first, *[(TEXT_WIDTH - first) // (columns - 1)] * (columns - 1)]


def _row(cells: tuple[str, ...], widths: list[int], style: str) -> str:
    """The head is said again on each page, and a row is never cut by one."""
    head = "<w:tblHeader/>" if style == "CellHead" else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell, style)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"
