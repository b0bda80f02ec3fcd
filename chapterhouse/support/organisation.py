"""Whose site this is: the process pack in force, and the frame it gives every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.access import has_desk
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.frame import Entry, Frame


def version_in_force(request: HttpRequest) -> PackVersion | None:
    """The pack version in force at this request, asked for once; None before the first was adopted."""
    kept = vars(request)
    if "_pack_version" not in kept:
        kept["_pack_version"] = PackVersion.objects.current(at=timezone.now())
    version: PackVersion | None = kept["_pack_version"]
    return version


def frame_of(request: HttpRequest) -> Frame:
    """The frame of a page: see `chapterhouse.ui.frame`. Cheap, as every page asks for it."""
    version = version_in_force(request)
    if version is None:
        return Frame(menu=_menu(request))
    pack = version.pack
    phone = next(iter(pack.contacts.phones), None)
    return Frame(
        name=str(pack.name),
        phone=phone.number if phone else "",
        hours=str(phone.hours) if phone else "",
        exit_url=pack.exit_url,
        menu=_menu(request),
        links=_links(pack),
        zone=pack.time_zone,
    )


def _menu(request: HttpRequest) -> tuple[Entry, ...]:
    """The public doors; for somebody signed in also what is ours, and Today first if they have a desk."""
    public = (
        Entry(_("Support"), reverse("support:start")),
        Entry(_("Return code"), reverse("support:return")),
    )
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return public
    own = (*public, Entry(_("Our organisation"), reverse("ours:ours")))
    return (Entry(_("Today"), reverse("casework:today")), *own) if has_desk(person) else own


def _links(pack: Pack) -> tuple[Entry, ...]:
    """Documents that can be read, confidential addresses (S2.12), and what else the organisation links: join,
    donate, events."""
    confidential = (
        Entry(f"{each.name}: {each.address}", f"mailto:{each.address}")
        for each in pack.contacts.emails
        if each.reaches
    )
    documents = (Entry(str(each.name), each.address) for each in pack.documents if each.address)
    return (*documents, *confidential, *(Entry(str(link.name), link.url) for link in pack.links))
