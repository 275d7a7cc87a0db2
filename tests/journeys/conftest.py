"""A real demo in a process of its own, and a real browser that walks it."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHOTS = Path(os.environ.get("SANWEN_SHOTS", HERE / "shots"))
AXE = HERE / "vendor" / "axe-core" / "axe.min.js"
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
FLAGS = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 720}
# Several minutes on a machine that does other work besides.
STARTS_WITHIN = 600


@dataclass(frozen=True)
class Demo:
    url: str
    home: Path
    accounts: list[dict[str, Any]]
    pid: int

    def account(self, role: str, unit: str | None = None) -> dict[str, Any]:
        return next(
            one
            for one in self.accounts
            if one["role"] == role and unit in (None, one.get("unit_code"), one.get("unit"))
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    home = Path(tempfile.mkdtemp(prefix="sanwen-journeys-"))
    bind = f"127.0.0.1:{_free_port()}"
    given = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SANWEN_EMAIL_URL")}
    with (home / "demo.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanwen.cli.main", "demo"],
            cwd=ROOT,
            env=given | {"SANWEN_HOME": str(home), "SANWEN_BIND": bind, "PYTHONPATH": "src"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://{bind}"
    deadline = time.monotonic() + STARTS_WITHIN
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            pytest.fail(f"the demo did not start:\n{(home / 'demo.log').read_text()[-3000:]}")
        time.sleep(0.3)
    yield Demo(url, home, json.loads((home / "demo-accounts.json").read_text()), process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0, "Ctrl-C must stop cleanly"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Callable[..., Page]]:
    """A new browser window of its own: `opened(PHONE, "zh-CN")`."""
    contexts: list[BrowserContext] = []

    def open_window(size: dict[str, int] = PHONE, locale: str = "zh-CN", **options: Any) -> Page:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale=locale,
            base_url=demo.url,
            has_touch=size is PHONE,
            timezone_id="Asia/Shanghai",
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Who signed in once stays signed in: sign-ins are slow on purpose, and counted."""
    return {}


@pytest.fixture
def signed_in(
    opened: Callable[..., Page], demo: Demo, sessions: dict[str, Any]
) -> Callable[..., Page]:
    """A window in which somebody of this role works."""

    def sign_in(role: str, unit: str | None = None, **options: Any) -> Page:
        account = demo.account(role, unit)
        name = account["username"]
        if name in sessions:
            return opened(**{"size": DESK, "storage_state": sessions[name]} | options)
        page = opened(**{"size": DESK} | options)
        page.goto("/accounts/login/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", account["password"])
        page.click("main button.main")
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        sessions[name] = page.context.storage_state()
        return page

    return sign_in


def shot(page: Page, name: str, *, full: bool = False) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=full)


def barriers(page: Page) -> list[str]:
    """What axe-core finds wrong on the page, by WCAG 2.2 AA; empty is what we want."""
    # As text in the page's own world: the page's policy forbids scripts from elsewhere.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """() => axe.run(document, {runOnly: {type: "tag",
             values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})"""
    )
    return [
        f"{one['id']}: {one['help']} — {one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
    ]
