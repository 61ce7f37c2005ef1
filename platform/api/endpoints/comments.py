"""Comments under a note."""

from typing import ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, found_note, person_of, sent
from api.idempotency import Answer, key_of, once, submission_key
from api.models import Scope
from api.schema import IDEMPOTENT, answers
from api.shapes.asked import CommentAsked, CommentsAsked
from api.shapes.notes import CommentPage, Reply
from common.clock import now
from common.keyset import Cursor
from notes.comments import Saying, remove_comment, say
from notes.models import Comment, Note, Picture
from notes.threads import comment_page, entry_of
from users.models import User


def _parent(note: Note, author: User, public_id: str) -> Comment | None:
    """The comment that is answered; None when the comment stands for itself. Raises ValidationError."""
    if not public_id:
        return None
    shown = Comment.objects.visible_to(author).select_related("parent")
    parent = shown.filter(note=note, public_id=public_id).first()
    if parent is None:
        raise ValidationError({"parent": ["The comment you answer is gone."]})
    return parent


def _picture(author: User, public_id: str) -> Picture | None:
    """An own picture to go with the comment. Raises ValidationError."""
    found = Picture.objects.filter(owner=author, public_id=public_id).first() if public_id else None
    if public_id and found is None:
        raise ValidationError({"picture": ["There is no such picture of yours."]})
    return found


class CommentsOfNote(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ, "POST": Scope.WRITE}
    open_methods: ClassVar = frozenset({"GET"})

    def _note(self, request: Request, public_id: str) -> Note:
        return found_note(Note.objects.visible_to(request.user).live().select_related("author"), public_id)

    @extend_schema(
        operation_id="comments_of_note",
        tags=["Comments"],
        summary="First-level comments with their replies",
        parameters=[CommentsAsked],
        responses=answers(200, CommentPage, 400, 404, 422),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """What was answered most first, or the newest."""
        asked = sent(CommentsAsked, request.query_params)
        if asked["cursor"]:
            Cursor.decode(asked["cursor"])
        query = {"sort": asked["sort"], "after": asked["cursor"]}
        return Response(CommentPage(comment_page(self._note(request, public_id), request.user, query)).data)

    @extend_schema(
        operation_id="comment_write",
        tags=["Comments"],
        summary="Write a comment or a reply",
        request=CommentAsked,
        parameters=[IDEMPOTENT],
        responses=answers(201, Reply, 400, 404, 422),
    )
    def post(self, request: Request, public_id: str) -> Response:
        """A reply to a reply joins the same thread: there are two levels."""
        author, at = person_of(request), now()
        note = self._note(request, public_id)

        def deed() -> Answer:
            asked = sent(CommentAsked, request.data)
            parent = _parent(note, author, asked["parent"])
            key = submission_key(author, key_of(request))
            picture = _picture(author, asked["picture"])
            comment = say(note, author, Saying(asked["body"], parent, key, picture, asked["alt"]), at=at)
            return Answer(201, Reply(entry_of(comment, note, author)).data)

        return once(request, author, deed, at=at)


class OneComment(Endpoint):
    scopes: ClassVar = {"DELETE": Scope.WRITE}

    @extend_schema(
        operation_id="comment_remove",
        tags=["Comments"],
        summary="Take an own comment back",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """Its replies go with it. A second time changes nothing."""
        comment = Comment.objects.filter(author=person_of(request), public_id=public_id).first()
        if comment is None:
            raise Http404
        remove_comment(comment, at=now())
        return Response(status=204)
