from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "sanwen.verdict.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        from sanwen.verdict.scorecards import waiting

        waiting.answers("rates", waiting.rates)
        waiting.answers("exclusions", waiting.exclusions)
        waiting.answers("checks", waiting.checks)
