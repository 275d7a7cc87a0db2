"""Addresses of the desk and of every verb of a matter."""

from django.urls import path

from sanwen.deliver.matters.views import (
    answering,
    asking,
    assigning,
    contacting,
    desk,
    finding,
    groups,
    helping,
    naming,
    photos,
    recusing,
)

M = "desk/matters/M-<int:number>/"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/find/", finding.find, name="desk_search"),
    path("desk/groups/", groups.groups, name="groups"),
    path("desk/groups/G-<int:number>/join/", groups.join, name="group_join"),
    path("desk/groups/G-<int:number>/dismiss/", groups.dismiss, name="group_dismiss"),
    path("desk/keys/", desk.keys, name="desk_keys"),
    path("desk/photos/<int:number>/", photos.photo, name="matter_photo"),
    path(M, desk.matter, name="matter"),
    path(f"{M}assign/", assigning.assign, name="matter_assign"),
    path(f"{M}accept-suggestion/", assigning.accept, name="matter_accept"),
    path(f"{M}take/", assigning.take, name="matter_take"),
    path(f"{M}return/", assigning.return_, name="matter_return"),
    path(f"{M}decide/", assigning.decide, name="matter_decide"),
    path(f"{M}designate/", assigning.designate, name="matter_designate"),
    path(f"{M}join/", assigning.join, name="matter_join"),
    path(f"{M}part/", assigning.part, name="matter_part"),
    path(f"{M}ask/", asking.ask, name="matter_ask"),
    path(f"{M}extend/", asking.extend, name="matter_extend"),
    path(f"{M}decide-time/", asking.decide_time, name="matter_decide_time"),
    path(f"{M}answer/", answering.answer, name="matter_answer"),
    path(f"{M}needs/", naming.needs, name="matter_needs"),
    path(f"{M}answer/check/", answering.check, name="matter_answer_check"),
    path(f"{M}read/", answering.read, name="matter_read"),
    path(f"{M}redirect/", answering.redirect, name="matter_redirect"),
    path(f"{M}delivered/", answering.delivered, name="matter_delivered"),
    path(f"{M}help/", helping.help_on, name="matter_help"),
    path(f"{M}keep-away/", recusing.keep_away, name="matter_keep_away"),
    path(f"{M}recusals/", recusing.recusals, name="matter_recusals"),
    path(f"{M}voices/V-<int:voice>/", contacting.message, name="matter_message"),
    path(f"{M}voices/V-<int:voice>/reveal/", contacting.reveal, name="matter_reveal"),
]
