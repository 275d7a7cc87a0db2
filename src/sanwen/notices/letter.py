"""The e-mail itself. It never names the matter's subject, the person, the unit or the code."""

import smtplib
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanwen.core import keys
from sanwen.notices.models import Notice, Topic

# What a mail server, or the way to it, can do to us. Anything else is a fault of ours and is seen.
FAILURES = (smtplib.SMTPException, OSError)


class Mailbox(Protocol):
    def close(self) -> None: ...


def written(notice: Notice, *, to: str, mailbox: Mailbox) -> EmailMessage:
    with override(notice.language):
        return EmailMessage(
            subject=_("News of %(number)s") % {"number": notice.subject},
            body=_body(notice),
            to=[to],
            connection=mailbox,
            headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        )


def _body(notice: Notice) -> str:
    number = {"number": notice.subject}
    news = {
        Topic.QUESTION: _("There is a question for you about your message %(number)s."),
        Topic.ANSWER: _("Your message %(number)s has an answer."),
        Topic.INVITATION: _("You can now judge how your message %(number)s was handled."),
        Topic.VISIT: _("There is news of your visit %(number)s."),
        Topic.MEDIATION: _("There is news of the mediation %(number)s."),
        Topic.ASKED: _("You are asked what you think, before it is decided: %(number)s."),
    }.get(Topic(notice.topic), _("There is news of your message %(number)s."))
    return "\n\n".join(
        (
            news % number,
            _("Please open our site and enter your receipt code to read it."),
            _("We never ask for your code, a password or money by e-mail."),
        )
    )


def proof(*, code: str, minutes: int, to: str, mailbox: Mailbox) -> EmailMessage:
    """A code that shows that the address is one's own. It goes at once and is kept nowhere."""
    told = {"code": code, "minutes": minutes}
    return EmailMessage(
        subject=_("Your code"),
        body="\n\n".join(
            (
                _("Your code is %(code)s. It is good for %(minutes)d minutes.") % told,
                _("If you did not ask for it, do nothing. We did not keep your address."),
            )
        ),
        to=[to],
        connection=mailbox,
        headers={"Auto-Submitted": "auto-generated"},
    )


def message_id(notice: Notice) -> str:
    """The same news has the same id, so a mailbox that gets it twice can tell."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{keys.keyed_hash('lookup', f'notice:{notice.key}').hex()[:32]}@{domain}>"


def reason(error: Exception) -> str:
    """What went wrong without what the server quoted: it often quotes the address."""
    code = getattr(error, "smtp_code", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((answer[0] for answer in error.recipients.values()), "")
    return f"{type(error).__name__} {code}".strip()
