"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "vault"
urlpatterns = [
    path("vault/", views.unlock_page, name="unlock"),
    path("vault/setup/", views.setup_page, name="setup"),
    path("vault/key/", views.key_page, name="key"),
    path("vault/data.json", views.data, name="data"),
    path("vault/seal/", views.seal, name="seal"),
    path("vault/lock/", views.lock, name="lock"),
    path("vault/card/", views.card, name="card"),
    path("vault/wraps/", views.wraps, name="wraps"),
    path("vault/notebook/", views.notebook, name="notebook"),
    path("vault/sheets/", views.sheets, name="sheets"),
    path("vault/safety.svg", views.safety, name="safety"),
]
