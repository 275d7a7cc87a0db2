"""Addresses of rates and scorecards."""

from django.urls import path

from sanwen.verdict.scorecards.views import checks, exclusions, home, open, profile, rates

urlpatterns = [
    path("results/", home.results, name="results"),
    path("results/rates/", rates.rates, name="results_rates"),
    path("results/rates/publish/", rates.publish, name="rates_publish"),
    path("results/rates/correct/", rates.correct, name="rates_correct"),
    path("results/rates/profile/", profile.profile, name="results_profile"),
    path("results/rates/profile/new/", profile.new, name="profile_new"),
    path("results/rates/of/<slug:unit_code>/", rates.unit, name="results_unit"),
    path("results/exclusions/", exclusions.exclusions, name="results_exclusions"),
    path("results/exclusions/new/", exclusions.propose, name="exclusion_new"),
    path("results/exclusions/<int:number>/confirm/", exclusions.confirm, name="exclusion_confirm"),
    path("results/exclusions/<int:number>/refuse/", exclusions.refuse, name="exclusion_refuse"),
    path("results/exclusions/<int:number>/decide/", exclusions.decide, name="exclusion_decide"),
    path("results/checks/", checks.checks, name="results_checks"),
    path("results/checks/new/", checks.announce, name="check_new"),
    path("results/checks/<int:number>/", checks.check, name="results_check"),
    path("results/checks/<int:number>/list.txt", checks.members, name="check_list"),
    path("results/checks/<int:number>/draw/", checks.draw_lots, name="check_draw"),
    path("results/checks/one/<int:number>/give/", checks.give, name="check_give"),
    path("results/checks/one/<int:number>/find/", checks.find, name="check_find"),
    path("open/rates/", open.open_rates, name="open_rates"),
    path("open/rates/<slug:unit_code>/", open.open_unit, name="open_rates_unit"),
]
