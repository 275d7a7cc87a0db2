"""A worker killed between taking a notice and having sent it: the resident is told all the same."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection
from pytest_django import Settings

from sanwen.notices import actions
from sanwen.notices.models import Notice, SendState, Topic
from sanwen.notices.outbox import to_resident
from tests.factories.mailbox import Mailbox
from tests.factories.matters import Cast, by_email, taken_in
from tests.factories.moments import later

WORKER = """
import django
django.setup()
from sanwen.cli.worker import run
run(jobs=1)
"""


def _worker(box: Mailbox) -> "subprocess.Popen[bytes]":
    at = connection.get_connection_params()
    url = f"postgresql://{at.get('user', '')}:{at.get('password', '')}@{at['host']}:{at['port']}"
    environment = os.environ | {
        "DATABASE_URL": f"{url}/{at['dbname']}",
        "SANWEN_EMAIL_URL": f"smtp://127.0.0.1:{box.port}",
        "DJANGO_SETTINGS_MODULE": "sanwen.config.settings",
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_a_notice_in_the_hands_of_a_killed_worker_is_sent_by_the_next(settings: Settings) -> None:
    box = Mailbox()
    box.is_deaf = True
    box.open()
    voice = taken_in(Cast(), contact=by_email(), now=None).voice
    actions.post_many(
        [to_resident(Topic.NEWS, voice.ref, voice.contact_id, what="test")],
        now=voice.registered_at,
    )
    worker = _worker(box)
    try:
        assert box.asked.wait(40), "the worker never came to the mail server"
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)

        held = Notice.objects.get()
        assert (held.state, held.attempts) == (SendState.WAITING, 1)
        assert actions.send_due() == 0

        box.is_deaf = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        assert actions.send_due(now=later(held.send_after, seconds=1)) == 1
    finally:
        worker.kill()
        box.close()

    first, second = box.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert Notice.objects.get().state == SendState.SENT
