"""Lists of notes: the feed, a person's notes, a search."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import OpenEndpoint, person_of, sent
from api.schema import answers
from api.shapes.asked import FeedAsked, PageAsked, SearchAsked
from api.shapes.found import FoundPage
from api.shapes.notes import CardPage
from common.clock import now
from common.keyset import BadCursor, Cursor
from common.models import Category
from feed import pages
from feed.pages import Page
from notes.shelves import written_by
from search.filters import Filters
from search.groups import Results, everything, of_kind
from search.models import Kind
from search.query import Search
from search.timing import TookTooLong
from users.models import User
from users.shield import people_for

Viewer = User | AnonymousUser
_LISTS = {Kind.NOTE: "notes", Kind.PRODUCT: "products", Kind.PERSON: "people", Kind.TOPIC: "topics"}


def _feed(request: Request, asked: dict[str, Any]) -> Page:  # Any: checked parameters
    cursor = asked["cursor"]
    if asked["category"]:
        category = get_object_or_404(Category, code=asked["category"], is_offered=True)
        return pages.of_category(request.user, category.code, cursor, at=now())
    if asked["tab"] == "following":
        return pages.following(person_of(request), cursor)
    if asked["tab"] == "nearby":
        return pages.near(person_of(request), cursor, at=now())
    return pages.for_you(request.user, cursor, at=now())


class Feed(OpenEndpoint):
    @extend_schema(
        operation_id="feed",
        tags=["Reading"],
        summary="The feed, page by page",
        parameters=[FeedAsked],
        responses=answers(200, CardPage, 404, 422),
    )
    def get(self, request: Request) -> Response:
        """What the page Explore shows to the same person, in the same order."""
        return Response(CardPage(_feed(request, sent(FeedAsked, request.query_params))).data)


class NotesOfPerson(OpenEndpoint):
    @extend_schema(
        operation_id="notes_of_person",
        tags=["People"],
        summary="A person's notes, newest first",
        parameters=[PageAsked],
        responses=answers(200, CardPage, 400, 404),
    )
    def get(self, request: Request, handle: str) -> Response:
        """Those the person who asks may see."""
        cursor = sent(PageAsked, request.query_params)["cursor"]
        if cursor:
            # Pages of the site start again at the top; a program is told.
            Cursor.decode(cursor)
        author = get_object_or_404(people_for(request.user), handle=handle)
        return Response(CardPage(written_by(author, request.user, cursor=cursor)).data)


class SearchEverything(OpenEndpoint):
    @extend_schema(
        operation_id="search",
        tags=["Reading"],
        summary="Search notes, products, people and topics",
        parameters=[SearchAsked],
        responses=answers(200, FoundPage, 400, 422),
    )
    def get(self, request: Request) -> Response:
        """Only what is public is found. Words nobody wrote are taken for near ones, and the answer says so."""
        asked = sent(SearchAsked, request.query_params)
        return Response(FoundPage(_found(asked, _results(asked, request.user))).data)


def _results(asked: dict[str, Any], viewer: Viewer) -> Results:  # Any: checked parameters
    if asked["cursor"] and not asked["kind"]:
        # The best of each kind is one page.
        raise BadCursor(asked["cursor"])
    goods = "1" if asked["goods"] else ""
    filters = Filters(asked["form"], asked["within"], asked["category"], asked["city"], goods)
    search = Search(asked["q"], asked["kind"] or Kind.NOTE, asked["sort"], filters, now())
    try:
        return of_kind(search, viewer, cursor=asked["cursor"]) if asked["kind"] else everything(search, viewer)
    except TookTooLong as error:
        raise ValidationError({"q": [_("That search took too long. Add a rarer word.")]}) from error


def _found(asked: dict[str, Any], results: Results) -> dict[str, object]:  # Any: checked parameters
    lists = {name: results.shown[kind].items if kind in results.shown else [] for kind, name in _LISTS.items()}
    return {
        **lists,
        "kind": asked["kind"],
        "groups": results.groups,
        "corrections": [{"typed": typed, "taken": taken} for typed, taken in results.corrections],
        "is_relaxed": results.is_relaxed,
        "is_narrowed": results.is_narrowed,
        "next": results.shown[asked["kind"]].cursor if asked["kind"] else "",
    }
