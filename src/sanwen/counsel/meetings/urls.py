"""Addresses of talk meetings: those for everybody, and those of the people who hold them."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sanwen.counsel.meetings.views import desk, open

K = "desk/talks/K-<int:number>/"

urlpatterns = [
    path("talks/", login_not_required(open.talks), name="talks"),
    path("talks/K-<int:number>/", login_not_required(open.talk), name="talk"),
    path("talks/K-<int:number>/reply/", login_not_required(open.reply), name="talk_reply"),
    path("desk/talks/", desk.talks, name="desk_talks"),
    path("desk/talks/new/", desk.new, name="talk_new"),
    path(K, desk.desk, name="talk_desk"),
    path(f"{K}letters/", desk.letters, name="talk_letters"),
    path(f"{K}guests/<int:guest>/back/", desk.guests_back, name="talk_guests_back"),
    path(f"{K}replies/<int:turn>/", desk.note_reply, name="talk_note_reply"),
    path(f"{K}opinions/<int:opinion>/", desk.answer, name="talk_answer"),
    path(f"{K}<slug:verb>/", desk.act, name="talk_act"),
]
