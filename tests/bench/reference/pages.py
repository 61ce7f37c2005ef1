"""Two pages any Django programmer would write first: 20 cards as HTML, and the same rows as JSON."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from notes.models import Note

_COLUMNS = (
    "public_id", "title", "excerpt", "form", "disclosure", "like_count", "published_at", "cover", "category__code",
    "author__handle", "author__name", "author__avatar", "author__level",
)  # fmt: skip


def _rows() -> list[dict[str, Any]]:  # Any: columns of several types
    return list(Note.objects.public().order_by("-published_at", "-pk").values(*_COLUMNS)[:20])


@login_required
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "cards.html", {"cards": _rows()})


@login_required
def as_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"items": _rows()})


urlpatterns = [path("page/", page), path("json/", as_json)]
