"""CSV and its relatives: which characters, what stands between cells, line by line."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sanwen.deliver.intake.imports.reading import Line, Unreadable

SAMPLE = 256 * 1024
LONGEST_CELL = 4_000_000
DELIMITERS = ",\t;|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# So many characters in a thousand may be broken before we say that we guessed the wrong encoding.
BROKEN_PER_THOUSAND = 5
NO_TEXT = _("This file is neither a table nor text. CSV, XLSX, XLS and ODS can be taken in.")
NO_ENCODING = _(
    "The characters of this file cannot be read. Open it and save it as “CSV UTF-8” or as XLSX."
)


class Delimited:
    """A text table as lines. Bytes that do not belong stay visible as surrogates, row by row."""

    sheets: tuple[str, ...] = ()
    sheet = 0
    rows: int | None = None

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        self.encoding = encoding_of(sample)
        start = sample.decode(self.encoding, "ignore")
        if "<html" in start[:2000].lower() or "<table" in start[:2000].lower():
            raise Unreadable(_("This is a web page, not a table. Open it and save it as XLSX."))
        self.delimiter = delimiter_of(start)

    def __iter__(self) -> Iterator[Line]:
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            number = 1
            try:
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        yield Line(number, tuple(cells))
                    number = reader.line_num + 1
            except (csv.Error, UnicodeError) as fault:
                reason = _("From line %(line)d on the file cannot be read.") % {"line": number}
                raise Unreadable(reason) from fault

    def close(self) -> None:
        """Nothing is held open between lines."""


def encoding_of(sample: bytes) -> str:
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return encoding
    if (wide := _wide_without_mark(sample)) is not None:
        return wide
    _refuse_binary(sample)
    for encoding in ("utf-8", "gb18030"):
        if _fits(sample, encoding):
            return encoding
    raise Unreadable(NO_ENCODING)


def _wide_without_mark(sample: bytes) -> str | None:
    """UTF-16 shows its line ends and commas as pairs with a zero, always on the same side."""
    ends = {
        "utf-16-le": sum(sample.count(bytes((sign, 0))) for sign in b",\n\t;"),
        "utf-16-be": sum(sample.count(bytes((0, sign))) for sign in b",\n\t;"),
    }
    best = max(ends, key=lambda name: ends[name])
    if ends[best] < 2 or sample.count(b"\0") < 4:
        return None
    text = sample[: len(sample) // 2 * 2].decode(best, "replace")
    unfit = sum(text.count(sign) for sign in ("\ufffd", "\0"))
    return best if unfit * 100 <= len(text) else None


def _refuse_binary(sample: bytes) -> None:
    controls = sum(sample.count(bytes((code,))) for code in range(32) if code not in b"\t\n\r\x0c")
    if controls * 50 > max(len(sample), 50):
        raise Unreadable(NO_TEXT)


def _fits(sample: bytes, encoding: str) -> bool:
    """Broken bytes in one row must not make the whole file another encoding's nonsense."""
    # The last character may be cut in two.
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    foreign = sum(1 for sign in text if sign > "\x7f")
    broken = text.count("\ufffd")
    if broken * 1000 > max(foreign, 1) * BROKEN_PER_THOUSAND and broken > 3:
        return False
    if broken * 3 > foreign:
        return False
    return encoding == "utf-8" or _reads_as_chinese(text)


def _reads_as_chinese(text: str) -> bool:
    """Any bytes make characters in GB18030; only real text is made of everyday ones."""
    han = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    return len(han) < 20 or sum(_is_everyday(sign) for sign in han) > len(han) * 0.8


def _is_everyday(sign: str) -> bool:
    """Level one of GB 2312: the 3,755 commonest characters."""
    code = sign.encode("gb18030")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1


def delimiter_of(text: str) -> str:
    """The sign that cuts the first lines into the same number of cells most often."""
    first = text.splitlines()[:50]
    scores = {sign: _evenness(first, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: scores[sign])


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, count = widths.most_common(1)[0]
    return (count, width)
