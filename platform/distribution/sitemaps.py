"""The sitemap, cut by primary key: each part is one bounded range, so no part skips or counts rows.

Part 3 of a section holds the rows with keys from 3 * SPAN up to 4 * SPAN. How many parts there are follows from the
largest key, which the index knows. A part never has more than SPAN addresses; the protocol allows 50,000.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from distribution.templatetags.share_tags import absolute
from notes.models import Note, Topic
from shop.models import Product
from users.models import User

SPAN = 20_000
_FRESH_SECONDS = 3_600
_TYPE = "application/xml"
Rows = QuerySet[Any, tuple[str, datetime | None]]  # Any: one of four models


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of page: whose largest key bounds the parts, which rows count, and the name of their address."""

    largest: Callable[[], QuerySet[Any]]  # Any: one of four models
    rows: Callable[[], Rows]
    view: str


def _notes() -> Rows:
    return Note.objects.public().values_list("public_id", Coalesce("edited_at", "published_at"))


def _people() -> Rows:
    return User.objects.active().filter(notes_count__gt=0, is_private=False).values_list("handle", "joined_at")


def _products() -> Rows:
    return Product.objects.live().values_list("public_id", "created_at")


def _topics() -> Rows:
    return Topic.objects.filter(is_hidden=False, notes_count__gt=0).values_list("slug", "created_at")


SECTIONS: Mapping[str, Section] = {
    "notes": Section(Note.objects.all, _notes, "notes:note"),
    "people": Section(User.objects.all, _people, "users:profile"),
    "products": Section(Product.objects.all, _products, "shop:product"),
    "topics": Section(Topic.objects.all, _topics, "notes:topic"),
}


def _parts(section: Section) -> int:
    """How many parts a section has; none for an empty table. One look into the index of the key."""
    largest = section.largest().aggregate(largest=Max("pk"))["largest"]
    return largest // SPAN + 1 if largest is not None else 0


def _entries(section: Section, part: int) -> Iterator[dict[str, object]]:
    # Only notes tell when they last changed; a date that is no change would make crawlers distrust all of them.
    has_dates = section.view == "notes:note"
    rows = section.rows().filter(pk__gte=part * SPAN, pk__lt=(part + 1) * SPAN).order_by("pk")
    for name, at in rows.iterator(chunk_size=2_000):
        yield {"location": absolute(reverse(section.view, args=[name])), "lastmod": at if has_dates else None}


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    # The sitemap itself is not a page to be found.
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The address of every part."""
    parts = [
        {"location": absolute(reverse("distribution:sitemap", args=[name, part])), "last_mod": None}
        for name, section in SECTIONS.items()
        for part in range(_parts(section))
    ]
    return _fresh(render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=_TYPE))


@require_safe
def sitemap(request: HttpRequest, section: str, part: int) -> HttpResponse:
    """One part: at most SPAN addresses."""
    found = SECTIONS.get(section)
    if found is None or part >= _parts(found):
        raise Http404
    return _fresh(render(request, "sitemap.xml", {"urlset": _entries(found, part)}, content_type=_TYPE))


_ROBOTS = """\
User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/v1/
Disallow: /me/
Disallow: /portal/
Disallow: /publish/
Disallow: /search/
Disallow: /settings/
Allow: /

Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may leave alone, and where the sitemap is."""
    text = _ROBOTS.format(sitemap=absolute(reverse("distribution:sitemap_index")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
