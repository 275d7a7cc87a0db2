"""A list is taken whole or not at all, and never one that tells who people are by its numbers."""

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
