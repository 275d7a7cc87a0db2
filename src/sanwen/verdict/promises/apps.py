from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "sanwen.verdict.promises"
    label = "promises"

    def ready(self) -> None:
        from sanwen.verdict.promises import waiting
        from sanwen.verdict.scorecards.waiting import answers

        answers("promises", waiting.promises)
