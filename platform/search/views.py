"""The results page and the lines under the search field."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from common.keyset import BadCursor
from notes.models import Topic
from search.models import Kind
from search.query import SORTS, Found, Search, find, kinds_with_hits, tidy
from search.suggestions import suggest
from users.shield import NONE, shield_of

_LARGEST_TOPICS = 12


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of thing with the address that searches it for the same words."""

    key: str
    name: str
    url: str


def _asked(request: HttpRequest) -> Search:
    """The search of an address; what it names wrongly falls back to notes, best first."""
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "")
    return Search(
        tidy(request.GET.get("q", "")),
        kind if kind in Kind.values else Kind.NOTE,
        sort if sort in SORTS else "best",
    )


def _address(search: Search, **changes: str) -> str:
    """The address of a search, so built that "&after=" may follow."""
    query = {"q": search.text, "kind": search.kind, "sort": search.sort} | changes
    return f"{reverse('search:results')}?{urlencode(query)}"


def _found(search: Search, request: HttpRequest) -> Found:
    try:
        return find(search, request.user, cursor=request.GET.get("after", "")[:300])
    except BadCursor:
        return find(search, request.user)


def _context(search: Search, found: Found, request: HttpRequest) -> dict[str, object]:
    elsewhere = [] if found.items or found.cursor else kinds_with_hits(search.text)
    tabs = [Tab(kind, str(kind.label), _address(search, kind=kind)) for kind in Kind]
    return {
        "search": search,
        "page": found,
        "more_url": _address(search),
        "tabs": tabs,
        "elsewhere": [tab for tab in tabs if tab.key in elsewhere],
        "sort_urls": {sort: _address(search, sort=sort) for sort in SORTS},
        "topics": [] if found.items else _topics(request),
    }


def _topics(request: HttpRequest) -> list[Topic]:
    shown = Topic.objects.filter(is_hidden=False).exclude(slug__in=shield_of(request.user).topics)
    return list(shown.order_by("-notes_count", "-pk")[:_LARGEST_TOPICS])


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found, one kind at a time; only the cards when the page itself asks for more of them."""
    search = _asked(request)
    found = _found(search, request)
    if request.headers.get("X-Cards") and search.kind == Kind.NOTE:
        response = render(request, "components/_cards.html", {"page": found})
    else:
        response = render(request, "search/results.html", _context(search, found, request))
    response["Vary"] = "X-Cards, Cookie"
    return response


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Lines under the search field: `?q=`. A browser may keep them a minute, unless the reader keeps things away."""
    lines = [asdict(line) for line in suggest(request.GET.get("q", ""), request.user)]
    response = JsonResponse({"suggestions": lines})
    response["Cache-Control"] = "private, max-age=60" if shield_of(request.user) == NONE else "private, no-store"
    return response
