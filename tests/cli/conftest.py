"""Runs the `sanwen` command inside the test's process and database."""

import signal
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from sanwen.cli.main import app

Run = Callable[..., Result]


@pytest.fixture
def sanwen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    before, language = signal.getsignal(signal.SIGTERM), translation.get_language()
    yield lambda *words, **options: CliRunner().invoke(
        app, [str(word) for word in words], **options
    )
    signal.signal(signal.SIGTERM, before)
    translation.activate(language)
