"""Counting any file of ballots: for whoever does not want to believe us. Nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from chapterhouse.ui.access import EVERYONE, access

from ..counting.methods import METHODS
from ..forms import CountForm
from ..told import Told

COMMAND = "chapterhouse count FILE.blt --method scottish_stv --format table"


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    form = CountForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "elections/count.html", {"form": form, "command": COMMAND})
    said = form.cleaned_data
    counted = METHODS[said["method"]](said["file"], said["lot"] or None)
    return render(request, "elections/counted.html", {"told": Told(said["file"], counted)})
