"""Each event of a demo story, done by the action that a person would take."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sanwen.core.actors import Machine
from sanwen.deliver.matters import presets
from sanwen.deliver.matters.actions import answering, asking, assigning, ending, opening
from sanwen.deliver.matters.actions.answering import LegalRoute, Reply
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import AnswerState, Extension, Joining, Matter, Way
from sanwen.deliver.matters.states import State
from sanwen.demo.county import HUB_UNIT
from sanwen.demo.events import Event, EventKind
from sanwen.demo.story import Story
from sanwen.demo.world import World
from sanwen.places import rules as places
from sanwen.places.models import Level
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.ratings.models import Verdict

CLOCKS = Machine("clocks")
SOLVED = {"solved": "yes", "partly": "partly", "not": "no"}
BEYOND = "事在村里，先由镇里牵头把情况摸清，主管部门协办。"
# Which legal route a text tells of, the first word that fits.
ROUTES = {"仲裁": "arbitration", "复议": "reconsideration", "法院": "court"}
# Matters about a person's own pay, health or family are not summed up in public.
PRIVATE = ("06", "08", "11")


def _accept(
    world: World, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    """Where assigning follows, it accepts on the way, as the desk does it."""
    if _is_next(later, EventKind.ASSIGNED):
        return
    clerk = world.cast.who("intake", HUB_UNIT)
    assigning.accept(matter=world.matter(story), by=clerk, now=now)


def _join(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    into = world.matters[event.matter or 0]
    matter = world.matter(story)
    if matter.pk != into.pk:
        clerk = world.cast.who("intake", HUB_UNIT)
        world.matters[story.number] = opening.join(matter=matter, into=into, by=clerk, now=now)


def _assign(
    world: World, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    to = _decided(world, story, event.to_unit, assisted=_is_next(later, EventKind.ASSIST_ASKED))
    clerk = world.cast.who("intake", HUB_UNIT)
    assigning.assign(matter=world.matter(story), to=to, by=clerk, now=now)


def _is_next(later: tuple[Event, ...], kind: EventKind) -> bool:
    return bool(later) and later[0].kind == kind


def _decided(world: World, story: Story, unit: str, *, assisted: bool = False) -> Assign:
    is_public = story.category[:2] not in PRIVATE and story.number % 5 < 3
    lead = world.cast.units[unit]
    is_listed = lead.level < Level.TOWN or places.may_lead(
        lead, story.category, world.cast.duties(lead)
    )
    return Assign(
        lead=lead,
        beyond_list_because="" if is_listed else BEYOND,
        category=world.cast.categories.get(story.category),
        assists=[world.cast.units[story.assist]] if assisted and story.assist else [],
        public_summary=story.voice.title if is_public else "",
        urgent=story.is_urgent,
    )


def _take(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    handler = world.cast.who("handler", event.unit)
    assigning.take(matter=world.matter(story), by=handler, now=now)


def _object(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    head = world.cast.who("unit_lead", event.unit)
    assigning.object_to(matter=world.matter(story), reason=event.text, by=head, now=now)


def _agree(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    clerk = world.cast.who("intake", HUB_UNIT)
    assigning.agree(matter=world.matter(story), words=event.text, by=clerk, now=now)


def _refuse(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    clerk = world.cast.who("intake", HUB_UNIT)
    assigning.refuse_return(matter=world.matter(story), words=event.text, by=clerk, now=now)


def _designate(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    clerk = world.cast.who("intake", HUB_UNIT)
    to = _decided(world, story, event.to_unit)
    assigning.designate(matter=world.matter(story), to=to, words=event.text, by=clerk, now=now)


def _ask(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    handler = world.cast.who("handler", event.unit)
    asking.ask(matter=world.matter(story), question=event.text, by=handler, now=now)


def _reply(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    voice = world.voices[story.number]
    asking.add(matter=world.matter(story), voice=voice, text=event.text, now=now)


def _extend(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    asking.ask_for_time(
        matter=world.matter(story),
        days=event.days,
        reason=event.text,
        by=world.cast.who("handler", event.unit),
        now=now,
    )


def _grant(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    extension = Extension.objects.filter(matter=world.matters[story.number], decided_at=None)
    asked = extension.first()
    if asked is not None:
        head = world.cast.who("unit_lead", event.unit)
        asking.decide_on_time(extension=asked, approved=True, by=head, now=now)


def _answer(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    given = event.answer
    if given is None:
        raise ValueError(f"story {story.number} answers with nothing")
    handler = world.cast.who("handler", event.unit)
    reply = Reply(
        outcome=given.outcome,
        items=[(item.asked, item.said) for item in given.items],
        ground_kind="law" if "《" in given.ground else "fact",
        ground=given.ground,
        remedy=given.remedy,
        next_step=given.next_step,
        next_on=given.due,
    )
    written = answering.answer(matter=world.matter(story), reply=reply, by=handler, now=now)
    if written.state == AnswerState.READING:
        head = world.cast.who("unit_lead", event.unit, other_than=handler)
        answering.read(answer=written, agreed=True, by=head, now=now)


def _deliver(
    world: World, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    """Some never look: their answer stands undelivered, and silence is all there is."""
    if _is_next(later, EventKind.CLOSED_BY_SILENCE) and story.number % 3 == 0:
        return
    answering.deliver(
        answer=world.answer(story),
        voice=world.voices[story.number],
        way=Way.PAGE,
        by=world.resident(story),
        now=now,
    )


# Whether somebody of the unit got in touch; a third do not say.
CONTACTED = (True, None, True, True, False, None, True, None, True)


def _judge(
    world: World, story: Story, event: Event, now: datetime, later: tuple[Event, ...]
) -> None:
    said = event.verdict
    if said is None:
        raise ValueError(f"story {story.number} judges with nothing")
    solved = SOLVED[said.solved]
    if solved == "no" and _is_next(later, EventKind.CLOSED_BY_VERDICT):
        # Here "not solved" always brings a matter back; who lets it be says "partly".
        solved = "partly"
    ratings.give(
        voice=world.voices[story.number],
        answer=world.answer(story),
        solved=solved,
        satisfaction=said.level,
        contacted=CONTACTED[story.number % len(CONTACTED)],
        words=said.words,
        now=now,
    )


def _close(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    """The others who asked for the same judge too; then it is closed by their verdict."""
    matter = Matter.objects.get(pk=world.matters[story.number].pk)
    if matter.state != State.ANSWERED:
        return
    answer = world.answer(story)
    judged = Verdict.objects.filter(answer=answer).values("voice")
    for joining in Joining.objects.filter(matter=matter).exclude(voice__in=judged):
        ratings.give(voice=joining.voice, answer=answer, solved="yes", satisfaction=4, now=now)


def _lapse(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    ending.close_by_silence(matter=world.matter(story), by=CLOCKS, now=now)


def _redirect(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    name = next(name for word, name in ROUTES.items() if word in event.text)
    texts = presets.route(name, "zh") | {"ground": event.text}
    answering.redirect(
        matter=world.matter(story),
        to=LegalRoute(route=name, **texts),
        by=world.cast.who("intake", HUB_UNIT),
        now=now,
    )


def _withdraw(world: World, story: Story, event: Event, now: datetime, later: object) -> None:
    ending.withdraw(voice=world.voices[story.number], now=now)


Act = Callable[[World, Story, Event, datetime, tuple[Event, ...]], None]
# Reopening and going up follow from the verdict by themselves.
ACTS: Mapping[EventKind, Act] = {
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
