"""A responder's copy of one case: what they may see of it, sealed as it is, and their own wraps."""

from datetime import date, datetime
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.http import StreamingHttpResponse

from chapterhouse.people.models import Person
from chapterhouse.sealing.export import Export, Json, zipped
from chapterhouse.sealing.models import Entry, IdentityWrap

from . import models
from .models import Case, Party
from .sealed import case_data

#: What the manifest says of a case and of each channel, of all that a browser is given.
_OF_CASE = ("site", "case", "code", "me", "title", "people", "cards", "names")
_OF_CHANNEL = ("channel", "kind", "maker", "keys", "statements")

#: The kinds of rows of a case that go along in clear, as they stand here in clear, and how each leads to it.
TAKEN: dict[type[Model], str] = {
    **dict.fromkeys(
        (
            *(models.Party, models.Stop, models.Contact, models.AnotherAsked, models.Independence),
            *(models.Assignment, models.Handover, models.Closure, models.Hold, models.Appointment),
            *(models.Consent, models.Telling, models.Act, models.Draft, models.Offer, models.Plan),
            *(models.Triage, models.InformalOffer, models.Notification, models.Measure),
            *(models.Determination, models.Retaliation, models.Engagement, models.Panel),
            *(models.Supporter, models.Outgoing, models.Wait, models.Departure, models.LinkQuestion),
        ),
        "case",
    ),
    models.Seat: "appointment__case",
    models.Showing: "draft__case",
    models.PlanVersion: "plan__case",
    models.Step: "plan__case",
    models.Apology: "plan__case",
    models.Look: "measure__case",
    models.Check: "closure__case",
    models.Sending: "determination__case",
    models.Appeal: "sending__determination__case",
    models.Deciding: "engagement__case",
    models.Recommendation: "engagement__case",
    models.AdviceTold: "recommendation__engagement__case",
}
#: The kinds that do not, and why.
LEFT: dict[type[Model], str] = {
    models.Exclusion: "Whom somebody shut out is told to nobody, and a copy can be passed on.",
    models.Recusal: "Who stepped back is asked for no reason, and is not written down again.",
    models.Removal: "Who was taken off reads no more; no copy makes a list of them.",
    models.Link: "It names another case, of which a copy of this one says nothing.",
    models.WorkingNote: "It goes on the day that it carries, and no copy keeps it longer.",
}
#: Columns that do not, of kinds that do: that a wait ended by a match says that there is another case.
UNTOLD: dict[type[Model], set[str]] = {models.Wait: {"matched"}}
#: How a row names another: by what is known of it outside the database. It names no key and no mailbox.
NAMES: dict[type[Model], str] = {Person: "username", Party: "code", Entry: "uuid"}


def export_of(case: Case, person: Person, *, at: datetime) -> StreamingHttpResponse:
    """The zip of a case for somebody who may read it. Nobody else's wrap is in it."""
    export = Export()
    identity = export.keep("identity.age", bytes(own_wrap(person).age_file))
    given = case_data(case, person, {}, [])
    everyone = Party.everyone.filter(case=case).exclude(channel=None).select_related("channel")
    codes = {str(party.channel.uuid): party.code for party in everyone if party.channel}
    channels: list[Json] = [
        {**{name: channel[name] for name in _OF_CHANNEL}, "party": codes.get(channel["channel"])}
        for channel in given["channels"]
    ]
    manifest = {
        **{name: given[name] for name in _OF_CASE},
        "identity": identity,
        "channels": [export.channel(channel) for channel in channels],
        "rows": rows_of(case),
    }
    return zipped(export, manifest, name=f"{case.code}.zip", at=at)


def rows_of(case: Case) -> Json:
    """What stands in clear of a case: that something was done, when, by whom. No words, and no other case."""
    return {model.__name__: [_row(row) for row in _rows(model, path, case)] for model, path in TAKEN.items()}


def _rows(model: type[Model], path: str, case: Case) -> QuerySet[Any]:
    named = {each.name: each.related_model for each in model._meta.fields if each.related_model in NAMES}
    sealed = [f"{name}__age_file" for name, what in named.items() if what is Entry]
    rows = model._base_manager.filter(**{path: case}).order_by("pk")
    return rows.select_related(*named).defer(*sealed) if named else rows


def _row(row: Any) -> Json:
    """The open and personal columns of a row, but for those that are untold."""
    said = {"id", *row.Privacy.open, *row.Privacy.personal} - UNTOLD.get(type(row), set())
    fields = [each for each in (*row._meta.fields, *row._meta.many_to_many) if each.name in said]
    named = [each for each in fields if not each.is_relation or each.related_model in (*TAKEN, *NAMES)]
    return {each.name: _value(getattr(row, each.name)) for each in named}


def _value(value: Any) -> Any:
    if isinstance(value, Manager):
        return [str(each) for each in value.values_list(NAMES.get(value.model, "pk"), flat=True)]
    if isinstance(value, Model):
        return str(getattr(value, NAMES.get(type(value), "pk")))
    return value.isoformat() if isinstance(value, date) else value


def own_wrap(person: Person) -> IdentityWrap:
    """The wrap that the person's recovery key opens. Every present card has one."""
    mine = IdentityWrap.objects.filter(card__user=person, card__retired=None)
    return mine.get(method=IdentityWrap.RECOVERY)


def weight_of(case: Case) -> int:
    """About how many bytes the zip will have."""
    return Entry.objects.filter(channel_key__channel__in=case.channels).weight()
