"""Keeping the handbook: drafts, their preview, putting them into force."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form, HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.permissions import Permission, holder_of
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions.drafts import open_document, put_into_force, save_draft, withdraw_draft
from ..forms import AdoptionForm, DocumentForm, DraftForm
from ..models import Document, Version
from ..showing import Shelf, shown
from .own import member

KEEPER = holder_of(Permission.KEEP_HANDBOOK)
MEMBERS = Shelf(members=True)


@access(KEEPER)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Every document with its draft and what holds, and a new one."""
    form = DocumentForm(request.POST or None, initial={"members_only": "no", "asked": "nobody"})
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: open_document(**form.cleaned_data, by=member(request), at=timezone.now()))
        if done:
            return redirect("handbook:draft", form.cleaned_data["code"])
    rows = sorted(Document.objects.prefetch_related("versions__texts"), key=lambda each: each.place)
    return render(request, "handbook/keep.html", {"form": form, "rows": [kept(each) for each in rows]})


@access(KEEPER)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Write a draft. When somebody else saved it meanwhile, both texts stand on the page."""
    document, found = document_and_draft(code)
    before = Version.objects.adopted().filter(document=document).prefetch_related("texts").first()
    initial = DraftForm.initial_of(found or before, found.edition if found else 0)
    form = DraftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and saved(request, form, document):
        return redirect("handbook:preview", code)
    other = None
    if request.method == "POST":
        found = document_and_draft(code)[1]
        other = meanwhile(request, form, found)
    context = {"document": document, "form": form, "draft": found, "before": before, "other": other}
    return render(request, "handbook/draft.html", context)


@access(KEEPER)
@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The draft as everybody would read it, in both languages, with the way to put it into force."""
    found = draft_or_404(code)
    texts = [shown_in(found, language) for language in found.languages]
    form = AdoptionForm(initial={"edition": found.edition, "in_force": timezone.localdate()})
    return render(request, "handbook/preview.html", preview_page(found, texts, form))


@access(KEEPER)
@require_POST
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    found, form = draft_or_404(code), AdoptionForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        done = tried(form, lambda: put_into_force(draft=found, **told, by=member(request), at=timezone.now()))
        if done:
            messages.success(request, _("It is written down, and nobody changes it any more."))
            return redirect("handbook:my-numbered", code, done.number)
    texts = [shown_in(found, language) for language in found.languages]
    return render(request, "handbook/preview.html", preview_page(found, texts, form))


@access(KEEPER)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    try:
        withdraw_draft(draft=draft_or_404(code), by=member(request), at=timezone.now())
        messages.success(request, _("The draft is gone."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("handbook:keep")


def kept(document: Document) -> dict[str, Any]:
    """A document in the keepers' list."""
    versions = sorted(document.versions.all(), key=lambda each: each.number or 0)
    adopted = [each for each in versions if each.number]
    drafts = [each for each in versions if not each.number]
    text = shown((adopted or drafts)[-1], MEMBERS).text if versions else None
    newest = adopted[-1] if adopted else None
    return {"document": document, "newest": newest, "drafts": drafts, "text": text}


def document_and_draft(code: str) -> tuple[Document, Version | None]:
    document = get_object_or_404(Document, code=code)
    drafts = Version.objects.drafts().filter(document=document).select_related("edited_by")
    return document, drafts.prefetch_related("texts").first()


def draft_or_404(code: str) -> Version:
    drafts = Version.objects.drafts().select_related("document").prefetch_related("texts")
    return get_object_or_404(drafts, document__code=code)


def saved(request: HttpRequest, form: DraftForm, document: Document) -> bool:
    told = {"words": form.words(), "address": form.cleaned_data["address"]}
    edition = form.cleaned_data["edition"]
    by, at = member(request), timezone.now()
    return bool(tried(form, lambda: save_draft(document=document, **told, edition=edition, by=by, at=at)))


def tried(form: Form, verb: Callable[[], Any]) -> Any:
    """What a verb returns; a refusal is shown beside the form, and None returned."""
    try:
        return verb()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def meanwhile(request: HttpRequest, form: DraftForm, found: Version | None) -> Version | None:
    """The draft as another saved it, if it is another than what was written on.

    The page then knows of it, so that saving once more is a decision and not an accident.
    """
    now = str(found.edition if found else 0)
    if now == request.POST.get("edition"):
        return None
    form.fields["edition"].widget = Known(now)
    return found


class Known(HiddenInput):
    """A hidden value that is ours to say, whatever was sent."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value

    def format_value(self, value: Any) -> str:
        return self.value


def shown_in(version: Version, language: str) -> Any:
    """One language of a draft, whatever the reader's is."""
    with translation.override(language):
        return shown(version, MEMBERS)


def preview_page(found: Version, texts: list[Any], form: AdoptionForm) -> dict[str, Any]:
    return {"draft": found, "document": found.document, "texts": texts, "form": form}
