"""Addresses of what is asked, and of the desk that asks."""

from django.urls import path

from sanwen.counsel.consultations.views import asked, coding, reacting, saying

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
]
