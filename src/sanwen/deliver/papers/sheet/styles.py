"""The styles of a paper, one table: which type, how large, where on the line."""

from dataclasses import dataclass
from functools import lru_cache

from sanwen.deliver.papers.sheet import fonts
from sanwen.deliver.papers.sheet.measures import (
    FOURTH,
    LINE,
    MARK_BELOW_TOP,
    NUMBER_LINE,
    RED,
    SECOND,
    SIGN_TIGHTER,
    THICK,
    THIRD,
    signs,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The mark stands in five lines of the grid, the rule and what follows it in two.
MARK_LINE = 5 * LINE - MARK_BELOW_TOP
RULE_BEFORE = 114
INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{signs(2)}"/>'
# The grid says 28 signs; so does the spacing between them, for programs that read only one of the
# two. See docs/decisions: LibreOffice gives a sign that is wider than its cell two cells.
NARROWED = f'<w:spacing w:val="{SIGN_TIGHTER}"/>'
ALIGNED = '<w:jc w:val="{}"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """`line` is the height of a line in twips, `before` the space above it."""

    name: str
    font: str = fonts.BODY
    size: int = THIRD
    line: int = LINE
    before: int = 0
    place: str = ""
    colour: str = ""
    border: str = ""
    keep: str = ""

    @property
    def xml(self) -> str:
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        narrowed = NARROWED if self.size == THIRD else ""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.name}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/>'
            f'<w:pPr>{self.keep}{self.border}<w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="{self.before}" w:line="{self.line}" w:lineRule="exact"/>'
            f"{self.place}</w:pPr>"
            f"<w:rPr>{_fonts(self.font)}{colour}{narrowed}{_size(self.size)}</w:rPr></w:style>"
        )


def _fonts(name: str) -> str:
    return "<w:rFonts {}/>".format(
        " ".join(f'w:{kind}="{name}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    )


def _size(points: int) -> str:
    return f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>'


CENTRED, LEFT, RIGHT = (ALIGNED.format(side) for side in ("center", "left", "right"))
KEPT = "<w:keepNext/><w:keepLines/>"
RED_RULE = (
    f'<w:pBdr><w:top w:val="single" w:sz="{2 * THICK}" w:space="0" w:color="{RED}"/></w:pBdr>'
)

STYLES = (
    Style("Body", place=INDENT),
    Style("Plain"),
    Style("HeadingOne", font=fonts.HEADING, place=INDENT, keep=KEPT),
    Style("HeadingTwo", font=fonts.SUBHEADING, place=INDENT, keep=KEPT),
    Style("Mark", font=fonts.TITLE, size=40, line=MARK_LINE, place=CENTRED, colour=RED),
    Style("Number", place=CENTRED),
    Style("Rule", line=2 * LINE - RULE_BEFORE, before=RULE_BEFORE, border=RED_RULE),
    Style("PaperTitle", font=fonts.TITLE, size=SECOND, place=CENTRED),
    Style("Signature", place=RIGHT, keep=KEPT),
    Style("Colophon", size=FOURTH),
    Style("Thin", size=1, line=20),
    Style("Cell", size=FOURTH, line=400, place=LEFT),
    Style("CellHead", size=FOURTH, line=400, place=CENTRED),
    Style("PageNumber", font=fonts.NUMBER, size=FOURTH, line=NUMBER_LINE),
)


@lru_cache(maxsize=1)
def sheet_of_styles() -> str:
    normal = f'{_fonts(fonts.BODY)}<w:kern w:val="0"/>{_size(THIRD)}'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{normal}{language}</w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{normal}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(style.xml for style in STYLES)}</w:styles>"
    )
