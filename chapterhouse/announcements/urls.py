"""Addresses of announcements, and of the ways to be left alone by them."""

from django.urls import path

from .views import drafts, wishes

app_name = "announcements"

urlpatterns = [
    path("announcements/", drafts.announcements, name="announcements"),
    path("announcements/new/", drafts.new, name="new"),
    path("announcements/mine/", wishes.mine, name="mine"),
    path("announcements/<slug:code>/", drafts.announcement, name="announcement"),
    path("announcements/<slug:code>/change/", drafts.change, name="change"),
    path("announcements/<slug:code>/test/", drafts.test, name="test"),
    path("announcements/<slug:code>/send/", drafts.send, name="send"),
    path("announcements/<slug:code>/stop/", drafts.stop, name="stop"),
    path("announcements/<slug:code>/again/", drafts.again, name="again"),
    path("announcements/<slug:code>/discard/", drafts.discard, name="discard"),
    path("unsubscribe/<str:token>/", wishes.choices, name="choices"),
    path("unsubscribe/<str:token>/kinds/", wishes.chosen, name="chosen"),
    path("unsubscribe/<str:token>/now/", wishes.one_click, name="one-click"),
]
