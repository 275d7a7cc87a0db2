"""A line of a paper as Word's markup; whatever people typed is escaped here."""

import re
from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.oxml import parse_xml

from sanwen.deliver.papers.sheet.styles import W

# What XML cannot hold at all, were it ever typed or pasted.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    return escape(UNSAYABLE.sub("", text))


def paragraph(text: str, style: str, *, layout: str = "", size: int = 0) -> str:
    own = f'<w:rPr><w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/></w:rPr>' if size else ""
    words = plain(text) if text != "— \0 —" else text
    run = f'<w:r>{own}<w:t xml:space="preserve">{words}</w:t></w:r>' if text else ""
    return f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{run}</w:p>'


def line(word: Word, text: str, style: str, *, layout: str = "") -> None:
    add(word, paragraph(text, style, layout=layout))


def add(word: Word, xml: str) -> None:
    """Before the properties of the section, which end the body."""
    body = word.element.body
    body.insert_element_before(parse_xml(xml), "w:sectPr")
