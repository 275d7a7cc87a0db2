"""What became of a topic's matters: states, verdicts with who was silent, what came back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sanwen.deliver.matters.models import Answer, AnswerState, Joining, Matter
from sanwen.listen.topics.models import Topic, TopicVoice
from sanwen.office.listening.models import Recurrence
from sanwen.verdict.ratings.models import Verdict


@dataclass(frozen=True, slots=True)
class Fate:
    """`states` counts matters; of `asked` messages that have an answer, `judged` say how it was."""

    states: Mapping[str, int] = field(default_factory=dict)
    asked: int = 0
    judged: Mapping[str, int] = field(default_factory=dict)
    solved: int = 0
    came_back: int = 0

    @property
    def matters(self) -> int:
        return sum(self.states.values())

    @property
    def silent(self) -> int:
        return max(self.asked - sum(self.judged.values()), 0)


def fate(topic: Topic) -> Fate:
    """Four queries over the topic's own voices and matters, however large the tables are."""
    matters = matters_of(topic)
    states = matters.order_by().values_list("state").annotate(Count("pk"))
    sent = Answer.objects.filter(matter=OuterRef("matter"), state=AnswerState.SENT)
    asked = Joining.objects.filter(
        Exists(sent), voice__in=_voices(topic), withdrawn_at=None
    ).count()
    # Of each voice the last verdict: an answer that came later was judged anew.
    last = (
        Verdict.objects.filter(voice__in=_voices(topic))
        .order_by("voice", "-given_at", "-pk")
        .distinct("voice")
    )
    judged = Counter(last.values_list("solved", flat=True))
    found = matters.filter(state="closed").aggregate(
        solved=Count("pk", filter=_was_solved()), came_back=Count("pk", filter=_was_brought_back())
    )
    return Fate(dict(states), max(asked, judged.total()), judged, **found)


def matters_of(topic: Topic) -> "QuerySet[Matter]":
    """Not limited to a reader: for counting only."""
    return Matter.objects.filter(pk__in=_joined(topic))


def matters_to_read(topic: Topic, matters: "QuerySet[Matter]") -> "QuerySet[Matter]":
    """Those among the matters that somebody may see."""
    return matters.filter(pk__in=_joined(topic))


def _joined(topic: Topic) -> "QuerySet[Joining, int]":
    return Joining.objects.filter(voice__in=_voices(topic)).order_by().values("matter")  # type: ignore[return-value]


def _voices(topic: Topic) -> "QuerySet[TopicVoice, int]":
    return TopicVoice.objects.filter(topic=topic).values("voice")  # type: ignore[return-value]


def _was_solved() -> Q:
    return Q(Exists(Verdict.objects.filter(answer__matter=OuterRef("pk"), solved="yes")))


def _was_brought_back() -> Q:
    back = Recurrence.objects.standing().filter(earlier=OuterRef("pk"))
    return _was_solved() & Q(Exists(back))
