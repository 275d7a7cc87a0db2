"""All addresses. Each app's urls.py holds full paths from the root, so searching finds them."""

from django.urls import include, path

APPS = (
    "sanwen.web.urls",
    "sanwen.listen.letters.urls",
    "sanwen.counsel.consultations.urls",
    "sanwen.counsel.consultations.picture.urls",
    "sanwen.counsel.consultations.polis.urls",
    "sanwen.counsel.ballots.urls",
    "sanwen.counsel.meetings.urls",
    "sanwen.counsel.decisions.urls",
    "sanwen.deliver.intake.urls",
    "sanwen.deliver.matters.urls",
    "sanwen.deliver.papers.urls",
    "sanwen.deliver.reception.urls",
    "sanwen.deliver.mediation.urls",
    "sanwen.verdict.ratings.urls",
    "sanwen.verdict.reviews.urls",
    "sanwen.verdict.scorecards.urls",
    "sanwen.verdict.surveys.urls",
    "sanwen.verdict.reach.urls",
    "sanwen.verdict.promises.urls",
    "sanwen.office.oversight.urls",
    "sanwen.office.oversight.trail_urls",
    "sanwen.office.inspection.urls",
    "sanwen.office.listening.urls",
    "sanwen.office.fairness.urls",
    "sanwen.office.suggesting.urls",
    "sanwen.office.rulebook.urls",
    "sanwen.openness.urls",
    "sanwen.integrity.conduct.urls",
    "sanwen.places.urls",
    "sanwen.people.urls",
    "sanwen.people.doors",
    "sanwen.notices.urls",
    "sanwen.api.urls",
    "sanwen.open311.urls",
)

urlpatterns = [path("", include(app)) for app in APPS]

handler400 = "sanwen.web.errors.bad_request"
handler403 = "sanwen.web.errors.forbidden"
handler404 = "sanwen.web.errors.not_found"
handler500 = "sanwen.web.errors.server_error"
