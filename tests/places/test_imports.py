"""Areas, units and duty lists from tables: what is read, and what is named as wrong."""

import json

import pytest

from sanwen.places import area_import, duty_import, unit_import
from sanwen.places.tables import UnreadableError

AREAS = (
    "代码,名称,别名\n330102001,幸福街道,\n330102,上城区,上城|老城\n330000,浙江省,\n330100,杭州市,\n"
)


def test_areas_find_their_parents_by_their_digits_in_any_order():
    found = area_import.plan(AREAS.encode("gb18030"), known={})

    assert [(row.code, row.parent) for row in found.rows] == [
        ("330000", ""),
        ("330100", "330000"),
        ("330102", "330100"),
        ("330102001", "330102"),
    ]
    assert found.rows[-1].path == "/330000/330100/330102/330102001/"
    assert found.rows[2].aliases == ("上城", "老城")


def test_areas_hang_below_what_is_stored_already():
    found = area_import.plan(b"code,name\n330102,X\n", known={"330100": "/330000/330100/"})

    assert found.rows[0].path == "/330000/330100/330102/"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3301,X,", "6 digits"),
        ("330102,,", "1 to 120"),
        ("330100,Twice,", "twice"),
        ("330103,X,999999", "no area with the code 999999"),
    ],
)
def test_a_wrong_area_is_named_with_its_line(line, words):
    found = area_import.plan(f"code,name,parent\n330100,A,\n{line}\n".encode(), known={})

    assert [wrong.line for wrong in found.wrong] == [3]
    assert words in str(found.wrong[0].reason)


def test_areas_in_a_ring_are_refused():
    found = area_import.plan(b"code,name,parent\n110000,A,120000\n120000,B,110000\n", known={})

    assert {wrong.line for wrong in found.wrong} == {2, 3}
    assert not found.is_sound


def test_geojson_brings_boundaries():
    shape = {"type": "Point", "coordinates": [120.1, 30.2]}
    feature = {
        "type": "Feature",
        "properties": {"adcode": 330102, "name": "上城区"},
        "geometry": shape,
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature, {"properties": None}]})

    found = area_import.plan(text.encode(), known={})

    assert json.loads(found.rows[0].geometry or "") == shape
    assert [wrong.line for wrong in found.wrong] == [2]


@pytest.mark.parametrize("text", ["{", '{"type": "Feature"}', '{"a": ' * 5000])
def test_what_is_no_collection_is_refused_in_words(text):
    with pytest.raises(UnreadableError):
        area_import.plan(text.encode(), known={})


UNITS = """代码,名称,类别,层级,上级,电话,第三方
town,柳溪镇,乡镇,3,county,,
county,清源县,大厅,县,,0571-1,
keeper,安居物业,第三方,4,town,,
"""


def test_units_come_parents_first_with_words_in_chinese():
    found = unit_import.plan(UNITS.encode("utf-8-sig"), known=(), areas=())

    assert [(row.code, row.kind, row.level, row.third_party) for row in found.rows] == [
        ("county", "hall", 2, False),
        ("town", "town", 3, False),
        ("keeper", "third_party", 4, True),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a b,X,town,3,,", "no spaces"),
        ("a,,town,3,,", "no name"),
        ("a,X,shop,3,,", "kind"),
        ("a,X,town,9,,", "level"),
        ("a,X,town,3,nowhere,", "nowhere"),
        ("a,X,town,3,a,", "own superior"),
        ("a,X,town,3,,110000", "110000"),
        (f"a,{'X' * 121},town,3,,", "at most 120"),
    ],
)
def test_a_wrong_unit_is_named_with_its_line(line, words):
    found = unit_import.plan(
        f"code,name,kind,level,parent,area\n{line}\n".encode(), known=(), areas=()
    )

    assert [wrong.line for wrong in found.wrong] == [2]
    assert words in str(found.wrong[0].reason)


def test_a_cell_with_a_line_break_does_not_shift_the_numbers():
    text = 'code,name,kind,level\na,"X\nY",town,3\nb,,town,3\n'

    assert [wrong.line for wrong in unit_import.plan(text.encode(), known=(), areas=()).wrong] == [
        4
    ]


def test_duties_are_read_and_wrong_ones_named():
    text = "单位代码,分类代码,事项,类型\ntown,roads,补路,基本\n"
    text += "town,roads,补路,配合\nx,a,b,基本\ntown,a,b,?\n"

    found = duty_import.plan(text.encode(), units={"town"})

    assert [(row.item, row.kind) for row in found.rows] == [("补路", "basic")]
    assert [wrong.line for wrong in found.wrong] == [3, 4, 5]


def test_missing_columns_are_named():
    with pytest.raises(UnreadableError, match="category_code, item"):
        duty_import.plan(b"unit,kind\n", units=())
