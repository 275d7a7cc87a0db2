"""Addresses of reception: open pages, the counter, those of whoever answers for it."""

from django.urls import path

from sanwen.deliver.reception.views import answering, desk, open, setup, visit

urlpatterns = [
    path("visit/", open.counters, name="visit"),
    path("visit/<int:number>/", open.book, name="visit_book"),
    path("visit/code/", open.code, name="visit_code"),
    path("visit/mine/", open.mine, name="visit_mine"),
    path("visit/mine/cancel/", open.cancel, name="visit_cancel"),
    path("visit/mine/leave/", open.leave, name="visit_leave"),
    path("visit/mine/feedback/", open.feedback, name="visit_feedback"),
    path("visit/board/<int:number>/", open.board, name="visit_board"),
    path("duty/", open.duty, name="duty"),
    path("desk/reception/", desk.reception, name="reception"),
    path("desk/reception/<int:number>/", desk.counter, name="counter"),
    path("desk/reception/<int:number>/next/", desk.call_next, name="counter_next"),
    path("desk/reception/<int:number>/walk-in/", desk.walk_in, name="counter_walk_in"),
    path("desk/reception/<int:number>/help/", desk.ask_help, name="counter_help"),
    path("desk/reception/<int:number>/help/<int:call>/", desk.come_to_help, name="help_come"),
    path("desk/reception/<int:number>/gap/", desk.gap, name="list_gap"),
    path("desk/reception/<int:number>/event/", answering.log_event, name="safety_log"),
    path("desk/visits/<int:number>/", visit.visit, name="visit_desk"),
    path("desk/visits/<int:number>/hand-over/", visit.hand_over, name="visit_hand_over"),
    path("desk/visits/<int:number>/hand-over/<slug:verb>/", visit.offer, name="visit_offer"),
    path("desk/visits/<int:number>/call-off/", visit.call_off, name="visit_call_off"),
    path("desk/visits/<int:number>/contact/", visit.contact, name="visit_contact"),
    path("desk/visits/<int:number>/voice/", visit.voice, name="visit_voice"),
    path("desk/visits/<int:number>/list/<slug:subject>/", visit.tell, name="visit_tell"),
    path("desk/visits/<int:number>/list/<slug:subject>/paper/", visit.paper, name="visit_paper"),
    path("desk/visits/<int:number>/act/<slug:verb>/", visit.verb, name="visit_verb"),
    path("desk/reception/said/", answering.said, name="visits_said"),
    path("desk/reception/gaps/<int:number>/settled/", answering.settle_gap, name="gap_settled"),
    path("desk/reception/events/", answering.events, name="safety_events"),
    path("desk/reception/events/<int:number>/helped/", answering.helped, name="safety_helped"),
    path("desk/duty/", setup.rosters, name="rosters"),
    path("desk/duty/confirm/", setup.confirm_roster, name="roster_confirm"),
    path("staff/reception/", setup.setup, name="reception_setup"),
    path("staff/reception/new/", setup.new_counter, name="counter_new"),
    path("staff/reception/<int:number>/", setup.change_counter, name="counter_change"),
    path("staff/reception/lists/<slug:subject>/", setup.change_list, name="list_change"),
]
