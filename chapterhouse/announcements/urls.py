"""Addresses of announcements, and of the ways to be left alone by them."""

from django.urls import path

from .views import addresses, articles, drafts, events, team, wishes

app_name = "announcements"

urlpatterns = [
    path("announcements/", drafts.announcements, name="announcements"),
    path("announcements/new/", drafts.new, name="new"),
    path("announcements/mine/", wishes.mine, name="mine"),
    path("announcements/addresses/", addresses.addresses, name="addresses"),
    path("announcements/addresses/<slug:code>/", addresses.again, name="address-again"),
    path("announcements/<slug:code>/", drafts.announcement, name="announcement"),
    path("announcements/<slug:code>/change/", drafts.change, name="change"),
    path("announcements/<slug:code>/test/", drafts.test, name="test"),
    path("announcements/<slug:code>/send/", drafts.send, name="send"),
    path("announcements/<slug:code>/stop/", drafts.stop, name="stop"),
    path("announcements/<slug:code>/again/", drafts.again, name="again"),
    path("announcements/<slug:code>/discard/", drafts.discard, name="discard"),
    path("team/", team.team, name="team"),
    path("team/talk/", team.talk, name="talk"),
    path("team/talk/<int:number>/out/", team.strike, name="talk-out"),
    path("team/goals/", team.goals, name="goals"),
    path("team/goals/<int:number>/", team.goal, name="goal"),
    path("team/poster/", team.poster, name="poster"),
    path("team/cards/", team.cards, name="cards"),
    path("events/", events.events, name="events"),
    path("events/keep/", events.keep, name="events-keep"),
    path("events/<slug:code>/off/", events.strike, name="event-off"),
    path("articles/", articles.articles, name="articles"),
    path("articles/write/", articles.write, name="article-write"),
    path("articles/<slug:code>/", articles.article, name="article"),
    path("articles/<slug:code>/change/", articles.change, name="article-change"),
    path("articles/<slug:code>/withdraw/", articles.withdrawn, name="article-withdraw"),
    path("unsubscribe/<str:token>/", wishes.choices, name="choices"),
    path("unsubscribe/<str:token>/kinds/", wishes.chosen, name="chosen"),
    path("unsubscribe/<str:token>/now/", wishes.one_click, name="one-click"),
]
