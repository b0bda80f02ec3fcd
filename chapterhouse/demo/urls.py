"""Addresses of this room; only a demonstration has them."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [path("mail/", views.mail, name="mail")]
