from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from chapterhouse.ui.access import EVERYONE, access

from .loading import is_loaded
from .mail import newest


@access(EVERYONE)
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """What members were mailed, so that one person can try every part; in the demonstration alone."""
    if not is_loaded():
        raise Http404
    return render(request, "demo/mail.html", {"mails": newest()})
