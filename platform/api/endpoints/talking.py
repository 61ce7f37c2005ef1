"""Liking comments, putting one first, and finding people to name."""

from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, OpenEndpoint, person_of, sent
from api.models import Scope
from api.schema import answers
from api.shapes.albums import MentionsAsked, People
from api.shapes.asked import PageAsked
from api.shapes.notes import Reacted, ReplyPage
from common.clock import now
from common.keyset import BadCursor
from notes.appreciation import like_comment, pin_comment, unlike_comment, unpin_comment
from notes.mention_choices import people_like
from notes.models import Comment, Note
from notes.threads import is_reply_cursor, replies_after


def _seen(request: Request, public_id: str) -> Comment:
    notes = Note.objects.visible_to(request.user).live()
    return get_object_or_404(Comment.objects.visible_to(request.user).filter(note__in=notes), public_id=public_id)


def _liked(comment: Comment, *, is_active: bool) -> Response:
    comment.refresh_from_db(fields=["like_count"])
    return Response(Reacted({"is_active": is_active, "count": comment.like_count}).data)


class LikeComment(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT, "DELETE": Scope.REACT}

    @extend_schema(
        operation_id="comment_like",
        tags=["Comments"],
        summary="Like a comment",
        request=None,
        responses=answers(200, Reacted, 404),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """A second time changes nothing."""
        comment = _seen(request, public_id)
        like_comment(comment, person_of(request), at=now())
        return _liked(comment, is_active=True)

    @extend_schema(
        operation_id="comment_unlike",
        tags=["Comments"],
        summary="Take the like of a comment back",
        request=None,
        responses=answers(200, Reacted, 404),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """Without a like nothing changes."""
        comment = _seen(request, public_id)
        unlike_comment(comment, person_of(request))
        return _liked(comment, is_active=False)


class RepliesOfComment(OpenEndpoint):
    @extend_schema(
        operation_id="replies_of_comment",
        tags=["Comments"],
        summary="The replies of a thread, in the order of time",
        parameters=[PageAsked],
        responses=answers(200, ReplyPage, 400, 404, 422),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Of a first-level comment. `replies_next` of the comment is where its first replies go on."""
        cursor: str = sent(PageAsked, request.query_params)["cursor"]
        if cursor and not is_reply_cursor(cursor):
            raise BadCursor
        top = _seen(request, public_id)
        if top.parent_id is not None:
            raise Http404
        return Response(ReplyPage(replies_after(top, request.user, cursor)).data)


class PinComment(Endpoint):
    scopes: ClassVar = {"PUT": Scope.WRITE, "DELETE": Scope.WRITE}

    @extend_schema(
        operation_id="comment_pin",
        tags=["Comments"],
        summary="Put a comment under an own note first",
        request=None,
        responses=answers(204, None, 404),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """It takes the place of the one that stood there. Replies cannot be put first."""
        rows = Comment.objects.pinnable_by(person_of(request))
        pin_comment(get_object_or_404(rows, public_id=public_id), at=now())
        return Response(status=204)

    @extend_schema(
        operation_id="comment_unpin",
        tags=["Comments"],
        summary="Put a comment first no longer",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """Without a pin nothing changes."""
        unpin_comment(get_object_or_404(Comment.objects.pinnable_by(person_of(request)), public_id=public_id))
        return Response(status=204)


class Mentions(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ}

    @extend_schema(
        operation_id="mentions",
        tags=["People"],
        summary="People to name in a text",
        parameters=[MentionsAsked],
        responses=answers(200, People, 422),
    )
    def get(self, request: Request) -> Response:
        """People of the same talk first, then those the person who asks follows, then others by handle; eight at most,
        and only those who let themselves be named."""
        asked, person = sent(MentionsAsked, request.query_params), person_of(request)
        where = Note.objects.visible_to(person).live().filter(public_id=asked["note"]).first()
        return Response(People({"items": people_like(asked["q"], person, where)}).data)
