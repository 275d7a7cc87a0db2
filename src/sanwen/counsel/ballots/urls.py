"""Addresses of ballots, and of the desk that holds them."""

from django.urls import path

from sanwen.counsel.ballots.views import desk, handing, public, voting

urlpatterns = [
    path("ballots/", public.ballots, name="ballots"),
    path("ballots/B-<int:number>/", public.ballot, name="ballot"),
    path("ballots/B-<int:number>/vote/", voting.vote, name="ballot_vote"),
    path("ballots/B-<int:number>/code/", voting.code, name="ballot_code"),
    path("ballots/B-<int:number>/leave/", voting.leave, name="ballot_leave"),
    path("ballots/B-<int:number>/look/", public.look, name="ballot_look"),
    path("ballots/B-<int:number>/slips.<str:form>", public.slips, name="ballot_slips"),
    path("desk/ballots/", desk.ballots, name="desk_ballots"),
    path("desk/ballots/new/", desk.new, name="desk_ballot_new"),
    path("desk/ballots/import/", handing.take_over, name="desk_ballot_import"),
    path("desk/ballots/B-<int:number>/", desk.ballot, name="desk_ballot"),
    path("desk/ballots/B-<int:number>/change/", desk.change, name="desk_ballot_change"),
    path("desk/ballots/B-<int:number>/options/", desk.add, name="desk_ballot_add"),
    path("desk/ballots/B-<int:number>/options/<int:option>/", desk.drop, name="desk_ballot_drop"),
    path("desk/ballots/B-<int:number>/do/<slug:what>/", desk.do, name="desk_ballot_do"),
    path("desk/ballots/B-<int:number>/withdraw/", desk.withdraw, name="desk_ballot_withdraw"),
    path("desk/ballots/B-<int:number>/codes/", handing.hand_out, name="desk_ballot_codes"),
    path("desk/ballots/B-<int:number>/deputies/", handing.deputies, name="desk_ballot_deputies"),
]
