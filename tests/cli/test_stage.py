"""Faults become words and exit codes; our own bugs keep their traceback."""

import errno

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from sanwen.cli.refusal import Refused
from sanwen.cli.stage import in_words
from sanwen.config.cluster import ClusterError
from sanwen.core.ruling import NotAllowed
from tests.cli.conftest import Run


@pytest.mark.parametrize("kind", [Refused, ClusterError, NotAllowed, ImproperlyConfigured])
def test_a_reason_is_told_as_it_is(kind: type[Exception]) -> None:
    assert in_words(kind("the reason")) == "the reason"


@pytest.mark.parametrize(
    "problem",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("could not extend file: No space left on device"),
    ],
)
def test_a_full_disk_is_told_as_a_full_disk(problem: Exception) -> None:
    assert "The disk is full" in str(in_words(problem))


def test_a_silent_database_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "does not answer" in str(in_words(OperationalError("connection refused")))


def test_our_own_faults_are_not_dressed_up() -> None:
    assert in_words(KeyError("name")) is None


def test_a_refusal_is_exit_code_1_and_prints_nothing_on_stdout(
    sanwen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANWEN_BIND", "somewhere")

    told = sanwen("serve")

    assert (told.exit_code, told.stdout) == (1, "")
    assert "HOST:PORT" in told.stderr
