"""Addresses, one block a room. No address says what the trouble is."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("chapterhouse.support.urls")),
    path("", include("chapterhouse.casework.urls")),
    path("", include("chapterhouse.sealing.urls")),
    path("", include("chapterhouse.elections.urls")),
    path("", include("chapterhouse.ui.urls")),
    path("", include("chapterhouse.people.office_urls")),
    path("handbook/", include("chapterhouse.handbook.urls")),
    path("roster/", include("chapterhouse.people.roster_urls")),
    path("", include("chapterhouse.people.group_urls")),
    path("", include("chapterhouse.announcements.urls")),
    path("account/", include("chapterhouse.people.urls")),
    path("organisation/referrals/", include("chapterhouse.referrals.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("chapterhouse.demo.urls")))

handler400 = "chapterhouse.ui.errors.bad_request"
handler403 = "chapterhouse.ui.errors.forbidden"
handler404 = "chapterhouse.ui.errors.not_found"
handler500 = "chapterhouse.ui.errors.failed"
