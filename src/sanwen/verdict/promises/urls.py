"""Addresses of promises: for everybody, for residents with a code, and for the desk."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sanwen.verdict.promises.views import accepting, desk, parts, public

OPEN = "open/promises/"
DESK = "results/promises/"
N = f"{DESK}N-<int:number>/"

urlpatterns = [
    path(OPEN, login_not_required(public.promises), name="open_promises"),
    path(f"{OPEN}N-<int:number>/", login_not_required(public.promise), name="open_promise"),
    path(f"{OPEN}C-<int:number>/", login_not_required(public.of_question), name="promises_of"),
    path("accept/", login_not_required(accepting.code), name="accept"),
    path("accept/say/", login_not_required(accepting.say), name="accept_say"),
    path(DESK, desk.promises, name="results_promises"),
    path(f"{DESK}new/", desk.new, name="results_promise_new"),
    path(N, desk.promise, name="results_promise"),
    path(f"{N}steps/<int:step>/", parts.step, name="results_promise_step"),
    path(f"{N}places/<int:batch>/", parts.batch, name="results_promise_batch"),
    path(f"{N}measures/<int:indicator>/", parts.indicator, name="results_promise_measure"),
    path(f"{N}rounds/<int:round>/codes/", parts.codes, name="results_promise_codes"),
    path(f"{N}rounds/<int:round>/reply/", parts.reply, name="results_promise_reply"),
    path(f"{N}<slug:verb>/", desk.act, name="results_promise_act"),
]
