"""What was given out stays, says what it is, and tells nobody more than it shows."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np
import pyarrow.parquet as parquet
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.methods.suppression import FEWEST
from sanwen.methods.tables import WIDTH
from sanwen.openness import datasets, hiding, writing
from sanwen.openness.actions import releasing
from sanwen.openness.datasets.shape import Column, Counted, Dataset, Drawn
from sanwen.openness.models import DatasetName, Release, ReleaseFile
from sanwen.people.roles import Role
from tests.factories.people import person
from tests.factories.places import units
from tests.methods.test_tables import attack, hidden_cells

CLOCK = Machine("openness")
JUNE = date(2026, 6, 1)
LATE = datetime(2026, 9, 5, 4, tzinfo=UTC)


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[int]]]:
    """The dataset of flow, drawn from a table that a test can change."""
    found = [[3, 30, 12], [40, 50, 11], [9, 9, 60]]

    def draw(since: date, until: date) -> Drawn:
        return Drawn(tables={"opened": Counted(("a", "b", "c"), ("x", "y", "z"), found)})

    one = datasets.DATASETS["flow"]
    changed = Dataset(one.name, one.about, one.columns, draw, one.after)
    monkeypatch.setitem(datasets.DATASETS, "flow", changed)  # type: ignore[arg-type]
    return found


def give_out(**more: str) -> Release:
    return releasing.release(dataset="flow", period=JUNE, by=CLOCK, now=LATE, **more)


def file_of(release: Release, end: str) -> bytes:
    return bytes(release.files.get(name__endswith=end).data)


def counts(release: Release) -> dict[tuple[str, str], str]:
    text = file_of(release, ".csv").decode("utf-8-sig")
    return {
        (row["category"], row["town"]): row["matters"] for row in csv.DictReader(io.StringIO(text))
    }


@pytest.mark.django_db
def test_small_counts_and_what_gives_them_away_are_empty(cells: list[list[int]]) -> None:
    shown = counts(give_out())

    assert shown["a", "x"] == ""
    assert sum(1 for value in shown.values() if value == "") == 4
    assert shown["ALL", "ALL"] == "224"


@pytest.mark.django_db
def test_csv_and_parquet_say_the_same_and_the_dictionary_fits(cells: list[list[int]]) -> None:
    one = give_out()

    table = parquet.read_table(io.BytesIO(file_of(one, ".parquet")))
    text = file_of(one, ".csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    told = json.loads(file_of(one, "-metadata.json"))

    assert file_of(one, ".csv").startswith(b"\xef\xbb\xbf")
    assert "\r\n" in text
    assert rows[0] == table.column_names == [c["name"] for c in told["tableSchema"]["columns"]]
    from_parquet = [
        ["" if v is None else str(v) for v in row.values()] for row in table.to_pylist()
    ]
    assert rows[1:] == from_parquet
    assert told["url"] == "flow-2026-06.csv"
    assert one.rows == len(rows) - 1


@pytest.mark.django_db
def test_the_hash_on_the_page_is_that_of_the_file(cells: list[list[int]]) -> None:
    one = give_out()
    page = Client().get("/open/data/flow/2026-06/").content.decode()

    for file in one.files.all():
        got = Client().get(f"/open/data/files/{file.name}")
        data = b"".join(got.streaming_content)  # type: ignore[attr-defined]
        assert hashlib.sha256(data).hexdigest() == file.sha256
        assert file.sha256 in page
    row = Entry.objects.get(verb="release.made")
    assert json.loads(row.details)["csv"] == one.files.get(name__endswith=".csv").sha256


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["openness_release", "openness_releasefile"])
def test_the_database_refuses_to_change_a_release(cells: list[list[int]], table: str) -> None:
    give_out()

    with pytest.raises(DatabaseError, match="kept as it was"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.django_db
def test_a_month_comes_out_once(cells: list[list[int]]) -> None:
    give_out()

    with pytest.raises(NotAllowed):
        give_out()

    assert Release.objects.count() == 1


@pytest.mark.django_db
def test_a_month_that_is_not_over_long_enough_waits(cells: list[list[int]]) -> None:
    with pytest.raises(NotAllowed):
        releasing.release(
            dataset="flow", period=JUNE, by=CLOCK, now=datetime(2026, 6, 30, tzinfo=UTC)
        )

    assert not Release.objects.exists()


@pytest.mark.django_db
def test_a_correction_by_one_person_is_kept_back(cells: list[list[int]]) -> None:
    give_out()
    cells[1][1] += 1

    with pytest.raises(NotAllowed):
        give_out(because="补录")

    assert Release.objects.count() == 1
    assert ReleaseFile.objects.count() == 3


@pytest.mark.django_db
def test_a_large_correction_stands_beside_with_its_reason(cells: list[list[int]]) -> None:
    first = give_out()
    cells[2][2] += 20

    second = give_out(because="补录了20件")

    assert second.version == 2
    hidden = {at for at, value in counts(first).items() if value == ""}
    assert hidden <= {at for at, value in counts(second).items() if value == ""}
    page = Client().get("/open/data/flow/2026-06/2/").content.decode()
    assert "补录了20件" in page


@pytest.mark.django_db
def test_what_a_release_kept_for_itself_is_in_no_page(cells: list[list[int]]) -> None:
    give_out()
    catalogue = Client().get("/open/data/catalogue.json").json()

    assert "basis" not in json.dumps(catalogue)
    files = [d for one in catalogue["dcat:dataset"] for d in one["dcat:distribution"]]
    assert {each["dct:title"] for each in files} == {
        "flow-2026-06.csv", "flow-2026-06.parquet", "flow-2026-06.csv-metadata.json"
    }  # fmt: skip


@pytest.mark.django_db
def test_what_is_due_comes_out_by_itself_and_once(cells: list[list[int]]) -> None:
    made = releasing.release_due(by=CLOCK, now=LATE)

    assert {one.dataset for one in made} == set(DatasetName.values)
    assert releasing.release_due(by=CLOCK, now=LATE) == []


@pytest.mark.django_db
def test_only_an_administrator_has_the_button(client: Client) -> None:
    assert client.post("/open/data/give-out/").status_code == 302
    client.force_login(person(Role.ADMINISTRATOR, units().desk))

    assert b"give-out" in client.get("/open/data/").content


MORE = st.one_of(st.just(0), st.integers(0, 15))
COUNT = st.one_of(st.integers(0, 8), st.integers(0, 60))


@settings(max_examples=60)
@given(st.data())
def test_whoever_keeps_every_release_learns_nothing_by_subtraction(data: st.DataObject) -> None:
    """Rows and columns may come with a correction; each release is attacked with all before it."""
    columns = ("x", "y", "z")
    cells = [[data.draw(COUNT) for _ in columns] for _ in range(3)]
    first = Counted(("a", "b", "c"), columns, cells)
    old = hiding.protected(first, None)
    later = [[value + data.draw(MORE) for value in line] for line in cells]
    new_line = [data.draw(MORE) for _ in columns]
    second = Counted(("a", "b", "c", "d"), columns, [*later, new_line])
    kept = hiding.kept(first, old)
    new = hiding.protected(second, kept)

    if not hiding.may_follow(second, new, kept):
        return
    before = np.array(hiding._fitted(kept, second, "counts"))
    was_hidden = np.array(hiding._fitted(kept, second, "hide"), dtype=bool)
    shown = ~new.hide
    steps = np.abs(new.counts - before)[shown & ~was_hidden]
    assert not ((steps > 0) & (steps < FEWEST)).any()
    assert not (was_hidden & shown).any()
    for cell in hidden_cells(new):
        if before[cell] != new.counts[cell]:
            low, high = attack(new, cell)
            assert high - low >= WIDTH


def test_a_text_that_looks_like_a_formula_is_shown_as_text() -> None:
    column = [Column("summary", "string", "x")]

    assert b"'=1+1" in writing.as_csv(column, [["=1+1"]])
    assert writing.as_csv(column, [['a"b,c']]).endswith(b'"a""b,c"\r\n')


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
            st.none() | st.integers(-(2**40), 2**40),
            st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        ),
        max_size=20,
    )
)
def test_parquet_reads_back_as_it_was(
    rows: list[tuple[str | None, int | None, date | None]],
) -> None:
    columns = [Column("a", "string", "x"), Column("b", "integer", "x"), Column("c", "date", "x")]

    data = writing.as_parquet(columns, rows)

    table = parquet.read_table(io.BytesIO(data))
    assert [tuple(row.values()) for row in table.to_pylist()] == rows
    assert [str(kind) for kind in table.schema.types] == ["string", "int64", "date32[day]"]
