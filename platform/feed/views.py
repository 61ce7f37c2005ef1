"""Explore and its tabs, the topics, and what readers saw."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.ids import PublicIdConverter
from common.limits import RateLimit, limited
from common.models import Category
from feed import impressions, pages, topics
from feed.pages import Page
from feed.surroundings import Where, surroundings_of
from feed.tabs import tabs
from users.models import User
from users.recommendations import wants_personal_feed
from users.shield import people_offered_to, shield_of

SEEN = RateLimit("seen", capacity=120, per_seconds=60)
MOST_SEEN = 60
LONGEST_SOURCE = 30


@dataclass(frozen=True, slots=True)
class Screen:
    """One tab: its page of cards, its own address, and which tab is marked."""

    page: Page
    address: str
    tab: str
    empty: str = ""


def _show(request: HttpRequest, screen: Screen, **more: object) -> HttpResponse:
    """The whole page, or only the cards when the page itself asks for more of them."""
    context = {"page": screen.page, "more_url": f"{screen.address}?", "empty": screen.empty, **more}
    if request.headers.get("X-Cards"):
        response = render(request, "components/_cards.html", context)
    else:
        response = render(request, "feed/explore.html", context | {"tabs": tabs(), "tab": screen.tab})
    response["Vary"] = "X-Cards, Cookie"
    return response


def _after(request: HttpRequest) -> str:
    return request.GET.get("after", "")[:300]


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """For you: recommended to somebody known, the popular and the fresh for a visitor."""
    page = pages.for_you(request.user, _after(request), at=now())
    screen = Screen(page, reverse("feed:explore"), "explore")
    return _show(request, screen, steers=True, is_personal=wants_personal_feed(request))


@require_safe
@login_required
def following(request: HttpRequest) -> HttpResponse:
    """Everything of the people followed, newest first."""
    if not isinstance(request.user, User):
        raise Http404
    page = pages.following(request.user, _after(request))
    suggested = [] if page.cards else list(_suggested(request.user))
    return _show(request, Screen(page, reverse("feed:following"), "following", "following"), suggested=suggested)


def _suggested(reader: User) -> list[User]:
    """People to follow for somebody who follows nobody: experts and official accounts first."""
    known = reader.following.values("followed")
    people = people_offered_to(reader).exclude(pk=reader.pk).exclude(pk__in=known)
    return list(people.filter(kind__in=("expert", "official")).order_by("-followers_count", "-pk")[:8])


@require_safe
@login_required
def nearby(request: HttpRequest) -> HttpResponse:
    """The newest notes of people around the reader, by square or by city; and which of the two."""
    if not isinstance(request.user, User):
        raise Http404
    at = now()
    found = surroundings_of(request.user, at=at)
    page = pages.near_in(found, request.user, _after(request), at=at)
    empty = "no_city" if found.where is Where.UNKNOWN else "nearby"
    return _show(request, Screen(page, reverse("feed:nearby"), "nearby", empty), surroundings=found)


@require_safe
def category(request: HttpRequest, code: str) -> HttpResponse:
    """One category with its children as chips."""
    found = get_object_or_404(Category.objects.select_related("parent"), code=code, is_offered=True)
    page = pages.of_category(request.user, found.code, _after(request), at=now())
    children = list(Category.objects.offered().filter(parent=found.parent or found))
    address = reverse("feed:category", args=[found.code])
    return _show(request, Screen(page, address, found.top_code, "category"), category=found, children=children)


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """Topics people write under now, and the largest ones; none the reader muted."""
    muted = shield_of(request.user).topics
    hot = [topic for topic in topics.hot(now()) if topic.slug not in muted]
    largest = [topic for topic in topics.largest() if topic.slug not in muted]
    return render(request, "feed/topics.html", {"hot": hot, "largest": largest})


def _events(body: bytes) -> list[impressions.Seen]:
    """The cards a browser says it showed; anything that is not such a list is none."""
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    found = [_event(row) for row in rows[:MOST_SEEN] if isinstance(row, Mapping)]
    return [event for event in found if event is not None]


def _event(row: Mapping[str, object]) -> impressions.Seen | None:
    try:
        event_id = uuid.UUID(str(row.get("event")))
    except ValueError:
        return None
    note, source = str(row.get("note", "")), str(row.get("source", ""))
    # Whatever else a browser says would stop the worker that stores it: a NUL, half a character.
    source = source if source.isascii() and source.isidentifier() and len(source) <= LONGEST_SOURCE else ""
    return impressions.Seen(event_id, note, source) if PublicIdConverter.fits(note) else None


# A beacon cannot carry a token. It changes nothing but counts of what was seen, under a rate limit.
@csrf_exempt
@require_POST
@limited(SEEN)
def seen(request: HttpRequest) -> HttpResponse:
    """Cards of which half was on the screen for a second."""
    reader = request.user.pk if isinstance(request.user, User) else None
    impressions.enqueue(_events(request.body), reader, at=now())
    return HttpResponse(status=204)
