"""Addresses of the handbook: first those of members, then what everybody reads."""

from django.urls import path

from .views import keeping, own, proposals, reading

app_name = "handbook"

urlpatterns = [
    path("", reading.listing, name="list"),
    path("words/", reading.glossary, name="words"),
    path("mine/", own.mine, name="mine"),
    path("mine/<slug:code>/", own.newest, name="my-newest"),
    path("mine/<slug:code>/<int:number>/", own.numbered, name="my-numbered"),
    path("mine/<slug:code>/<int:number>/agreed/", own.agreeing, name="agree"),
    path("mine/<slug:code>/changes/<int:older>/<int:newer>/", own.changes, name="my-changes"),
    path("keep/", keeping.keep, name="keep"),
    path("keep/<slug:code>/", keeping.draft, name="draft"),
    path("keep/<slug:code>/preview/", keeping.preview, name="preview"),
    path("keep/<slug:code>/adopt/", keeping.adopt, name="adopt"),
    path("keep/<slug:code>/withdraw/", keeping.withdraw, name="withdraw"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<slug:code>/", proposals.proposal, name="proposal"),
    path("<slug:code>/", reading.newest, name="newest"),
    path("<slug:code>/<int:number>/", reading.numbered, name="numbered"),
    path("<slug:code>/changes/<int:older>/<int:newer>/", reading.changes, name="changes"),
]
