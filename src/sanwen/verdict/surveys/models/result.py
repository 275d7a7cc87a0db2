"""What was published: figures and method together, each version for good."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sanwen.verdict.surveys.models.survey import Survey


class Result(models.Model):
    """Never changed: a correction is the next version, with its reason."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    method = models.JSONField()
    because = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "version"], name="a_version_of_a_result_comes_once"
            ),
            models.CheckConstraint(
                name="a_result_has_its_method", condition=~Q(method={}) & ~Q(figures={})
            ),
            models.CheckConstraint(
                name="a_correction_has_its_reason", condition=Q(version=1) | ~Q(because="")
            ),
        ]

    def __str__(self) -> str:
        return f"Q-{self.survey_id} v{self.version}"
