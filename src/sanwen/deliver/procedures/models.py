"""A version of a procedure that a place made for itself. Written once, never changed."""

from django.db import models
from django.db.models import Q


class Version(models.Model):
    procedure = models.CharField(max_length=40)
    number = models.CharField(max_length=12)
    # The whole declaration: what counts is this text, whatever a later release ships.
    text = models.TextField()
    begins_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    because = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="a_procedure_has_a_version_once"
            ),
            models.CheckConstraint(
                name="a_version_says_why", condition=~Q(because="") & ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.number}"
