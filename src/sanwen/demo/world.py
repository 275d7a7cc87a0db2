"""What the replay of the year knows so far: who acts, which voices came, what they opened."""

from datetime import datetime

from sanwen.core.actors import Actor, Machine, Resident
from sanwen.deliver.intake.actions import take_in
from sanwen.deliver.matters.models import Answer, AnswerState, Matter
from sanwen.demo.county import HUB_UNIT
from sanwen.demo.messages import DraftVoice
from sanwen.demo.setting import Cast
from sanwen.demo.story import Story
from sanwen.integrity.vault import models as vault
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel, Voice

FORM = Machine("public-form")
CHANNELS = {"web": Channel.WEB, "wechat": Channel.WEB}


class World:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.voices: dict[int, Voice] = {}
        self.matters: dict[int, Matter] = {}

    def register(self, story: Story, now: datetime) -> None:
        taken = take_in(
            _draft(story, self.cast),
            received_by=self.cast.units[HUB_UNIT],
            by=self._receiver(story.voice),
            now=now,
        )
        self.voices[story.number] = taken.voice
        self.matters[story.number] = taken.matter

    def _receiver(self, voice: DraftVoice) -> Actor:
        return FORM if voice.channel in CHANNELS else self.cast.who("intake", HUB_UNIT)

    def matter(self, story: Story) -> Matter:
        """By number only: every action reads the matter anew under its lock."""
        return Matter(pk=self.matters[story.number].pk)

    def answer(self, story: Story) -> Answer:
        sent = Answer.objects.filter(matter=self.matters[story.number], state=AnswerState.SENT)
        return sent.latest("sent_at")

    def resident(self, story: Story) -> Resident:
        return Resident(self.voices[story.number].contact.pseudonym)


def _draft(story: Story, cast: Cast) -> Draft:
    voice = story.voice
    return Draft(
        text=voice.text,
        channel=CHANNELS.get(voice.channel) or Channel(voice.channel),
        contact=_contact(voice),
        said_at=voice.received_at,
        place=voice.place,
        area_id=cast.areas.get(story.area),
        summary=voice.summary,
        submission_key=f"demo-{story.number}",
    )


def _contact(voice: DraftVoice) -> ContactDraft:
    if voice.contact is None:
        return ContactDraft(openness=vault.Openness.ANONYMOUS)
    return ContactDraft(
        name=voice.contact.name,
        phone=voice.contact.phone,
        email=voice.contact.email,
        address=voice.contact.address,
        wechat=voice.contact.wechat,
        # Nobody in the demo gets a message: its people do not exist.
        wishes=vault.Way.PHONE if voice.contact.phone else vault.Way.CODE_ONLY,
        openness=vault.Openness(voice.visibility),
    )
