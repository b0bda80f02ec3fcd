"""Addresses of the members' side of the guide."""

from django.urls import path

from . import views

app_name = "referrals"

urlpatterns = [
    path("", views.ours, name="ours"),
    path("new/", views.new, name="new"),
    path("<slug:code>/", views.entry, name="entry"),
    path("<slug:code>/change/", views.change, name="change"),
    path("<slug:code>/check/", views.check, name="check"),
    path("<slug:code>/<int:number>/back/", views.take_back, name="take-back"),
    path("<slug:code>/out/", views.retire, name="retire"),
]
