"""What is to be told, before it is a row: one reader, one piece of news, one key."""

from dataclasses import dataclass
from datetime import datetime

from sanwen.notices.models import Channel, Topic


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """`key` names the news and its reader: written twice, it is told once."""

    key: str
    topic: Topic
    subject: str
    staff_id: int | None = None
    contact_id: int | None = None
    # Not before this moment; None is at once.
    send_after: datetime | None = None

    @property
    def channel(self) -> Channel:
        return Channel.IN_SITE if self.staff_id is not None else Channel.EMAIL


def to_staff(topic: Topic, subject: str, user_id: int, *, what: object) -> NoticeDraft:
    """`what` tells this news from the next of its kind about the same matter."""
    return NoticeDraft(f"{topic}:{subject}:{what}:staff-{user_id}", topic, subject, user_id)


def to_resident(
    topic: Topic,
    subject: str,
    contact_id: int,
    *,
    what: object,
    send_after: datetime | None = None,
) -> NoticeDraft:
    key = f"{topic}:{subject}:{what}:contact-{contact_id}"
    return NoticeDraft(key, topic, subject, contact_id=contact_id, send_after=send_after)
