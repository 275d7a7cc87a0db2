"""Services, definitions and discovery have the shape of the specification, in both forms."""

import pytest

from tests.open311.county import Geo, refusal, subjects

pytestmark = pytest.mark.django_db
SERVICE = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
ATTRIBUTE = [
    "variable", "code", "datatype", "required", "datatype_description", "order", "description",
    "values",
]  # fmt: skip


@pytest.fixture
def geo() -> Geo:
    subjects()
    return Geo()


def test_services_are_the_subjects_below_the_top_that_are_in_use(geo: Geo) -> None:
    found = geo.json("services")

    assert [one["service_code"] for one in found] == ["0201", "020101"]
    assert list(found[0]) == SERVICE
    assert found[0] == {
        "service_code": "0201",
        "service_name": "Street lamps",
        "description": "City upkeep › Street lamps",
        "metadata": True,
        "type": "realtime",
        "keywords": "路灯,灯不亮",
        "group": "City upkeep",
    }


def test_services_in_xml_have_the_same_fields_in_the_same_order(geo: Geo) -> None:
    root = geo.xml("services")

    assert root.tag == "services"
    assert [one.tag for one in root] == ["service", "service"]
    assert [one.tag for one in root[0]] == SERVICE
    assert root[0].findtext("metadata") == "true"
    assert root[1].findtext("description") == "City upkeep › Street lamps › Lamp is dark"


def test_services_speak_the_language_of_the_caller(geo: Geo) -> None:
    geo.language = "zh-hans"

    assert geo.json("services")[0]["service_name"] == "路灯"


def test_a_definition_lists_its_attributes_with_their_values(geo: Geo) -> None:
    found = geo.json("services/0201")

    assert list(found) == ["service_code", "attributes"]
    wishes, openness = found["attributes"]
    assert list(wishes) == ATTRIBUTE
    assert (wishes["code"], wishes["datatype"], wishes["required"]) == (
        "wishes",
        "singlevaluelist",
        False,
    )
    assert [value["key"] for value in openness["values"]] == ["anonymous", "confidential", "open"]


def test_a_definition_in_xml_is_nested_as_the_specification_nests_it(geo: Geo) -> None:
    root = geo.xml("services/0201")

    assert root.tag == "service_definition"
    assert [one.tag for one in root] == ["service_code", "attributes"]
    attribute = root[1][0]
    assert (attribute.tag, [one.tag for one in attribute]) == ("attribute", ATTRIBUTE)
    assert attribute.findtext("datatype_description") == ""
    assert [one.tag for one in attribute.find("values") or ()][0] == "value"
    assert attribute.findtext("values/value/key") == "code_only"


@pytest.mark.parametrize("code", ["0299", "02", "9999", "x"])
def test_what_is_no_service_is_not_found(geo: Geo, code: str) -> None:
    assert code in refusal(geo.get(f"services/{code}.json"), 404)


def test_discovery_names_the_endpoint_its_forms_and_who_makes_keys(geo: Geo) -> None:
    found = geo.json("discovery")
    root = geo.xml("discovery")

    assert list(found) == ["changeset", "contact", "key_service", "endpoints"]
    assert found["endpoints"][0] == {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": "http://testserver/open311/v2",
        "changeset": found["changeset"],
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    assert root.findtext("endpoints/endpoint/type") == "production"
    assert [one.text for one in root.iter("format")] == ["text/xml", "application/json"]
    assert geo.client.get("/open311/discovery.json").status_code == 200


def test_another_jurisdiction_is_not_found_and_our_own_is(geo: Geo) -> None:
    refusal(geo.get("services.json", jurisdiction_id="elsewhere.example"), 404)

    assert geo.json("services", jurisdiction_id="testserver")


def test_another_form_is_not_found(geo: Geo) -> None:
    answer = geo.get("services.yaml")

    assert answer.status_code == 404
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<errors><error>')
