"""The e-mail itself. It never names the matter's subject, the person, the unit or the code."""

import smtplib
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanwen.core import codes, keys
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
        Topic.DECIDED: _(
            "What you wished to follow, %(number)s, has a decision or a draft of one."
        ),
        Topic.TALK: _(
            "There is news of the talk meeting %(number)s. You were drawn for it by lot."
        ),
        Topic.ACCEPT: _(
            "What was promised after the question that you follow is said to be done. Do you find "
            "so? Its number is %(number)s."
        ),
    }.get(Topic(notice.topic), _("There is news of your message %(number)s."))
    return "\n\n".join(
        (
            news % number,
            _where(notice),
            _("We never ask for your code, a password or money by e-mail."),
        )
    )


def _where(notice: Notice) -> str:
    match Topic(notice.topic):
        case Topic.ASKED | Topic.DECIDED:
            return _("Please open our site: everybody can read it there, under its number.")
        case Topic.TALK:
            return _(
                "Please open our site and look there, under its number. Your code for the reply is "
                "%(code)s. Whether you come is up to you, and no reason is asked."
            ) % {"code": code_of(notice.subject, notice.key.rpartition(":")[2])}
        case Topic.ACCEPT:
            return _(
                "Please open our site, “Is it done?”, and enter this code: %(code)s. It is good "
                "for one answer, which nobody can tie to you. Whether you answer is up to you."
            ) % {"code": code_of(notice.subject, notice.key.rpartition(":")[2])}
    return _("Please open our site and enter your receipt code to read it.")


def code_of(subject: str, reader: str) -> str:
    """With which one reader (`contact-12`) replies to one invitation; it is kept nowhere."""
    return codes.grouped(codes.make(keys.keyed_hash("lookup", f"reply:{subject}:{reader}")))


def proof(*, code: str, minutes: int, to: str, mailbox: Mailbox) -> EmailMessage:
    """A code that shows that the address is one's own. It goes at once and is kept nowhere."""
    told = {"code": code, "minutes": minutes}
    return EmailMessage(
        subject=_("The code you asked for"),
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
