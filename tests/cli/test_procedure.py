"""`sanwen procedure simulate`: a file is tried on last year; a wrong one is told."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from sanwen.deliver.matters.states import State
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Length
from sanwen.deliver.procedures.models import Version
from sanwen.deliver.procedures.written import written
from tests.cli.conftest import Run
from tests.factories.matters import Cast, matter

pytestmark = pytest.mark.django_db


def test_it_prints_what_would_move_and_changes_nothing(sanwen: Run, tmp_path: Path) -> None:
    matter(Cast(), State.ANSWERED, now=timezone.now() - timedelta(days=30))
    base = known.version("service", "1")
    first = replace(base.promise, own=Length(3, "workday"))
    file = tmp_path / "service.toml"
    file.write_text(written(replace(base, clocks=(first, *base.clocks[1:]))), encoding="utf-8")

    told = sanwen("procedure", "simulate", file, "--json")

    assert told.exit_code == 0
    (clock,) = json.loads(told.stdout)["clocks"]
    assert (clock["rule"], clock["earlier"], clock["later"]) == ("service.reply", 1, 0)
    assert not Version.objects.exists()


def test_a_wrong_file_is_refused_with_its_faults(sanwen: Run, tmp_path: Path) -> None:
    file = tmp_path / "service.toml"
    file.write_text('code = "x"', encoding="utf-8")

    told = sanwen("procedure", "simulate", file)

    assert told.exit_code == 1
    assert "version" in told.stderr
