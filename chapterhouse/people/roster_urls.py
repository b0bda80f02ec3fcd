"""Addresses of the roster: taking lists over, the people on it, inviting them."""

from django.urls import path

from .views import invitations, members, rosters

app_name = "roster"

urlpatterns = [
    path("", rosters.rosters, name="rosters"),
    path("list/<slug:code>/", rosters.columns, name="columns"),
    path("list/<slug:code>/changes/", rosters.changes, name="changes"),
    path("list/<slug:code>/take-over/", rosters.take_over, name="take-over"),
    path("list/<slug:code>/lay-aside/", rosters.aside, name="aside"),
    path("imports/<int:number>/", rosters.imported, name="imported"),
    path("undo/", rosters.undo, name="undo"),
    path("members/", members.members, name="members"),
    path("members/csv/", members.download, name="download"),
    path("members/<slug:code>/", members.one, name="member"),
    path("members/<slug:code>/invite/", invitations.one, name="invite"),
    path("invitations/", invitations.everybody, name="invitations"),
    path("members/<slug:code>/back/<slug:field>/", members.back, name="back"),
]
