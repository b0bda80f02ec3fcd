"""Addresses of the offices that people hold, and of what the team was trained in."""

from django.urls import path

from . import office_views, training_views

app_name = "offices"

urlpatterns = [
    path("offices/", office_views.offices, name="offices"),
    path("offices/<slug:office>/leave/", office_views.leave, name="leave"),
    path("offices/<slug:office>/<slug:handle>/", office_views.trust, name="trust"),
    path("offices/<slug:office>/<slug:handle>/open/", office_views.begin, name="open"),
    path("offices/<slug:office>/<slug:handle>/heard/", office_views.heard, name="heard"),
    path("offices/<slug:office>/<slug:handle>/waived/", office_views.waived, name="waived"),
    path("offices/<slug:office>/<slug:handle>/decision/", office_views.decided, name="decided"),
    path("trainings/", training_views.trainings, name="trainings"),
    path("trainings/<int:number>/out/", training_views.strike, name="training-out"),
]
