"""A browser as far as a benchmark needs one: keeps cookies, finds the token of a form, signs in."""

import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"
REDIRECT = (301, 302, 303)


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    location: str

    @property
    def token(self) -> str:
        found = TOKEN.search(self.body)
        assert found, f"no form here: {self.body[:200]}"
        return found[1]


@dataclass
class Visitor:
    """Made once; `on` gives the same cookies over another connection."""

    connection: http.client.HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, port: int) -> "Visitor":
        return cls(http.client.HTTPConnection("127.0.0.1", port, timeout=60))

    def on(self, connection: http.client.HTTPConnection) -> "Visitor":
        return Visitor(connection, dict(self.cookies))

    def get(self, path: str, *, expect: int = 200) -> Answer:
        return self._ask("GET", path, None, expect)

    def post(self, path: str, form: dict[str, str], *, expect: int = 302) -> Answer:
        return self._ask("POST", path, urlencode(form), expect)

    def sign_in(self, path: str, **fields: str) -> "Visitor":
        token = self.get(path).token
        answer = self.post(path, {**fields, "csrfmiddlewaretoken": token})
        assert path not in answer.location, answer.location
        return self

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = FORM
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if response.status != expect:
            raise AssertionError(f"{method} {path}: {response.status}, not {expect}: {text[:400]}")
        return Answer(response.status, text, urlsplit(response.headers.get("Location", "")).path)
