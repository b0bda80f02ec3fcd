"""Addresses of groups."""

from django.urls import path

from .views import groups

app_name = "groups"

urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new, name="new"),
    path("groups/<slug:code>/", groups.group, name="group"),
    path("groups/<slug:code>/join/", groups.join, name="join"),
    path("groups/<slug:code>/leave/", groups.leave, name="leave"),
    path("groups/<slug:code>/coordinators/", groups.coordinator, name="coordinator"),
    path("groups/<slug:code>/promise/", groups.promise, name="promise"),
    path("groups/<slug:code>/notes/", groups.notes, name="notes"),
    path("groups/<slug:code>/change/", groups.change, name="change"),
    path("groups/<slug:code>/close/", groups.close, name="close"),
]
