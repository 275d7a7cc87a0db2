"""A list is taken whole or not at all, and never one that tells who people are by its numbers."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from sanwen.counsel.meetings.listed import Unreadable, read
from sanwen.integrity.vault.models import Way

GOOD = """编号,姓名,电话,邮箱,村,年龄段
1,王秀英,13800138000,,石桥村,60以上
2,,,a@example.org,柳溪村,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_numbers_columns_and_contacts_are_told_apart(encoding: str) -> None:
    first, second = read(GOOD.encode(encoding))

    assert (first.listed_as, first.strata) == ("1", {"村": "石桥村", "年龄段": "60以上"})
    assert first.contact is not None
    assert (first.contact.name, first.contact.wishes) == ("王秀英", Way.PHONE)
    assert second.contact is not None
    assert (second.contact.email, second.contact.wishes) == ("a@example.org", Way.EMAIL)


def test_a_line_without_contact_has_none() -> None:
    assert read("编号;村\n1;甲\n2;乙".encode())[0].contact is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "编号\n",
        "姓名,村\n王秀英,甲\n",
        "编号,编号\n1,2\n",
        "编号,村,村\n1,甲,乙\n",
        "编号,村\n1,甲\n1,乙\n",
        "编号,村\n,甲\n",
        "编号,村\n13800138000,甲\n",
        "编号,村\n110101199003078888,甲\n",
        "编号,重点人员\n1,是\n",
        "编号,身份证\n1,x\n",
        "编号,a,b,c,d,e\n1,1,1,1,1,1\n",
        "编号,生日\n" + "".join(f"{n},{n}日\n" for n in range(50)),
        "PK\x03\x04",
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_taken(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text.encode())


def test_too_large_a_file_is_not_read() -> None:
    with pytest.raises(Unreadable):
        read(b"x" * 5_000_001)


def workbook(cells: dict[str, object]) -> bytes:
    """The least that a workbook is: one sheet with its cells in line."""
    written = "".join(
        f'<c r="{at}"><v>{value}</v></c>'
        if isinstance(value, int)
        else f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'
        for at, value in cells.items()
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override '
        f'PartName="/xl/s1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" '
        f'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="s1.xml"/></Relationships>',
        "xl/s1.xml": f'<worksheet xmlns="{main}"><sheetData>{written}</sheetData></worksheet>',
    }
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def test_a_workbook_is_read_as_a_person_reads_it() -> None:
    cells = {"A1": "编号", "B1": "村", "A2": 1, "B2": "甲", "A3": 2, "B3": "乙"}

    assert [(one.listed_as, one.strata) for one in read(workbook(cells))] == [
        ("1", {"村": "甲"}),
        ("2", {"村": "乙"}),
    ]


def test_a_workbook_that_claims_millions_of_cells_ends_only_its_own_process() -> None:
    with pytest.raises(Unreadable):
        read(workbook({"A1": "编号", "XFD1048576": "x"}))
