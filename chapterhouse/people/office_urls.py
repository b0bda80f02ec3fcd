"""Addresses of the offices that people hold, and of what the team was trained in."""

from django.urls import path

from .views import filling, interest, offices, powers, signing, trainings

app_name = "offices"

urlpatterns = [
    path("offices/", offices.offices, name="offices"),
    path("organisation/who-may/", powers.who_may, name="who-may"),
    path("organisation/terms/", powers.terms, name="terms"),
    path("offices/fill/", filling.seats, name="filling"),
    path("offices/fill/<slug:office>/", filling.fill, name="fill"),
    path("offices/fill/<slug:office>/<slug:handle>/", filling.term, name="term"),
    path("offices/fill/<slug:office>/<slug:handle>/approved/", filling.approved, name="approved"),
    path("offices/fill/<slug:office>/<slug:handle>/back/", filling.taken_back, name="taken-back"),
    path("offices/fill/<slug:office>/<slug:handle>/ended/", filling.ended, name="ended"),
    path("offices/fill/<slug:office>/<slug:handle>/last-day/", filling.planned, name="planned"),
    path("offices/fill/<slug:office>/<slug:handle>/contact/", filling.contact, name="contact"),
    path("officers/interest/", interest.express, name="interest"),
    path("officers/interest/<slug:code>/back/", interest.withdrawn, name="interest-back"),
    path("offices/interest/", interest.interests, name="interests"),
    path("offices/interest/<slug:code>/", interest.answered, name="interest-answered"),
    path("offices/<slug:office>/sign/", signing.sign, name="sign"),
    path("offices/<slug:office>/leave/", offices.leave, name="leave"),
    path("offices/<slug:office>/<slug:handle>/", offices.trust, name="trust"),
    path("offices/<slug:office>/<slug:handle>/open/", offices.begin, name="open"),
    path("offices/<slug:office>/<slug:handle>/heard/", offices.heard, name="heard"),
    path("offices/<slug:office>/<slug:handle>/waived/", offices.waived, name="waived"),
    path("offices/<slug:office>/<slug:handle>/decision/", offices.decided, name="decided"),
    path("trainings/", trainings.trainings, name="trainings"),
    path("trainings/<int:number>/out/", trainings.strike, name="training-out"),
]
