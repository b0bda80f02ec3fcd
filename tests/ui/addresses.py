"""A small site for these tests: our own pages, and views that do what a view should and should not."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from chapterhouse.ui.access import access, cookieless
from chapterhouse.ui.headers import forms_may_go_to
from chapterhouse.ui.shells import shell_view

handler400 = "chapterhouse.ui.errors.bad_request"
handler403 = "chapterhouse.ui.errors.forbidden"
handler404 = "chapterhouse.ui.errors.not_found"
handler500 = "chapterhouse.ui.errors.failed"


@access("everyone")
def words(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(
        '{% load i18n ui %}{% translate "Leave now" %} {{ when|moment }} {% onward "/safely/" %}'
    )
    return HttpResponse(template.render({"when": datetime(2026, 11, 23, 1, tzinfo=UTC)}, request))


@access("everyone")
@cookieless
def quiet_words(request: HttpRequest) -> HttpResponse:
    return words(request)


@access("everyone")
@cookieless
def quiet_page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/safely.html")


@access("everyone")
@cookieless
def taker(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"bytes": len(request.body)})


@access("everyone")
@cookieless
def curious(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user))


@access("everyone")
@cookieless
def careless(request: HttpRequest) -> HttpResponse:
    response = HttpResponse()
    response.set_cookie("seen", "1")
    return response


@access("everyone")
def zone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(timezone.get_current_timezone_name())


@access("everyone")
@forms_may_go_to(lambda: ["https://id.example"])
def sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@access("everyone")
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a text nobody may see")


@access("everyone")
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        sent.append(request.POST["words"])
        return HttpResponseRedirect("/form/")
    return HttpResponse(
        engines["django"].from_string(FORM).render({}, request),
    )


#: What the form received, in order.
sent: list[str] = []

FORM = """{% extends "ui/base.html" %}{% load static i18n %}
{% block content %}<h1>Form</h1><form method="post">{% csrf_token %}
<input name="words" value="once" aria-label="Words">
{% include "ui/components/button.html" with words="Send" working="Sending" only %}</form>{% endblock %}"""

urlpatterns = [
    path("", include("chapterhouse.ui.urls")),
    path("words/", words),
    path("quiet/", quiet_page),
    path("quiet/words/", quiet_words),
    path("quiet/taker/", taker),
    path("quiet/curious/", curious),
    path("quiet/careless/", careless),
    path("zone/", zone),
    path("sign-in/", sign_in),
    path("broken/", broken),
    path("form/", form),
    path("shell/", shell_view("ui/shell.html")),
]
