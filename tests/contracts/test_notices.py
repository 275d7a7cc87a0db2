"""What leaves the house says that there is news, and never of what."""

import ast
import re

from django.utils import translation

from sanwen.notices import letter
from sanwen.notices.models import Notice, Topic
from tests.contracts.house import SOURCE, modules

LETTER = SOURCE / "notices/letter.py"
SENDING = re.compile(
    r"\b(?:EmailMessage|EmailMultiAlternatives|send_mail|send_mass_mail|urlopen)\b"
)
HARMLESS = {"key", "topic", "subject", "language"}


def test_a_notice_has_no_room_for_what_a_matter_is_about() -> None:
    """A kind of news, a reader, a number, and how far the sending came."""
    fields = {field.name for field in Notice._meta.concrete_fields}

    assert fields == {
        *("id", "key", "topic", "channel", "contact", "staff", "subject", "language", "state"),
        *("made_at", "send_after", "attempts", "sent_at", "read_at", "failure"),
    }
    assert Notice._meta.get_field("subject").max_length == 24


def test_mail_is_written_in_one_place() -> None:
    writing = [file for file in modules() if SENDING.search(file.read_text(encoding="utf-8"))]

    assert writing == [LETTER]


def test_the_letter_reads_nothing_but_the_number_and_the_kind_of_news() -> None:
    tree = ast.parse(LETTER.read_text(encoding="utf-8"))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "notice"
    }

    assert read <= HARMLESS


def test_every_kind_of_news_makes_a_letter_with_nothing_but_the_number() -> None:
    for language in ("zh-hans", "en"):
        for topic in Topic:
            notice = Notice(key="k", topic=topic, subject="V-12", language=language)
            mail = letter.written(notice, to="a@example.org", mailbox=None)  # type: ignore[arg-type]
            # Whoever is invited replies with a code of their own.
            own = letter.code_of("V-12", "k") if topic in (Topic.TALK, Topic.ACCEPT) else ""
            text = f"{mail.subject}\n{mail.body}".replace("V-12", "").replace(own, "")

            assert "%(" not in text
            assert not re.search(r"\d", text)
            assert not mail.attachments


def test_the_words_for_staff_name_no_topic_either() -> None:
    with translation.override("en"):
        assert not [topic for topic in Topic if "%" in str(topic.label)]
