"""By return code: that nothing is done until they say so; whether others may be worked on with theirs."""

from django.http import HttpRequest
from django.utils import timezone

from chapterhouse.casework.actions import linking, waits
from chapterhouse.casework.wire.linking import LinkAnswer, Waiting

from ..answering import public_address, sent
from .mailbox import writer_of


@public_address("POST")
def wait(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, Waiting)
    party = writer_of(given.auth, at)
    if given.until == "begin":
        waits.begin(case=party.case, by=party, at=at)
    else:
        waits.wait_here(party=party, until_match=given.until == "match", at=at)


@public_address("POST")
def said(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, LinkAnswer)
    linking.answer(party=writer_of(given.auth, at), yes=given.yes, at=at)
