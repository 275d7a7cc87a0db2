from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "sanwen.verdict.reach"
    label = "reach"

    def ready(self) -> None:
        from sanwen.verdict.reach import waiting
        from sanwen.verdict.scorecards.waiting import answers

        answers("reach", waiting.checks)
