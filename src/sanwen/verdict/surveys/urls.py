"""Addresses of surveys: for those who answer, for those who ask, for everybody."""

from django.urls import path

from sanwen.verdict.surveys.views import acts, answering, asking, desk, listing, open

ONE = "results/surveys/Q-<int:number>/"
urlpatterns = [
    path("survey/", answering.start, name="survey"),
    path("survey/leave/", answering.leave, name="survey_leave"),
    path("survey/Q-<int:number>/", answering.answer, name="survey_answer"),
    path("open/surveys/", open.surveys, name="open_surveys"),
    path("open/surveys/Q-<int:number>/", open.survey, name="open_survey"),
    path("open/surveys/Q-<int:number>/figures.csv", open.figures, name="open_survey_figures"),
    path("open/surveys/Q-<int:number>/list.csv", open.drawn_from, name="open_survey_list"),
    path("results/surveys/", desk.surveys, name="results_surveys"),
    path("results/surveys/new/", acts.new, name="results_survey_new"),
    path(ONE, desk.survey, name="results_survey"),
    path(f"{ONE}change/", acts.change, name="results_survey_change"),
    path(f"{ONE}set/", acts.ask_set, name="results_survey_set"),
    path(f"{ONE}question/", acts.ask, name="results_survey_ask"),
    path(f"{ONE}question/<int:question>/drop/", acts.drop, name="results_survey_drop"),
    path(f"{ONE}question/<int:question>/known/", acts.margins, name="results_survey_margins"),
    path(f"{ONE}list/", listing.bring, name="results_survey_list"),
    path(f"{ONE}plan/", listing.plan, name="results_survey_plan"),
    path(f"{ONE}announce/", acts.announce, name="results_survey_announce"),
    path(f"{ONE}draw/", acts.draw, name="results_survey_draw"),
    path(f"{ONE}withdraw/", acts.withdraw, name="results_survey_withdraw"),
    path(f"{ONE}correct/", acts.correct, name="results_survey_correct"),
    path(f"{ONE}do/<slug:act>/", acts.do, name="results_survey_do"),
    path(f"{ONE}letters/<slug:which>/", asking.letters, name="results_survey_letters"),
    path(f"{ONE}next/", asking.next_case, name="results_survey_next"),
    path(f"{ONE}cases/<int:line>/", asking.one_case, name="results_survey_case"),
    path(f"{ONE}figures/", open.preview, name="results_survey_figures"),
]
