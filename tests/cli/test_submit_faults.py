"""A resident sends while things break: what was confirmed is there, what was not is given back."""

import os
import signal
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg
import pytest

from sanwen.config import cluster
from sanwen.config.cluster.folder import Folder
from tests.cli.test_serve import SANWEN, Serving, environment, serving, until

pytestmark = pytest.mark.fault
WORDS = "河东新村3栋楼道灯不亮，老人上下楼看不见。"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A body with one administrator, and so with a unit that can answer."""
    made = tmp_path_factory.mktemp("home")
    subprocess.run([*SANWEN, "createadmin", "first.admin"], env=environment(made), check=True)
    return made


class Browser:
    """As little of a browser as sending a form needs."""

    def __init__(self, server: Serving) -> None:
        self.root = f"http://127.0.0.1:{server.port}"
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opener.open(f"{self.root}/say/", timeout=30).read()

    def say(self, words: str, key: str) -> tuple[int, str]:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        form = {
            "csrfmiddlewaretoken": token or "",
            "text": words,
            "openness": "anonymous",
            "key": key,
        }
        data = urllib.parse.urlencode(form).encode()
        try:
            with self.opener.open(f"{self.root}/say/", data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()


def stored(home: Path) -> list[str]:
    with cluster.start(home) as running, psycopg.connect(running.url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM voices_voice")]


def test_the_words_come_back_while_the_database_is_gone_and_count_once_when_it_is_there(
    home: Path,
) -> None:
    with serving(home) as server:
        browser = Browser(server)
        postmaster = Folder(home / "cluster").postmaster()
        assert postmaster is not None
        os.kill(postmaster[0], signal.SIGKILL)

        status, page = browser.say(WORDS, "same-key")

        # It may be back before the message arrives; then the message is simply taken.
        assert status in (200, 503)
        assert status == 200 or WORDS in page
        until(lambda: cluster.url_if_running(home))
        until(lambda: server.page() == 200)
        until(lambda: browser.say(WORDS, "same-key")[0] == 200)
    assert stored(home).count(WORDS) == 1


def test_no_confirmed_message_is_lost_when_everything_is_killed_at_once(home: Path) -> None:
    confirmed: list[str] = []

    def send(browser: Browser, client: int) -> None:
        for number in range(200):
            words = f"第{client}人第{number}件：井盖松动，请来看看。"
            try:
                status, _ = browser.say(words, f"{client}-{number}")
            except OSError:
                return
            if status == 200:
                confirmed.append(words)

    with serving(home) as server:
        senders = [
            threading.Thread(target=send, args=(Browser(server), client)) for client in range(3)
        ]
        for sender in senders:
            sender.start()
        until(lambda: len(confirmed) > 20)
        postmaster = Folder(home / "cluster").postmaster()
        assert postmaster is not None
        for process in (postmaster[0], server.process.pid, *server.children()):
            os.kill(process, signal.SIGKILL)
        for sender in senders:
            sender.join(60)

    assert set(confirmed) <= set(stored(home))
