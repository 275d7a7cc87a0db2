"""The frame of every page: languages, type, light, headers, and the doors of staff."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from sanwen.people.roles import Role
from sanwen.web.middleware import Lighter
from sanwen.web.shell import DOORS, shell
from tests.factories.people import person
from tests.factories.places import units

STILL = ("/", "/help/", "/privacy/", "/about/", "/receipt/")


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize("address", STILL)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_that_only_tell_need_no_database(client, address, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(address)

    assert page.status_code == 200
    assert page.headers["Content-Language"] == language


def test_home_has_three_doors_the_code_and_the_emergency_numbers(client):
    page = client.get("/").content.decode()

    for words in ("您需要什么？", "您有什么主意？", "事情办得怎么样？", "凭查询码查"):
        assert words in page
    for number in ("110", "119", "120", "12345"):
        assert f'href="tel:{number}"' in page


def test_the_english_home_has_no_chinese_but_the_way_back(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get("/").content.decode().replace("中文", "")

    assert not any("\u4e00" <= sign <= "\u9fff" for sign in page)


def test_large_type_is_remembered_and_taken_back(client):
    answer = client.post("/display/", {"large": "1", "next": "/help/"})
    assert answer.url == "/help/"
    assert 'class="large ' in client.get("/").content.decode()

    client.post("/display/", {"large": "0"})
    assert 'class="large ' not in client.get("/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_light_and_dark_are_remembered_until_the_phone_decides_again(client, theme):
    client.post("/display/", {"theme": theme})
    assert f'class="{theme}"' in client.get("/").content.decode()

    client.post("/display/", {"theme": "auto"})
    assert f'class="{theme}"' not in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:1"])
def test_a_switch_never_leads_to_another_site(client, elsewhere):
    assert client.post("/display/", {"large": "1", "next": elsewhere}).url == "/"


def test_an_unknown_theme_changes_nothing(client):
    client.post("/display/", {"theme": 'x" onload="1'})

    assert "theme" not in client.cookies


def test_every_page_forbids_foreign_and_inline_code(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_page_keeps_its_address_and_the_device_to_itself(client):
    headers = client.get("/help/").headers

    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("kind", "is_lighter"), [("text/html; charset=utf-8", True), ("image/jpeg", False)]
)
def test_words_are_sent_compressed_and_photos_as_they_are(kind, is_lighter):
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    lighter = Lighter(lambda request: HttpResponse(b"a" * 5000, content_type=kind))

    assert lighter(request).has_header("Content-Encoding") == is_lighter


def test_a_stranger_sees_no_door_of_staff():
    assert shell(RequestFactory().get("/"))["doors"]() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.INTAKE, "desk imports reception topics desk_asks results triage notices"),
        (
            Role.SUPERVISOR,
            "desk reception oversight topics desk_asks results fairness triage sealed_reports "
            "notices",
        ),
        (Role.HANDLER, "desk reception mediations results notices"),
        (Role.LEADER, "desk reception oversight topics desk_asks results fairness triage notices"),
        (Role.AUDITOR, "topics desk_asks results fairness triage trail notices"),
        (Role.ADMINISTRATOR, "reception triage staff places api_keys outbox notices"),
    ],
)
def test_staff_see_the_doors_of_their_work(role, names):
    request = RequestFactory().get("/")
    request.user = person(role, units().desk)

    assert {door.name for door in shell(request)["doors"]()} == set(names.split())


def test_every_door_is_named_once():
    assert len({door.name for door in DOORS}) == len(DOORS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "current"),
    [("/results/", "page"), ("/results/rates/", "true"), ("/help/", ""), ("/deskbound/", "")],
)
def test_a_page_far_inside_is_marked_at_the_door_it_belongs_to(path, current):
    request = RequestFactory().get(path)
    request.user = person(Role.SUPERVISOR, units().desk)

    marked = {way.to: way.current for way in shell(request)["staff_ways"]() if way.current}

    assert marked == ({"/results/": current} if current else {})


@pytest.mark.django_db
def test_a_page_with_ways_of_its_own_keeps_the_bar(rf):
    request = rf.get("/results/")
    request.user = person(Role.SUPERVISOR, units().desk)

    bar = render_to_string("components/staff_bar.html", {"ways": [("verb", "name")]}, request)

    assert 'href="/results/"' in bar
    assert 'href=""' not in bar


@pytest.mark.django_db
def test_only_staff_load_the_look_of_their_bar(client):
    assert "staff.css" not in client.get("/help/").content.decode()

    client.force_login(person(Role.SUPERVISOR, units().desk))

    assert "staff.css" in client.get("/help/").content.decode()
