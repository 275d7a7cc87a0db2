"""Files of messages for tests, written as other programs write them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEAD = ("留言编号", "姓名", "联系电话", "留言主题", "留言时间", "留言详情")
ROWS = (
    ("1", "王某", "13900000001", "路灯不亮", "2025/3/1 9:32:09", "石桥村口的路灯坏了半个月。"),
    ("2", "李某", "", "自来水发黄", "2025-03-02", "柳溪镇的自来水发黄，有一股味道。"),
    ("3", "", "", "公交太少", "2025年3月3日", "早上等车要等四十分钟。"),
)


def csv_bytes(rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", sign: str = ",") -> bytes:
    return "".join(sign.join(row) + "\r\n" for row in rows).encode(encoding)


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]] = (HEAD, *ROWS),
    *,
    encoding: str = "utf-8",
    sign: str = ",",
) -> Path:
    path.write_bytes(csv_bytes(rows, encoding=encoding, sign=sign))
    return path


def write_xlsx(
    path: Path,
    rows: Sequence[Sequence[Any]] = (HEAD, *ROWS),
    *,
    merged: Sequence[str] = (),
    empty_tail: int = 0,
) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for number in range(len(rows) + 1, len(rows) + 1 + empty_tail):
        # A styled cell without a value is what such a tail is made of.
        sheet.cell(number, 1).number_format = "0.00"
    for region in merged:
        sheet.merge_cells(region)
    book.save(path)
    return path


def many_rows(count: int) -> list[tuple[str, ...]]:
    return [
        (str(n), "", "", f"第{n}件", "2025/3/1", f"第{n}盏路灯不亮，已经三天。")
        for n in range(1, count + 1)
    ]


def answered(at: str = "2019/5/10 14:56:53", unit: str = "") -> list[tuple[str, ...]]:
    return [
        ("编号", "主题", "时间", "内容", "答复意见", "答复时间", "答复单位"),
        ("7", "路没修好", "2019/4/24 16:03:40", "路修了一年还没好。", "将于六月底完工。", at, unit),
    ]


def zip_bomb(path: Path, *, megabytes: int = 60) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folded:
        folded.writestr("xl/worksheets/sheet1.xml", b"0" * megabytes * 1024 * 1024)
    return path


def far_cell(path: Path) -> Path:
    """Five kilobytes that claim seventeen thousand million cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "内容", "远"
    book.save(path)
    return path


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def as_upload(rows: Sequence[Sequence[str]] = (HEAD, *ROWS), name: str = "留言.csv") -> io.BytesIO:
    file = io.BytesIO(csv_bytes(rows))
    file.name = name
    return file
