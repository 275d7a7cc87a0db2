"""A client that others wrote reads us: `georeport`, over a real connection, in both forms."""

import pytest
import requests
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from sanwen.deliver.intake.programs.actions import make_key
from sanwen.deliver.matters.models import Matter
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.people import person
from tests.open311.county import LINE, public, subjects

pytestmark = pytest.mark.django_db(transaction=True)
RANGE = {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-03-31T00:00:00Z"}


@pytest.fixture(params=["json", "xml"])
def theirs(request: pytest.FixtureRequest, live_server: LiveServer) -> GeoReport:
    subjects()
    return GeoReport(f"{live_server.url}/open311/v2", output_format=request.param)


def test_the_client_reads_services_and_what_they_ask(theirs: GeoReport) -> None:
    services = theirs.get_service_list()
    definition = theirs.get_service_definition("0201")

    assert [one["service_code"] for one in services] == ["0201", "020101"]
    assert definition["service_code"] == "0201"
    attributes = definition["attributes"]
    named = attributes["attribute"] if isinstance(attributes, dict) else attributes
    assert [one["code"] for one in named] == ["wishes", "openness"]


def test_what_was_posted_is_followed_by_its_number_until_it_is_public(
    theirs: GeoReport, live_server: LiveServer
) -> None:
    """The client does not post; a form sent the way the specification shows it does."""
    cast = Cast()
    key = make_key(
        name="应用", unit=cast.units.desk, by=person(Role.ADMINISTRATOR, cast.units.county)
    )[1]
    fields = {"api_key": key, "service_code": "0201", "description": "路灯坏了。"}
    posted = requests.post(f"{live_server.url}/open311/v2/requests.json", data=fields, timeout=30)
    ref = posted.json()[0]["service_request_id"]

    told = theirs.get_service_request(ref)
    assert (told["service_request_id"], told["status"]) == (ref, "open")
    assert "description" not in told

    Matter.objects.update(public_summary=LINE)
    told = theirs.get_service_request(ref)
    assert (told["description"], told["service_code"]) == (LINE, "0201")


def test_the_client_reads_lists(theirs: GeoReport) -> None:
    cast = Cast()
    matters = [public(cast), public(cast)]
    day = matters[0].opened_at.date().isoformat()

    found = theirs.get_service_requests(start_date=f"{day}T00:00:00Z", status="open")

    assert {one["service_request_id"] for one in found} == {one.ref for one in matters}
