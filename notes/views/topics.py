"""Pages of a topic, and the cards of a person."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from notes.models import Topic
from notes.shelves import Shelf, collected_by, liked_by, of_person, of_topic, shelf
from users.models import User
from users.shield import people_for


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic with its newest or best liked notes."""
    found = get_object_or_404(Topic, slug=slug, is_hidden=False)
    sort = "popular" if request.GET.get("sort") == "popular" else "new"
    page = of_topic(found, request.user, sort=sort, cursor=request.GET.get("after", ""))
    template = "components/_cards.html" if request.headers.get("HX-Request") else "notes/topic.html"
    return render(request, template, {"topic": found, "sort": sort, "page": page})


def shelf_of(viewer: User | AnonymousUser, person: User, tab: str, cursor: str) -> Shelf:
    """The cards of a tab of a profile. Raises Http404 for a tab the viewer may not see."""
    if tab == "notes":
        return of_person(person, viewer, cursor=cursor)
    if tab == "collected" and viewer.pk == person.pk:
        return shelf(collected_by(person, viewer), viewer, cursor=cursor, fields=("-reaction_id",))
    if tab == "liked" and viewer.pk == person.pk:
        return shelf(liked_by(person, viewer), viewer, cursor=cursor, fields=("-reaction_id",))
    raise Http404


@require_safe
def of_person_cards(request: HttpRequest, handle: str) -> HttpResponse:
    """More cards of a profile's tab, as a fragment."""
    person = get_object_or_404(people_for(request.user), handle=handle)
    page = shelf_of(request.user, person, request.GET.get("tab", "notes"), request.GET.get("after", ""))
    return render(request, "components/_cards.html", {"page": page})
