from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sanwen.verdict.surveys"
    label = "surveys"

    def ready(self) -> None:
        from sanwen.verdict.scorecards.waiting import answers
        from sanwen.verdict.surveys import waiting

        answers("surveys", waiting.surveys)
