"""Addresses of what is asked, and of the desk that asks."""

from django.urls import path

from sanwen.counsel.consultations.views import after, asked, coding, desk, reacting, saying, sifting

urlpatterns = [
    path("ask/", asked.asks, name="asks"),
    path("ideas/", asked.ideas, name="ideas"),
    path("ask/C-<int:number>/", asked.ask, name="ask"),
    path("ask/C-<int:number>/react/", reacting.react, name="ask_react"),
    path("ask/C-<int:number>/votes/", reacting.votes, name="ask_votes"),
    path("ask/C-<int:number>/about-you/", reacting.about_you, name="ask_about_you"),
    path("ask/C-<int:number>/say/", saying.say, name="ask_say"),
    path("ask/C-<int:number>/say/similar/", saying.similar, name="ask_similar"),
    path("ask/C-<int:number>/mine/", saying.mine, name="ask_mine"),
    path("ask/C-<int:number>/mine/appeal/", saying.appeal, name="ask_appeal"),
    path("ask/C-<int:number>/code/", coding.code, name="ask_code"),
    path("ask/C-<int:number>/code/leave/", coding.leave, name="ask_leave"),
    path("ask/C-<int:number>/follow/", asked.follow, name="ask_follow"),
    path("ask/C-<int:number>/log/", asked.log, name="ask_log"),
    path("ask/C-<int:number>/files/<int:material>/", asked.material, name="ask_material"),
    path("desk/asks/", desk.asks, name="desk_asks"),
    path("desk/asks/new/", desk.new, name="desk_ask_new"),
    path("desk/asks/sift/", sifting.sift, name="desk_sift"),
    path("desk/asks/appeals/", sifting.appeals, name="desk_appeals"),
    path("desk/asks/appeals/<int:number>/", sifting.decide, name="desk_appeal"),
    path("desk/asks/opinions/<int:number>/", sifting.opinion, name="desk_opinion"),
    path("desk/asks/opinions/<int:number>/show/", sifting.show, name="desk_show"),
    path("desk/asks/opinions/<int:number>/hold/", sifting.hold, name="desk_hold"),
    path("desk/asks/opinions/<int:number>/join/", sifting.join, name="desk_join"),
    path("desk/asks/C-<int:number>/", desk.ask, name="desk_ask"),
    path("desk/asks/C-<int:number>/change/", desk.change, name="desk_ask_change"),
    path("desk/asks/C-<int:number>/publish/", desk.publish, name="desk_ask_publish"),
    path("desk/asks/C-<int:number>/withdraw/", desk.withdraw, name="desk_ask_withdraw"),
    path("desk/asks/C-<int:number>/after/<slug:what>/", after.note, name="desk_ask_after"),
    path("desk/asks/C-<int:number>/opinions/", sifting.opinions, name="desk_opinions"),
    path("desk/asks/C-<int:number>/put/", desk.put, name="desk_ask_put"),
    path("desk/asks/C-<int:number>/files/", desk.add_material, name="desk_ask_material"),
    path(
        "desk/asks/C-<int:number>/files/<int:material>/",
        desk.drop_material,
        name="desk_ask_drop_material",
    ),
    path("desk/asks/C-<int:number>/divisions/", desk.set_margin, name="desk_ask_margin"),
    path(
        "desk/asks/C-<int:number>/divisions/<int:margin>/",
        desk.drop_margin,
        name="desk_ask_drop_margin",
    ),
    path("desk/asks/C-<int:number>/codes/", desk.hand_out, name="desk_ask_passes"),
]
