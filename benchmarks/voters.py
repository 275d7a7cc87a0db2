"""Many voters at once over plain sockets: each votes and notes what the server took."""

import asyncio
import re
import time
from dataclasses import dataclass, field

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
COOKIE = re.compile(rb"[Ss]et-[Cc]ookie: +(\w+)=([^;\r]*)")
LENGTH = re.compile(rb"[Cc]ontent-[Ll]ength: +(\d+)")
PATIENCE = 60.0


@dataclass
class Voter:
    """One browser: its cookies, the token of its page, the votes that the server said it took."""

    port: int
    path: str
    cookies: dict[bytes, bytes] = field(default_factory=dict)
    token: bytes = b""
    taken: dict[int, int] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    again: int = 0
    _lines: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def arrive(self) -> None:
        """The page as a browser opens it, which gives the code and the token of the form."""
        _status, body = await self._persist(self._request(b"GET", b""))
        found = TOKEN.search(body)
        assert found, "the page has no form"
        self.token = found[1]

    async def vote(self, number: int, value: int) -> None:
        body = b"csrfmiddlewaretoken=%s&vote=%d%%3A%d" % (self.token, number, value)
        start = time.perf_counter()
        status, told = await self._persist(self._request(b"POST", body))
        assert status in (200, 302), (status, told[:300])
        self.times.append(time.perf_counter() - start)
        self.taken[number] = value

    @property
    def participant(self) -> int:
        """Its key in the table, out of the cookie that the first vote brought."""
        value = next(v for k, v in self.cookies.items() if k.startswith(b"ask"))
        return int(value.strip(b'"').split(b".")[0])

    def _request(self, method: bytes, body: bytes) -> bytes:
        cookies = b"; ".join(b"%s=%s" % pair for pair in self.cookies.items())
        head = b"%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\nHX-Request: true\r\n"
        form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n"
        if method == b"GET":
            head = head.replace(b"HX-Request: true\r\n", b"")
        return (
            head % (method, self.path.encode(), self.port, cookies)
            + (form % len(body) if body else b"")
            + b"\r\n"
            + body
        )

    async def _persist(self, request: bytes) -> tuple[int, bytes]:
        """Over and over while the server is away or says that it cannot; the vote is the same."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                status, body = await self._ask(request)
                if status < 500:
                    return status, body
            except (OSError, asyncio.IncompleteReadError):
                self._lines = None
            if time.monotonic() > until:
                raise TimeoutError("the server did not come back")
            self.again += 1
            await asyncio.sleep(0.2)

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        if self._lines is None:
            self._lines = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._lines
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        self.cookies |= dict(COOKIE.findall(head))
        return int(head[9:12]), body


async def crowd(voters: list[Voter], statements: int) -> float:
    """Each votes once on every statement, in an order of its own; seconds from first to last."""
    await asyncio.gather(*(voter.arrive() for voter in voters))
    start = time.perf_counter()
    await asyncio.gather(*(_one(voter, at, statements) for at, voter in enumerate(voters)))
    return time.perf_counter() - start


async def _one(voter: Voter, at: int, statements: int) -> None:
    for step in range(statements):
        number = (at * 7 + step) % statements + 1
        await voter.vote(number, (at + step) % 3 - 1)
