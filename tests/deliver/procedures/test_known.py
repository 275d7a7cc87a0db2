"""Which version counts on a day; what was published stays for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.models import Version
from sanwen.deliver.procedures.written import written

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def published(number: str, begins: date, code: str = "service") -> Version:
    one = replace(known.version("service", "1"), code=code, version=number, begins_on=begins)
    row = Version.objects.create(
        procedure=code,
        number=number,
        text=written(one),
        begins_on=begins,
        published_at=NOW,
        published_by="staff:test",
        because="试行。",
    )
    known.forget()
    return row


def test_the_highest_version_that_has_begun_counts() -> None:
    published("1.1", date(2026, 4, 1))
    published("1.2", date(2026, 6, 1))

    assert known.current("service", date(2026, 3, 31)).version == "1"
    assert known.current("service", date(2026, 4, 1)).version == "1.1"
    assert known.current("service", date(2027, 1, 1)).version == "1.2"


def test_ten_comes_after_nine() -> None:
    for number in ("1.9", "1.10"):
        published(number, date(2026, 4, 1))

    assert known.current("service", date(2026, 5, 1)).version == "1.10"


def test_an_old_version_is_still_known() -> None:
    published("1.1", date(2026, 4, 1))

    assert known.version("service", "1").version == "1"
    assert known.version("service", "1.1").version == "1.1"


def test_what_was_published_a_moment_ago_elsewhere_is_found() -> None:
    known.versions("service")
    row = published("1.1", date(2026, 4, 1))
    known.forget()
    known.versions("service")
    other = replace(known.version("service", "1.1"), version="1.2")
    Version.objects.bulk_create(
        [Version(**{**_fields(row), "number": "1.2", "text": written(other)})]
    )

    assert known.version("service", "1.2").version == "1.2"


def _fields(row: Version) -> dict[str, object]:
    names = ("procedure", "begins_on", "published_at", "published_by", "because")
    return {name: getattr(row, name) for name in names}


def test_a_procedure_nobody_published_is_not_there() -> None:
    with pytest.raises(KeyError):
        known.version("service", "7")
    with pytest.raises(KeyError):
        known.current("witchcraft", date(2026, 1, 1))


def test_the_places_own_come_after_the_shipped_ones() -> None:
    published("1", date(2026, 4, 1), code="heating")

    assert known.codes()[-1] == "heating"
    assert "heating" not in [one.code for one in known.in_force(date(2026, 3, 1))]
    assert "heating" in [one.code for one in known.for_matters(date(2026, 4, 1))]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_a_version_as_it_was_published(change: str) -> None:
    published("1.1", date(2026, 4, 1))
    rows = Version.objects.all()

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(because="别的") if change == "update" else rows._raw_delete("default")

    assert Version.objects.get().because == "试行。"


def test_a_version_is_there_once() -> None:
    published("1.1", date(2026, 4, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        published("1.1", date(2026, 5, 1))


def test_nothing_is_asked_twice_within_some_seconds(django_assert_num_queries) -> None:
    known.versions("service")

    with django_assert_num_queries(0):
        for _ in range(50):
            known.current("service", date(2026, 5, 1))
            known.version("service", "1")
