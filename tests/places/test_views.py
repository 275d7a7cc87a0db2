"""The contact page for all, and the administrator's tables."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sanwen.people.roles import Role
from sanwen.places.models import Notice, SpecialDay, Unit
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
CALENDAR = {"year": "2027", "title": "2027", "source": ""}


@pytest.fixture
def county():
    found = units()
    Unit.objects.filter(code="town").update(phone="0571 1234", address="柳溪路1号", hours="9:00")
    Unit.objects.filter(code="water").update(phone="0571 5678")
    return found


@pytest.fixture
def administrator(client, county):
    client.force_login(person(Role.ADMINISTRATOR, county.county))
    return client


def send(client, text: str, kind: str = "calendar", **data: str):
    file = SimpleUploadedFile("t.csv", text.encode())
    return client.post(reverse("places_upload", args=[kind]), {**data, "file": file})


def test_anyone_finds_a_unit_by_its_street_with_one_query(
    client, county, django_assert_num_queries
):
    with django_assert_num_queries(1):
        page = client.get(reverse("contact"), {"q": "柳溪路"})

    text = page.content.decode()
    assert 'href="tel:05711234"' in text
    assert "5678" not in text


def test_units_without_a_phone_or_an_address_are_left_out(client, county):
    assert "石桥村" not in client.get(reverse("contact")).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_are_refused(client, county, role):
    client.force_login(person(role, county.county))

    assert client.get(reverse("places")).status_code == 403
    assert send(client, "date,day,name\n2027-01-01,off,A\n", **CALENDAR).status_code == 403


def test_a_table_is_shown_first_and_stored_when_confirmed(administrator):
    page = send(administrator, "date,day,name\n2027-01-01,off,元旦\n", **CALENDAR)
    assert not Notice.objects.filter(year=2027).exists()

    token = page.context["token"]
    answer = administrator.post(reverse("places_confirm", args=["calendar"]), {"token": token})

    assert answer.status_code == 302
    assert SpecialDay.objects.get(year=2027).date == date(2027, 1, 1)


def test_wrong_lines_are_named_and_cannot_be_confirmed(administrator):
    page = send(administrator, "date,day,name\n2027-01-01,off,A\nsoon,off,A\n", **CALENDAR)

    assert page.context["token"] == ""
    assert '<td class="number">3</td>' in page.content.decode()


def test_a_file_that_is_no_table_is_refused_beside_the_field(administrator):
    page = send(administrator, "PK\x03\x04", "units")

    assert page.status_code == 422
    assert "CSV" in page.content.decode()


def test_a_forgotten_upload_is_asked_for_again(administrator):
    url = reverse("places_confirm", args=["calendar"])

    assert administrator.post(url, {"token": "gone"}).url == reverse(
        "places_upload", args=["calendar"]
    )
    assert administrator.get(reverse("places_upload", args=["nothing"])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "text", "data"),
    [
        ("areas", "code,name\n330000,P\n", {"year": "2026"}),
        ("units", "code,name,kind,level\nnew,N,town,3\n", {}),
        ("duties", "unit,category_code,item,kind\ntown,a,b,basic\n", {}),
    ],
)
def test_every_table_goes_the_same_way(administrator, kind, text, data):
    token = send(administrator, text, kind, **data).context["token"]

    administrator.post(reverse("places_confirm", args=[kind]), {"token": token})

    assert administrator.get(reverse("places")).context["counts"][kind] >= 1
