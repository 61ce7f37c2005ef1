"""The page of a topic."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from notes.models import Topic
from notes.shelves import of_topic
from users.shield import shield_of


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic with its newest or best liked notes. Of one that waits to be looked at, only that it does."""
    found = get_object_or_404(Topic, Q(is_hidden=False) | Q(waits_since__isnull=False), slug=slug)
    if found.waits_since is not None:
        return render(request, "notes/topic_waits.html", status=404)
    sort = "popular" if request.GET.get("sort") == "popular" else "new"
    page = of_topic(found, request.user, sort=sort, cursor=request.GET.get("after", ""))
    template = "components/_cards.html" if request.headers.get("HX-Request") else "notes/topic.html"
    return render(
        request,
        template,
        {"topic": found, "is_muted": found.slug in shield_of(request.user).topics, "sort": sort, "page": page},
    )
