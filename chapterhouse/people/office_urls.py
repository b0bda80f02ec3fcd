"""Addresses of the offices that people hold, and of what the team was trained in."""

from django.urls import path

from .views import offices, trainings

app_name = "offices"

urlpatterns = [
    path("offices/", offices.offices, name="offices"),
    path("offices/<slug:office>/leave/", offices.leave, name="leave"),
    path("offices/<slug:office>/<slug:handle>/", offices.trust, name="trust"),
    path("offices/<slug:office>/<slug:handle>/open/", offices.begin, name="open"),
    path("offices/<slug:office>/<slug:handle>/heard/", offices.heard, name="heard"),
    path("offices/<slug:office>/<slug:handle>/waived/", offices.waived, name="waived"),
    path("offices/<slug:office>/<slug:handle>/decision/", offices.decided, name="decided"),
    path("trainings/", trainings.trainings, name="trainings"),
    path("trainings/<int:number>/out/", trainings.strike, name="training-out"),
]
