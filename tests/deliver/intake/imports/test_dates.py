"""Dates as people and programs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sanwen.deliver.intake.imports.dates import moment

HERE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020/1/2 10:11:12", (2020, 1, 2, 10, 11, 12)),
        ("2020-01-02 10:11", (2020, 1, 2, 10, 11)),
        ("2020-01-02T10:11:12.345", (2020, 1, 2, 10, 11, 12)),
        ("2020-01-02", (2020, 1, 2)),
        ("2020.1.2", (2020, 1, 2)),
        ("2020年1月2日", (2020, 1, 2)),
        ("2020年1月2日（星期四） 10时11分", (2020, 1, 2, 10, 11)),
        ("2020年1月2日 下午3:05", (2020, 1, 2, 15, 5)),
        ("2020/1/2 3:05 PM", (2020, 1, 2, 15, 5)),
        ("2020/1/2 上午12:05", (2020, 1, 2, 0, 5)),
        ("２０２０－０１－０２", (2020, 1, 2)),
        ("20200102", (2020, 1, 2)),
        ("20200102101112", (2020, 1, 2, 10, 11, 12)),
        ("43832", (2020, 1, 2)),
        ("43832.424444444445", (2020, 1, 2, 10, 11, 12)),
    ],
)
def test_the_moment_is_understood(text: str, wanted: tuple[int, ...]) -> None:
    assert moment(text, HERE) == datetime(*wanted, tzinfo=HERE)


def test_a_written_zone_goes_before_our_own() -> None:
    assert moment("2020-01-02T10:11:12Z", HERE) == datetime(2020, 1, 2, 10, 11, 12, tzinfo=UTC)
    assert moment("2020-01-02 10:11:12+08:00", UTC) == datetime(2020, 1, 2, 2, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "昨天", "2020-13-01", "2020-02-30", "1234", "0020-01-01", "99999", "1/2/2020", "25:00"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text, HERE) is None
