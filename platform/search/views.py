"""The results page and the lines under the search field."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from common.clock import now
from common.keyset import BadCursor
from common.limits import RateLimit, take, too_many, who_asks
from notes.cards import Card
from notes.models import Topic
from search import groups, history, hot
from search.cluster import Cluster, cluster_for
from search.forms import FilterForm
from search.groups import Results
from search.marking import needles_of
from search.models import Kind
from search.passages import passages_of
from search.query import SORTS, Found, Search, tidy
from search.suggestions import suggest
from search.tasks import noticed
from search.timing import TookTooLong
from users.models import User
from users.shield import NONE, shield_of

_LARGEST_TOPICS = 12
ALL = ""
# A page a second, and a line at every key: more than a hand asks for.
SEARCHES = RateLimit("search", capacity=240, per_seconds=60)
HOT_COOKIE = "hot_searches"
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Tab:
    """All, or one kind of thing, with its count and the address that searches it for the same words."""

    key: str
    url: str
    count: int | None
    is_more: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A page of one kind with its tab."""

    kind: str
    found: Found
    tab: Tab


@dataclass(frozen=True, slots=True)
class Page:
    """What an address asks for: the search, whether of one kind or of all, and its filters as a form."""

    search: Search
    kind: str
    form: FilterForm

    def address(self, **changes: str) -> str:
        """The address of this search, so built that "&after=" may follow."""
        sort = "" if self.search.sort == "best" else self.search.sort
        given = {"kind": self.kind, "sort": sort} | self.search.filters.as_query() | changes
        chosen = {name: value for name, value in given.items() if value}
        return f"{reverse('search:results')}?{urlencode({'q': self.search.text} | chosen)}"

    @property
    def plain_address(self) -> str:
        """Without filters."""
        return self.address(**dict.fromkeys(self.search.filters.as_query(), ""))


def _asked(request: HttpRequest, at: datetime) -> Page:
    """What the address asks for; what it names wrongly falls back to everything, best first."""
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "")
    form = FilterForm(request.GET, reader=request.user if isinstance(request.user, User) else None)
    search = Search(
        tidy(request.GET.get("q", "")),
        kind if kind in Kind.values else Kind.NOTE,
        sort if sort in SORTS else "best",
        form.filters(),
        at,
    )
    return Page(search, kind if kind in Kind.values else ALL, form)


def _results(page: Page, request: HttpRequest) -> Results:
    if not page.kind:
        return groups.everything(page.search, request.user)
    try:
        return groups.of_kind(page.search, request.user, cursor=request.GET.get("after", "")[:300])
    except BadCursor:
        return groups.of_kind(page.search, request.user)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found; only the cards when the page itself asks for more of them."""
    taken = take(who_asks(request), SEARCHES)
    if not taken.allowed:
        return too_many(request, taken)
    page = _asked(request, now())
    try:
        response = _answer(request, page) if page.search.text else _empty(request, page)
    except TookTooLong:
        context = {"page": page, "search": page.search, "topics": _topics(request)}
        response = render(request, "search/slow.html", context, status=UNPROCESSABLE)
    response["Vary"] = "X-Cards, Cookie"
    return response


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    results = _results(page, request)
    if request.headers.get("X-Cards") and page.kind == Kind.NOTE:
        context = {"found": results.shown[Kind.NOTE], "goes_on": True} | _found_words(request, results)
        return render(request, "search/_cards.html", context)
    if isinstance(request.user, User) and "after" not in request.GET:
        noticed(request.user.pk, page.search.text, found=not results.is_empty, at=page.search.at or now())
    return render(request, "search/results.html", _context(request, page, results))


def _context(request: HttpRequest, page: Page, results: Results) -> dict[str, object]:
    tabs = _tabs(page, results)
    sections = [Section(tab.key, results.shown[tab.key], tab) for tab in tabs if tab.key in results.shown]
    return {
        "page": page,
        "search": page.search,
        "results": results,
        "sections": [section for section in sections if section.found.items or section.found.cursor],
        "tabs": tabs,
        "elsewhere": [tab for tab in tabs if tab.count and tab.key not in results.shown],
        "sort_urls": {sort: page.address(sort="" if sort == "best" else sort) for sort in SORTS},
        "cluster": _cluster(request, page, results),
        "topics": _topics(request) if results.is_empty or results.is_relaxed else [],
    } | _found_words(request, results)


def _found_words(request: HttpRequest, results: Results) -> dict[str, object]:
    """The words to mark, and the passages of the notes in which they stand."""
    needles = needles_of(results.question)
    notes = results.shown[Kind.NOTE].items if Kind.NOTE in results.shown else []
    cards = [note for note in notes if isinstance(note, Card)]
    return {"needles": needles, "passages": passages_of(cards, request.user, needles)}


def _cluster(request: HttpRequest, page: Page, results: Results) -> Cluster | None:
    """Only where products stand, on their first page, and nothing narrows the search."""
    if page.kind not in {ALL, Kind.PRODUCT} or "after" in request.GET or results.is_relaxed or page.search.filters:
        return None
    return cluster_for(results.question, request.user)


def _tabs(page: Page, results: Results) -> list[Tab]:
    all_kinds = Tab(ALL, page.address(kind=""), None, is_more=False)
    return [
        all_kinds,
        *(Tab(group.kind, page.address(kind=group.kind), group.count, group.is_more) for group in results.groups),
    ]


def _topics(request: HttpRequest) -> list[Topic]:
    shown = Topic.objects.filter(is_hidden=False).exclude(slug__in=shield_of(request.user).topics)
    return list(shown.order_by("-notes_count", "-pk")[:_LARGEST_TOPICS])


# --- nothing typed yet -------------------------------------------------------------------------------------------
def shows_hot(request: HttpRequest) -> bool:
    """Whether this reader wants to see what many search for."""
    if isinstance(request.user, User):
        return history.wish_of(request.user.pk).shows_hot
    return request.COOKIES.get(HOT_COOKIE) != "off"


def _empty(request: HttpRequest, page: Page) -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    is_shown = shows_hot(request)
    context = {
        "page": page,
        "search": page.search,
        "topics": _topics(request),
        "past": list(history.newest(person.pk)[:20]) if person else [],
        "shows_hot": is_shown,
        "hot": hot.listed(at=page.search.at or now()) if is_shown else None,
    }
    response = render(request, "search/start.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Lines under the search field: `?q=`. A browser may keep them a minute, unless the reader keeps things away."""
    taken = take(who_asks(request), SEARCHES)
    if not taken.allowed:
        return too_many(request, taken)
    try:
        lines = [asdict(line) for line in suggest(request.GET.get("q", ""), request.user)]
    except TookTooLong:
        lines = []
    response = JsonResponse({"suggestions": lines})
    response["Cache-Control"] = "private, max-age=60" if shield_of(request.user) == NONE else "private, no-store"
    return response
