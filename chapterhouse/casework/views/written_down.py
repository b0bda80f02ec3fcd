from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chapterhouse.sealing.answers import answering
from chapterhouse.sealing.wire import read
from chapterhouse.ui.access import access

from ..access import responds
from ..actions import intake
from ..beside import page_of
from ..wire import WrittenDown
from .found import who


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def write_down(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "casework/write-down.html", page_of(who(request), timezone.now()))
    case = intake.write_down(report=read(request.body, WrittenDown), by=who(request), at=timezone.now())
    return JsonResponse({"code": case.code}, status=201)
