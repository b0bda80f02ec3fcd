"""By-lined articles: everybody reads them, without a cookie; officers write them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.models import Person
from chapterhouse.people.permissions import Permission, may
from chapterhouse.people.removal import own_terms
from chapterhouse.people.views.account import member
from chapterhouse.people.views.offices import pack_of
from chapterhouse.ui.access import EVERYONE, SIGNED_IN, access, cookieless
from chapterhouse.ui.refused import Refused

from ..actions.articles import correct, publish, withdraw
from ..forms import ArticleForm
from ..kinds import writes
from ..models import Article

#: Articles on a page; older ones keep their own addresses.
SHOWN = 100


@access(EVERYONE)
@cookieless
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    return render(request, "announcements/articles.html", {"articles": Article.objects.public()[:SHOWN]})


@access(EVERYONE)
@cookieless
@require_safe
def article(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Article.objects.public(), code=code)
    return render(request, "announcements/article.html", {"article": found})


@access(writes())
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    form = form_of(request)
    if request.method == "POST" and form.is_valid():
        made = kept(request, form)
        if made:
            return redirect("announcements:article", made.code)
    told = {"form": form, "articles": Article.objects.public()[:SHOWN], "announces": announces(request)}
    return render(request, "announcements/article-write.html", told)


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Its author corrects it or takes it back, also out of office; others who announce only take it back."""
    found = one(request, code)
    form = form_of(request, found) if found.by_id == member(request).pk else None
    if request.method == "POST" and form and form.is_valid() and kept(request, form, found):
        return redirect("announcements:article", found.code)
    return render(request, "announcements/article-write.html", {"form": form, "article": found})


@access(SIGNED_IN)
@require_POST
def withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    withdraw(article=one(request, code), by=member(request), at=timezone.now())
    messages.success(request, _("The article is taken back."))
    return redirect("ours:ours")


def one(request: HttpRequest, code: str) -> Article:
    """An article that they wrote, or may take back."""
    found = get_object_or_404(Article.objects.public(), code=code)
    if found.by_id != member(request).pk and not announces(request):
        raise Http404
    return found


def announces(request: HttpRequest) -> bool:
    return may(member(request), Permission.ANNOUNCE, timezone.now())


def form_of(request: HttpRequest, found: Article | None = None) -> ArticleForm:
    """As what one may write; a correction keeps the office under which it was written."""
    offices = [found.office] if found else offices_of(member(request))
    first: dict[str, Any] = {"office": offices[0] if offices else ""}
    if found:
        first |= {"language": found.language, "title": found.title, "text": found.text}
    languages = pack_of().languages
    return ArticleForm(request.POST or None, offices=offices, languages=languages, initial=first)


def kept(request: HttpRequest, form: ArticleForm, found: Article | None = None) -> Article | None:
    """Publishes or corrects it; a refusal is shown beside the form."""
    by: dict[str, Any] = {"by": member(request), "at": timezone.now()}
    try:
        if found is None:
            return publish(**form.cleaned_data, **by)
        correct(article=found, **form.cleaned_data, **by)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return found


def offices_of(person: Person) -> list[str]:
    """Names of the offices that somebody holds now, as the pack says them."""
    names = {office.code: str(office.name) for office in pack_of().offices}
    held = own_terms(person, timezone.now()).values_list("office__code", flat=True)
    return [names[code] for code in held if code in names]
