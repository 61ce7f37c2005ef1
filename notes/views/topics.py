"""The page of a topic."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from notes.models import Topic
from notes.shelves import of_topic
from users.shield import shield_of


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic with its newest or best liked notes."""
    found = get_object_or_404(Topic, slug=slug, is_hidden=False)
    sort = "popular" if request.GET.get("sort") == "popular" else "new"
    page = of_topic(found, request.user, sort=sort, cursor=request.GET.get("after", ""))
    template = "components/_cards.html" if request.headers.get("HX-Request") else "notes/topic.html"
    return render(
        request,
        template,
        {"topic": found, "is_muted": found.slug in shield_of(request.user).topics, "sort": sort, "page": page},
    )
