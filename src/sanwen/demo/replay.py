"""Replays the demo's stories through the same actions that people use, each at its own time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from heapq import merge

from sanwen.core.actors import Actor, Machine, Resident
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import take_in
from sanwen.deliver.matters import presets
from sanwen.deliver.matters.actions import answering, asking, assigning, ending, opening
from sanwen.deliver.matters.actions.answering import LegalRoute, Reply
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Answer, AnswerState, Extension, Joining, Matter, Way
from sanwen.deliver.matters.states import State
from sanwen.demo.county import HUB_UNIT
from sanwen.demo.events import Event, EventKind
from sanwen.demo.messages import DraftVoice
from sanwen.demo.setting import Cast
from sanwen.demo.story import Story
from sanwen.integrity.vault import models as vault
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel, Voice
from sanwen.places import rules as places
from sanwen.places.models import Level
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.ratings.models import Verdict

CLOCKS = Machine("clocks")
FORM = Machine("public-form")
CHANNELS = {"web": Channel.WEB, "wechat": Channel.WEB}
SOLVED = {"solved": "yes", "partly": "partly", "not": "no"}
BEYOND = "事在村里，先由镇里牵头把情况摸清，主管部门协办。"
# Which legal route a text tells of, the first word that fits.
ROUTES = {"仲裁": "arbitration", "复议": "reconsideration", "法院": "court"}
# Matters about a person's own pay, health or family are not summed up in public.
PRIVATE = ("06", "08", "11")


class Replay:
    """One part of the year; matters that belong together are in the same part."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.voices: dict[int, Voice] = {}
        self.matters: dict[int, Matter] = {}
        # Steps that the rules of today do not allow: the year goes on without them.
        self.refused: list[str] = []

    def play(self, stories: list[Story]) -> None:
        by_number = {story.number: story for story in stories}
        for _, number, at in merge(*(_times(story) for story in stories)):
            self._step(by_number[number], at)

    def _step(self, story: Story, index: int) -> None:
        event = story.events[index]
        now = story.voice.received_at + event.after
        try:
            self._act(story, event, index, now)
        except NotAllowed as refusal:
            self.refused.append(f"{story.number} {event.kind}: {refusal}")

    def _act(self, story: Story, event: Event, index: int, now: datetime) -> None:
        if event.kind == EventKind.REGISTERED:
            self._register(story, now)
            return
        act = _ACTS.get(event.kind)
        if act is not None:
            act(self, story, event, now, story.events[index + 1 :])

    def _register(self, story: Story, now: datetime) -> None:
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


def _times(story: Story) -> Iterator[tuple[datetime, int, int]]:
    for index, event in enumerate(story.events):
        yield story.voice.received_at + event.after, story.number, index


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


def _accept(
    replay: Replay, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    """Where assigning follows, it accepts on the way, as the desk does it."""
    if _is_next(later, EventKind.ASSIGNED):
        return
    clerk = replay.cast.who("intake", HUB_UNIT)
    assigning.accept(matter=replay.matter(story), by=clerk, now=now)


def _join(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    into = replay.matters[event.matter or 0]
    matter = replay.matter(story)
    if matter.pk != into.pk:
        clerk = replay.cast.who("intake", HUB_UNIT)
        replay.matters[story.number] = opening.join(matter=matter, into=into, by=clerk, now=now)


def _assign(
    replay: Replay, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    to = _decided(replay, story, event.to_unit, assisted=_is_next(later, EventKind.ASSIST_ASKED))
    clerk = replay.cast.who("intake", HUB_UNIT)
    assigning.assign(matter=replay.matter(story), to=to, by=clerk, now=now)


def _is_next(later: tuple[Event, ...], kind: EventKind) -> bool:
    return bool(later) and later[0].kind == kind


def _decided(replay: Replay, story: Story, unit: str, *, assisted: bool = False) -> Assign:
    is_public = story.category[:2] not in PRIVATE and story.number % 5 < 3
    lead = replay.cast.units[unit]
    is_listed = lead.level < Level.TOWN or places.may_lead(
        lead, story.category, replay.cast.duties(lead)
    )
    return Assign(
        lead=lead,
        beyond_list_because="" if is_listed else BEYOND,
        category=replay.cast.categories.get(story.category),
        assists=[replay.cast.units[story.assist]] if assisted and story.assist else [],
        public_summary=story.voice.title if is_public else "",
        urgent=story.is_urgent,
    )


def _take(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    handler = replay.cast.who("handler", event.unit)
    assigning.take(matter=replay.matter(story), by=handler, now=now)


def _object(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    head = replay.cast.who("unit_lead", event.unit)
    assigning.object_to(matter=replay.matter(story), reason=event.text, by=head, now=now)


def _agree(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    clerk = replay.cast.who("intake", HUB_UNIT)
    assigning.agree(matter=replay.matter(story), words=event.text, by=clerk, now=now)


def _refuse(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    clerk = replay.cast.who("intake", HUB_UNIT)
    assigning.refuse_return(matter=replay.matter(story), words=event.text, by=clerk, now=now)


def _designate(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    clerk = replay.cast.who("intake", HUB_UNIT)
    to = _decided(replay, story, event.to_unit)
    assigning.designate(matter=replay.matter(story), to=to, words=event.text, by=clerk, now=now)


def _ask(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    handler = replay.cast.who("handler", event.unit)
    asking.ask(matter=replay.matter(story), question=event.text, by=handler, now=now)


def _reply(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    voice = replay.voices[story.number]
    asking.add(matter=replay.matter(story), voice=voice, text=event.text, now=now)


def _extend(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    asking.ask_for_time(
        matter=replay.matter(story),
        days=event.days,
        reason=event.text,
        by=replay.cast.who("handler", event.unit),
        now=now,
    )


def _grant(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    extension = Extension.objects.filter(matter=replay.matters[story.number], decided_at=None)
    asked = extension.first()
    if asked is not None:
        head = replay.cast.who("unit_lead", event.unit)
        asking.decide_on_time(extension=asked, approved=True, by=head, now=now)


def _answer(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    given = event.answer
    if given is None:
        raise ValueError(f"story {story.number} answers with nothing")
    handler = replay.cast.who("handler", event.unit)
    reply = Reply(
        outcome=given.outcome,
        items=[(item.asked, item.said) for item in given.items],
        ground_kind="law" if "《" in given.ground else "fact",
        ground=given.ground,
        remedy=given.remedy,
        next_step=given.next_step,
        next_on=given.due,
    )
    written = answering.answer(matter=replay.matter(story), reply=reply, by=handler, now=now)
    if written.state == AnswerState.READING:
        head = replay.cast.who("unit_lead", event.unit, other_than=handler)
        answering.read(answer=written, agreed=True, by=head, now=now)


def _deliver(
    replay: Replay, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    """Some never look: their answer stands undelivered, and silence is all there is."""
    if _is_next(later, EventKind.CLOSED_BY_SILENCE) and story.number % 3 == 0:
        return
    answering.deliver(
        answer=replay.answer(story),
        voice=replay.voices[story.number],
        way=Way.PAGE,
        by=replay.resident(story),
        now=now,
    )


def _judge(
    replay: Replay, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    said = event.verdict
    if said is None:
        raise ValueError(f"story {story.number} judges with nothing")
    solved = SOLVED[said.solved]
    if solved == "no" and _is_next(later, EventKind.CLOSED_BY_VERDICT):
        # Here "not solved" always brings a matter back; who lets it be says "partly".
        solved = "partly"
    ratings.give(
        voice=replay.voices[story.number],
        answer=replay.answer(story),
        solved=solved,
        satisfaction=said.level,
        words=said.words,
        now=now,
    )


def _close(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    """The others who asked for the same judge too; then it is closed by their verdict."""
    matter = Matter.objects.get(pk=replay.matters[story.number].pk)
    if matter.state != State.ANSWERED:
        return
    answer = replay.answer(story)
    judged = Verdict.objects.filter(answer=answer).values("voice")
    for joining in Joining.objects.filter(matter=matter).exclude(voice__in=judged):
        ratings.give(voice=joining.voice, answer=answer, solved="yes", satisfaction=4, now=now)


def _lapse(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    ending.close_by_silence(matter=replay.matter(story), by=CLOCKS, now=now)


def _redirect(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    name = next(name for word, name in ROUTES.items() if word in event.text)
    texts = presets.route(name, "zh") | {"ground": event.text}
    answering.redirect(
        matter=replay.matter(story),
        to=LegalRoute(route=name, **texts),
        by=replay.cast.who("intake", HUB_UNIT),
        now=now,
    )


def _withdraw(replay: Replay, story: Story, event: Event, now: datetime, later: object) -> None:
    ending.withdraw(voice=replay.voices[story.number], now=now)


Act = Callable[[Replay, Story, Event, datetime, tuple[Event, ...]], None]
# Reopening and going up follow from the verdict by themselves.
_ACTS: Mapping[EventKind, Act] = {
    EventKind.ACCEPTED: _accept,
    EventKind.JOINED: _join,
    EventKind.ASSIGNED: _assign,
    EventKind.TAKEN: _take,
    EventKind.RETURNED: _object,
    EventKind.RETURN_AGREED: _agree,
    EventKind.RETURN_REFUSED: _refuse,
    EventKind.ARBITRATED: _designate,
    EventKind.RESIDENT_ASKED: _ask,
    EventKind.RESIDENT_REPLIED: _reply,
    EventKind.EXTENSION_ASKED: _extend,
    EventKind.EXTENSION_GRANTED: _grant,
    EventKind.ANSWERED: _answer,
    EventKind.DELIVERED: _deliver,
    EventKind.RATED: _judge,
    EventKind.CLOSED_BY_VERDICT: _close,
    EventKind.CLOSED_BY_SILENCE: _lapse,
    EventKind.REDIRECTED: _redirect,
    EventKind.WITHDRAWN: _withdraw,
}
