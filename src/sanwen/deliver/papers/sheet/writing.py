"""A sheet becomes a Word file: the parts in their order, on the grid of 22 lines by 28 signs."""

import re
from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sanwen.deliver.papers.sheet import closing, figures, measures, packing, slips
from sanwen.deliver.papers.sheet.content import Head, Sheet
from sanwen.deliver.papers.sheet.marking import line, paragraph
from sanwen.deliver.papers.sheet.styles import W, sheet_of_styles

# 一、 and （一） are headings where they stand alone on a short line, as people write them.
FIRST_LEVEL = re.compile(r"^[一二三四五六七八九十]+、.{1,24}[^。；，]$")
SECOND_LEVEL = re.compile(r"^（[一二三四五六七八九十]+）.{1,24}[^。；，]$")
KEPT_PARTS = ("styles", "settings", "theme", "core-properties", "extended-properties")
FULL_MARK = 40


def render(sheet: Sheet) -> bytes:
    """The same sheet always gives the same bytes."""
    word = Document(BytesIO(_blank()))
    if sheet.text or not sheet.slip:
        _letter(word, sheet)
    if sheet.slip:
        slips.attach(word, sheet.slip, own_page=bool(sheet.text))
    word.core_properties.title = sheet.title.replace("\n", "")
    return packing.packed(word)


def _letter(word: Word, sheet: Sheet) -> None:
    _head(word, sheet.head)
    for one in sheet.title.split("\n"):
        line(word, one, "PaperTitle")
    line(word, "", "Plain")
    if sheet.addressee:
        line(word, f"{sheet.addressee}：", "Plain")
    for text in sheet.text[:-1]:
        line(word, text, _style_of(text))
    # No page holds a signature alone: the last words go with it.
    for text in sheet.text[-1:]:
        line(word, text, _style_of(text), layout=closing.WITH_NEXT)
    closing.close(word, sheet)
    # Behind the signature, as an annex: what holds it to the last words stays undisturbed.
    for chart in sheet.figures:
        figures.draw(word, chart)


def _head(word: Word, head: Head | None) -> None:
    if head is None:
        return
    size = min(FULL_MARK, int(measures.TEXT_WIDTH / 20 / max(measures.width(head.mark), 1)))
    before = measures.MARK_BELOW_TOP
    # Said at the paragraph too: a first paragraph's own space is kept by every program.
    own = (
        f'<w:spacing w:before="{before}" w:line="{5 * measures.LINE - before}" w:lineRule="exact"/>'
    )
    word.element.body.insert_element_before(
        parse_xml(paragraph(head.mark, "Mark", layout=own, size=size)), "w:sectPr"
    )
    for text in ("", "", head.number):
        line(word, text, "Number")
    line(word, "", "Rule")


def _style_of(text: str) -> str:
    if FIRST_LEVEL.match(text):
        return "HeadingOne"
    return "HeadingTwo" if SECOND_LEVEL.match(text) else "Body"


@lru_cache(maxsize=1)
def _blank() -> bytes:
    """An empty paper: python-docx's own start without what it does not need, in our geometry."""
    word = Document()
    package = word.part.package
    for part in (package, word.part):
        for key, rel in list(part.rels.items()):
            if not rel.reltype.endswith((*KEPT_PARTS, "officeDocument")):
                part.rels.pop(key)
    word.part._styles_part._element = parse_xml(sheet_of_styles())
    _set_page(word)
    _set_settings(word)
    _number_pages(word)
    return packing.packed(word)


def _set_page(word: Word) -> None:
    section = word.sections[0]._sectPr
    for child in list(section):
        section.remove(child)
    m = measures
    for xml in (
        f'<w:pgSz w:w="{m.PAGE_WIDTH}" w:h="{m.PAGE_HEIGHT}"/>',
        f'<w:pgMar w:top="{m.TOP}" w:right="{m.RIGHT}" w:bottom="{m.BOTTOM}" w:left="{m.LEFT}"'
        f' w:header="851" w:footer="{m.FOOTER}" w:gutter="0"/>',
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{m.LINE}" w:charSpace="{m.SIGN_SPACE}"/>',
    ):
        section.append(parse_xml(xml.replace(" ", f' xmlns:w="{W}" ', 1)))


def _set_settings(word: Word) -> None:
    settings = word.settings.element
    for child in list(settings):
        settings.remove(child)
    compat = (
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    for xml in (
        "<w:evenAndOddHeaders/>",
        '<w:characterSpacingControl w:val="doNotCompress"/>',
        f"<w:compat><w:balanceSingleByteDoubleByteWidth/>{compat}</w:compat>",
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    ):
        opening = re.match(r"<w:\w+", xml)
        assert opening is not None
        settings.append(parse_xml(xml.replace(opening[0], f'{opening[0]} xmlns:w="{W}"', 1)))


def _number_pages(word: Word) -> None:
    """— 1 — on the right of odd pages and the left of even ones, one sign from the edge."""
    section = word.sections[0]
    edge = measures.signs(1, size=measures.FOURTH)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        body = footer._element
        for child in list(body):
            body.remove(child)
        layout = f'<w:ind w:{side}="{edge}"/><w:jc w:val="{side}"/>'
        field = (
            '</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            '<w:r><w:t xml:space="preserve">'
        )
        xml = paragraph("— \0 —", "PageNumber", layout=layout).replace("\0", field)
        body.append(parse_xml(xml))
    assert section._sectPr.find(qn("w:docGrid")) is not None
