"""Who takes part, as far as it is known at all, and what they think of each statement."""

from django.db import models
from django.db.models import F, Q

from sanwen.counsel.consultations.models.consultation import Consultation
from sanwen.integrity.vault.models import Contact


class Participant(models.Model):
    """One voter in one consultation: a keyed hash of a code. In the next one it is another."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="participants"
    )
    key_hash = models.BinaryField(max_length=32)
    # Of the address or of the code handed out that stands behind it, where the body asked for one.
    proof_hash = models.BinaryField(max_length=32, null=True)
    # Whether they said where they belong to; what they said is counted, not kept with them.
    has_told_margins = models.BooleanField(default=False)
    joined_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "key_hash"], name="a_code_is_one_participant"
            ),
            models.UniqueConstraint(
                fields=["consultation", "proof_hash"], name="a_proof_is_one_participant"
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.consultation_id}: participant {self.pk}"


class Vote(models.Model):
    """The last one that a participant gave on a statement: +1, −1, or 0 for passing."""

    # First in the table, so that a consultation is read without a join.
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")
    # No constraint on the statement's side: statements are never deleted one by one.
    statement = models.ForeignKey(
        "consultations.Statement", on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    value = models.SmallIntegerField()
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="one_vote_on_a_statement"
            ),
            models.CheckConstraint(
                name="a_vote_is_for_against_or_passed", condition=Q(value__in=(-1, 0, 1))
            ),
        ]
        indexes = [models.Index(fields=["consultation", "cast_at"], name="votes_since")]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}: {self.value}"


class Proof(models.Model):
    """A code on its way to an address, which itself is not kept; gone once used or too old."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="+")
    address_hash = models.BinaryField(max_length=32)
    code_hash = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "address_hash"], name="one_proof_on_its_way_to_an_address"
            ),
            models.CheckConstraint(
                name="a_proof_expires_after_it_was_sent",
                condition=Q(expires_at__gt=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"proof for C-{self.consultation_id}"


class Pass(models.Model):
    """A code that the body hands out, by letter, at the counter or read aloud by telephone."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="passes")
    code_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code_hash"], name="a_pass_is_one_code")
        ]

    def __str__(self) -> str:
        return f"pass for C-{self.consultation_id}"


class Follower(models.Model):
    """Who wants to be told of the decision. Not tied to a participant, so to no vote."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="followers"
    )
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"C-{self.consultation_id}: {self.contact_id}"
