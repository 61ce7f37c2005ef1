"""Albums: what people collected, put in order."""

from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, OpenEndpoint, found_note, person_of, sent
from api.idempotency import Answer, once
from api.models import Scope
from api.schema import IDEMPOTENT, answers
from api.shapes.albums import AlbumAsked, AlbumChosen, AlbumFull, AlbumPage, CoverChosen, Kept, PlaceChosen
from api.shapes.asked import PageAsked
from api.shapes.notes import CardPage
from common.clock import now
from common.keyset import Cursor, page_after
from notes import albums
from notes.album_shelves import TILES, cards_in
from notes.albums import AlbumFacts
from notes.engagement import count_of
from notes.keeping import keep
from notes.models import Album, Collect, Note
from users.models import User
from users.shield import people_for


def _cursor(request: Request) -> str:
    """The cursor asked for. Pages of the site start again at the top; a program is told. Raises BadCursor."""
    cursor: str = sent(PageAsked, request.query_params)["cursor"]
    if cursor:
        Cursor.decode(cursor)
    return cursor


def _own(person: User, public_id: str) -> Album:
    return get_object_or_404(Album.objects.of(person).for_page(), public_id=public_id)


class AlbumsOfPerson(OpenEndpoint):
    @extend_schema(
        operation_id="albums_of_person",
        tags=["Albums"],
        summary="A person's albums, the one used last first",
        parameters=[PageAsked],
        responses=answers(200, AlbumPage, 400, 404, 422),
    )
    def get(self, request: Request, handle: str) -> Response:
        """Those the person who asks may see; the closed ones of others are not there."""
        cursor = _cursor(request)
        owner = get_object_or_404(people_for(request.user), handle=handle)
        rows = Album.objects.visible_to(request.user).of(owner).for_page()
        page = page_after(rows, cursor, fields=("-used_at", "-pk"), size=TILES)
        following = page.next_cursor.encode() if page.next_cursor else ""
        return Response(AlbumPage({"items": page.items, "next": following}).data)


class Albums(Endpoint):
    scopes: ClassVar = {"POST": Scope.WRITE}

    @extend_schema(
        operation_id="album_make",
        tags=["Albums"],
        summary="Make an album",
        request=AlbumAsked,
        parameters=[IDEMPOTENT],
        responses=answers(201, AlbumFull, 400, 422),
    )
    def post(self, request: Request) -> Response:
        """Closed unless it says otherwise. One person has one album of a name."""
        owner, at = person_of(request), now()

        def deed() -> Answer:
            return Answer(201, AlbumFull(albums.make(owner, AlbumFacts(**sent(AlbumAsked, request.data)), at=at)).data)

        return once(request, owner, deed, at=at)


class OneAlbum(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ, "PUT": Scope.WRITE, "DELETE": Scope.WRITE}
    open_methods: ClassVar = frozenset({"GET"})

    @extend_schema(
        operation_id="album_read", tags=["Albums"], summary="One album", responses=answers(200, AlbumFull, 404)
    )
    def get(self, request: Request, public_id: str) -> Response:
        """An open one, or one's own."""
        rows = Album.objects.visible_to(request.user).for_page()
        return Response(AlbumFull(get_object_or_404(rows, public_id=public_id)).data)

    @extend_schema(
        operation_id="album_change",
        tags=["Albums"],
        summary="Rename, describe, open or close an own album",
        request=AlbumAsked,
        responses=answers(200, AlbumFull, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """What is left out falls back to its default."""
        album = _own(person_of(request), public_id)
        albums.change(album, AlbumFacts(**sent(AlbumAsked, request.data)))
        return Response(AlbumFull(album).data)

    @extend_schema(
        operation_id="album_delete",
        tags=["Albums"],
        summary="Delete an own album",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """What stood in it stays collected."""
        albums.delete(_own(person_of(request), public_id))
        return Response(status=204)


class NotesOfAlbum(OpenEndpoint):
    @extend_schema(
        operation_id="notes_of_album",
        tags=["Albums"],
        summary="What stands in an album, in its owner's order",
        parameters=[PageAsked],
        responses=answers(200, CardPage, 400, 404, 422),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Those notes the person who asks may see."""
        cursor = _cursor(request)
        album = get_object_or_404(Album.objects.visible_to(request.user).for_page(), public_id=public_id)
        return Response(CardPage(cards_in(album.owner, album, request.user, cursor=cursor)).data)


class MyCollected(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ}

    @extend_schema(
        operation_id="my_collected",
        tags=["Albums"],
        summary="What one collected into no album",
        parameters=[PageAsked],
        responses=answers(200, CardPage, 400, 422),
    )
    def get(self, request: Request) -> Response:
        """The default album, in one's own order. Nobody else reads it."""
        person, cursor = person_of(request), _cursor(request)
        return Response(CardPage(cards_in(person, None, person, cursor=cursor)).data)


class CoverOfAlbum(Endpoint):
    scopes: ClassVar = {"PUT": Scope.WRITE}

    @extend_schema(
        operation_id="album_cover",
        tags=["Albums"],
        summary="Let one of its notes stand for an own album",
        request=CoverChosen,
        responses=answers(204, None, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """From the level on that opens covers. A second time changes nothing."""
        person = person_of(request)
        album = _own(person, public_id)
        wanted = sent(CoverChosen, request.data)["note"]
        note = None if wanted is None else found_note(Note.objects.visible_to(person), wanted)
        albums.choose_cover(album, note)
        return Response(status=204)


class PlaceOfNote(Endpoint):
    scopes: ClassVar = {"PUT": Scope.WRITE}

    @extend_schema(
        operation_id="note_place",
        tags=["Albums"],
        summary="Put a collected note right before another one of its album",
        request=PlaceChosen,
        responses=answers(204, None, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """Both must stand in one own album, or both in none."""
        rows = Collect.objects.filter(person=person_of(request))
        before = sent(PlaceChosen, request.data)["before"]
        moved, other = (get_object_or_404(rows, note__public_id=one) for one in (public_id, before))
        if moved.pk == other.pk or not albums.move_before(moved, other):
            raise Http404
        return Response(status=204)


class AlbumOfNote(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT}

    @extend_schema(
        operation_id="note_keep",
        tags=["Albums"],
        summary="Collect a note into an album, or move it there",
        request=AlbumChosen,
        responses=answers(200, Kept, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """A second time changes nothing. Taking the collect back takes it out of its album."""
        person = person_of(request)
        note = found_note(Note.objects.visible_to(person).live(), public_id)
        wanted = sent(AlbumChosen, request.data)["album"]
        if wanted == "":
            raise Http404
        album = _own(person, wanted) if wanted is not None else None
        keep(note, person, album, at=now())
        return Response(Kept({"album": wanted, "collect_count": count_of(note, "collect")}).data)
