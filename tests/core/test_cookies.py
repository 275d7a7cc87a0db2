"""A cookie says what was written into it, or nothing."""

from django.http import HttpResponse
from django.test import RequestFactory

from sanwen.core.cookies import SignedCookie

OURS = SignedCookie("ours", "/ask/C-1/", "sanwen.ask.1", 200)


def sent_back(text: str) -> object:
    request = RequestFactory().get("/ask/C-1/")
    request.COOKIES["ours"] = text
    return request


def test_what_was_written_is_read_again():
    response = HttpResponse()
    OURS.write(response, "12.ABCD")

    kept = response.cookies["ours"]

    assert OURS.read(sent_back(kept.value)) == "12.ABCD"
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/ask/C-1/", True, "Lax")


def test_what_was_altered_says_nothing():
    response = HttpResponse()
    OURS.write(response, "12.ABCD")

    assert OURS.read(sent_back(response.cookies["ours"].value.replace("12", "13"))) == ""
    assert OURS.read(sent_back("")) == ""


def test_what_was_written_for_another_is_not_read():
    response = HttpResponse()
    SignedCookie("ours", "/ask/C-2/", "sanwen.ask.2", 200).write(response, "12.ABCD")

    assert OURS.read(sent_back(response.cookies["ours"].value)) == ""
