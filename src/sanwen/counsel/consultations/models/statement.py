"""Short opinions on which others react: who wrote one is known to nobody but its writer."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.counsel.consultations.models.consultation import Consultation
from sanwen.counsel.consultations.models.vote import Participant
from sanwen.counsel.consultations.states import Stand

if TYPE_CHECKING:
    from sanwen.counsel.consultations.models.counted import StatementCount

LONGEST = 140


class HoldReason(models.TextChoices):
    """The only reasons for which words are held back. Disagreeing with the body is none."""

    PERSONAL = "personal", pgettext_lazy("held back", "it tells who somebody is")
    INSULT = "insult", pgettext_lazy("held back", "it insults people instead of saying what to do")
    UNLAWFUL = "unlawful", pgettext_lazy("held back", "a law forbids publishing it")
    OTHER_QUESTION = "other_question", pgettext_lazy("held back", "it is about something else")
    ADVERTISING = "advertising", pgettext_lazy("held back", "it advertises")
    UNCLEAR = "unclear", pgettext_lazy("held back", "one cannot agree or disagree with it")


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> Self:
        return self.filter(stand=Stand.SHOWN)

    def waiting(self) -> Self:
        return self.filter(stand=Stand.WAITING)

    def numbered(self) -> Self:
        return self.order_by("number")


class Statement(models.Model):
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="statements"
    )
    # 1, 2, 3 … within the consultation: how the map, exports and people speak of it.
    number = models.PositiveIntegerField()
    # What everybody reads; what told of a person is masked before it is stored.
    # Other systems let people say more than LONGEST, which is what a form here takes.
    text = models.CharField(max_length=1000)
    is_by_body = models.BooleanField(default=False)
    # The browser that wrote it, for its appeal. No page or export shows it.
    author = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="statements"
    )
    stand = models.CharField(max_length=8, choices=Stand.choices, default=Stand.WAITING)
    said_at = models.DateTimeField()
    sifted_at = models.DateTimeField(null=True)
    sifted_by = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=16, choices=HoldReason.choices, blank=True)
    reason_words = models.CharField(max_length=300, blank=True)
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[StatementQuerySet] = StatementQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        appeal: "Appeal"
        count: "StatementCount"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="a_statement_has_its_own_number"
            ),
            models.CheckConstraint(name="a_statement_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="what_is_held_back_has_a_reason",
                condition=Q(stand=Stand.HELD) & ~Q(reason="") | ~Q(stand=Stand.HELD) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="what_was_said_already_names_where",
                condition=Q(stand=Stand.SAME, same_as__isnull=False)
                | ~Q(stand=Stand.SAME) & Q(same_as=None),
            ),
            models.CheckConstraint(
                name="whoever_sifted_a_statement_is_named_with_the_moment",
                condition=Q(sifted_at=None, sifted_by="", stand=Stand.WAITING)
                | (Q(sifted_at__isnull=False) & ~Q(sifted_by="")),
            ),
            models.CheckConstraint(
                name="the_body_has_no_browser", condition=Q(is_by_body=False) | Q(author=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "id"],
                condition=Q(stand=Stand.WAITING),
                name="statements_to_sift",
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.consultation_id} {self.number}"

    @property
    def ref(self) -> str:
        return f"C-{self.consultation_id}/{self.number}"

    @property
    def told(self) -> list[int] | None:
        """How many agreed, disagreed and passed, where that may be told."""
        count = getattr(self, "count", None)
        return count.told if count else None

    @property
    def trail_ref(self) -> str:
        return f"statement:{self.ref}"


class Appeal(models.Model):
    """Whoever wrote what was held back asks for another look; another person decides."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="appeal")
    words = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    # Who held it back, so that the table itself knows that another one decided.
    held_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_decided_appeal_is_whole",
                condition=Q(decided_at=None, decided_by="", upheld=None, answer="")
                | (
                    Q(decided_at__isnull=False, upheld__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(answer="")
                ),
            ),
            models.CheckConstraint(
                name="nobody_decides_an_appeal_against_themselves",
                condition=~Q(decided_by=F("held_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"appeal about {self.statement}"
