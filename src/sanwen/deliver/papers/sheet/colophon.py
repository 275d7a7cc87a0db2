"""The closing block 版记 at the foot of the last page: who gets a copy, who printed it, when."""

import math

from sanwen.deliver.papers.sheet.content import Colophon
from sanwen.deliver.papers.sheet.marking import paragraph
from sanwen.deliver.papers.sheet.measures import FOURTH, LINE, TEXT_WIDTH, THICK, THIN, signs, width
from sanwen.deliver.papers.sheet.styles import W

# A twip in the units of drawings.
EMU = 635
EDGE = signs(1, size=FOURTH)
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", W),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def run(colophon: Colophon) -> str:
    """A text box that hangs on the paragraph this run is in, and so stands on its page."""
    across, down = TEXT_WIDTH * EMU, (lines(colophon) * LINE + THICK * 5) * EMU
    return (
        f'<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:wrapNone/>'
        '<wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{WPS}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{_rows(colophon)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def lines(colophon: Colophon) -> int:
    """How many lines of the page it takes."""
    room = (TEXT_WIDTH - 5 * EDGE) / EDGE
    return 1 + math.ceil(width(colophon.copies) / room)


def _rows(colophon: Colophon) -> str:
    """A ruled table as wide as the text."""
    rows = []
    if colophon.copies:
        hanging = f'<w:ind w:left="{EDGE * 3}" w:hanging="{EDGE * 3}"/>'
        rows.append(paragraph(f"抄送：{colophon.copies}", "Colophon", layout=hanging))
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - 2 * EDGE}"/></w:tabs>'
    printed = f"{colophon.printer}\t{colophon.day}印发"
    rows.append(paragraph(printed, "Colophon", layout=tab).replace("\t", TAB))
    rules = f"{_rule('top', THICK)}{_rule('bottom', THICK)}{_rule('insideH', THIN)}"
    cells = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{row}</w:tc></w:tr>'
        for row in rows
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{EDGE}" w:type="dxa"/><w:right w:w="{EDGE}" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{cells}</w:tbl>'
    )
    # Word wants a paragraph after a table; this one takes no room.
    return table + paragraph("", "Thin")


def _rule(side: str, size: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
