"""Taking one's own conversation along. What the code derives comes in the body, as everywhere."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from ..answering import public_address, sent
from ..export import export_of
from ..wire import ByCode
from .mailbox import party_of


@public_address("POST")
def export(request: HttpRequest) -> StreamingHttpResponse:
    mailbox = party_of(sent(request, ByCode).auth).mailbox
    assert mailbox is not None
    return export_of(mailbox, at=timezone.now())
