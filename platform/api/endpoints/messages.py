"""Messages between two people: reading, writing, answering a request."""

import uuid
from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, person_of, sent
from api.idempotency import Answer, key_of, once, submission_key
from api.models import Scope
from api.schema import IDEMPOTENT, answers
from api.shapes.asked import PageAsked
from api.shapes.messages import (
    BoxAsked,
    ConversationPage,
    MessageAsked,
    MessagePage,
    ReadAsked,
    SentMessage,
    page_of,
)
from common.clock import now
from common.keyset import Cursor
from conversations.answering import accept, decline, mark_read
from conversations.boxes import box_of
from conversations.doors import door_between
from conversations.lines import may_write, note_to_share, product_to_share, talk_of
from conversations.models import Box, Conversation, Message, Side, Step
from conversations.writing import Draft, take_back, write
from users.models import User
from users.safety import people_for


def _found(request: Request, public_id: str) -> Conversation:
    return get_object_or_404(Conversation.objects.of(person_of(request)), public_id=public_id)


def _step_for(conversation: Conversation, person: User) -> str:
    """What a person is told: whoever asked does not learn that they were declined."""
    is_hidden = conversation.step == Step.DECLINED and conversation.asked_by_id == person.pk
    return Step.ASKED if is_hidden else conversation.step


def _draft(asked: dict[str, Any], writer: User, key: uuid.UUID) -> Draft:
    """Raises ValidationError when what should be sent is not there for the writer."""
    note, product = note_to_share(asked["note"], writer), product_to_share(asked["product"])
    for name, found in (("note", note), ("product", product)):
        if asked[name] and found is None:
            raise ValidationError({name: ["There is nothing here that you may send."]})
    return Draft(asked["body"], note, product, key)


def _written(request: Request, person: User) -> Response:
    writer, at = person_of(request), now()

    def deed() -> Answer:
        draft = _draft(sent(MessageAsked, request.data), writer, submission_key(writer, key_of(request)))
        return Answer(201, SentMessage(write(writer, person, draft, at=at)).data)

    return once(request, writer, deed, at=at)


class Conversations(Endpoint):
    scopes: ClassVar = {"GET": Scope.MESSAGES}

    @extend_schema(
        operation_id="conversations",
        tags=["Messages"],
        summary="Your conversations, or the requests that wait for an answer",
        parameters=[BoxAsked],
        responses=answers(200, ConversationPage, 400, 422),
    )
    def get(self, request: Request) -> Response:
        """What moved last comes first."""
        person, asked = person_of(request), sent(BoxAsked, request.query_params)
        if asked["cursor"]:
            Cursor.decode(asked["cursor"])
        page = box_of(person, Box(asked["box"]), asked["cursor"])
        rows = [_row(side, person) for side in page.items]
        cursor = page.next_cursor.encode() if page.next_cursor else ""
        return Response(ConversationPage(page_of(rows, cursor)).data)


def _row(side: Side, person: User) -> dict[str, Any]:
    return {
        "conversation": side.conversation,
        "address": reverse("conversations:talk", args=[side.conversation.public_id]),
        "other": side.other,
        "shown_step": _step_for(side.conversation, person),
        "unread": side.unread,
        "moved_at": side.moved_at,
    }


class MessagesOfConversation(Endpoint):
    scopes: ClassVar = {"GET": Scope.MESSAGES, "POST": Scope.MESSAGES}

    @extend_schema(
        operation_id="messages",
        tags=["Messages"],
        summary="The newest messages of a conversation",
        parameters=[PageAsked],
        responses=answers(200, MessagePage, 400, 404),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Reading through the API marks nothing as read; `read/` does."""
        person, cursor = person_of(request), sent(PageAsked, request.query_params)["cursor"]
        if cursor:
            Cursor.decode(cursor)
        conversation = _found(request, public_id)
        other = conversation.other_than(person)
        side = Side.objects.get(conversation=conversation, person=person)
        talk = talk_of(conversation, side, person, cursor=cursor)
        facts = {
            "person": other,
            "step": _step_for(conversation, person),
            "may_write": may_write(door_between(person, other, conversation)),
        }
        return Response(MessagePage(facts | page_of(talk.lines, talk.older)).data)

    @extend_schema(
        operation_id="message_write",
        tags=["Messages"],
        summary="Write into a conversation",
        request=MessageAsked,
        parameters=[IDEMPOTENT],
        responses=answers(201, SentMessage, 400, 404, 422),
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Writing into a request one was sent accepts it."""
        return _written(request, _found(request, public_id).other_than(person_of(request)))


class MessagesToPerson(Endpoint):
    scopes: ClassVar = {"POST": Scope.MESSAGES}

    @extend_schema(
        operation_id="message_to_person",
        tags=["Messages"],
        summary="Write to somebody",
        request=MessageAsked,
        parameters=[IDEMPOTENT],
        responses=answers(201, SentMessage, 400, 404, 422),
    )
    def post(self, request: Request, handle: str) -> Response:
        """To a stranger the first message is a request, and the only one until they answer."""
        writer = person_of(request)
        return _written(request, get_object_or_404(people_for(writer).exclude(pk=writer.pk), handle=handle))


class AcceptRequest(Endpoint):
    scopes: ClassVar = {"PUT": Scope.MESSAGES}

    @extend_schema(
        operation_id="request_accept",
        tags=["Messages"],
        summary="Accept a request",
        request=None,
        responses=answers(204, None, 404, 409),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """The conversation is open for both then."""
        accept(_found(request, public_id), person_of(request), at=now())
        return Response(status=204)


class DeclineRequest(Endpoint):
    scopes: ClassVar = {"PUT": Scope.MESSAGES}

    @extend_schema(
        operation_id="request_decline",
        tags=["Messages"],
        summary="Decline a request",
        request=None,
        responses=answers(204, None, 404, 409),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """Whoever asked is not told."""
        decline(_found(request, public_id), person_of(request), at=now())
        return Response(status=204)


class ReadConversation(Endpoint):
    scopes: ClassVar = {"PUT": Scope.MESSAGES}

    @extend_schema(
        operation_id="conversation_read",
        tags=["Messages"],
        summary="Mark a conversation read up to a message",
        request=ReadAsked,
        responses=answers(204, None, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """What arrived after that message stays unread."""
        conversation = _found(request, public_id)
        asked = sent(ReadAsked, request.data)
        shown = Message.objects.filter(conversation=conversation, public_id=asked["up_to"]).first()
        if shown is None:
            raise ValidationError({"up_to": ["There is no such message in this conversation."]})
        mark_read(Side.objects.get(conversation=conversation, person=person_of(request)), shown.pk)
        return Response(status=204)


class OneMessage(Endpoint):
    scopes: ClassVar = {"DELETE": Scope.MESSAGES}

    @extend_schema(
        operation_id="message_take_back",
        tags=["Messages"],
        summary="Take an own message back",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """Its words are gone for both, its place stays. A second time changes nothing."""
        message = Message.objects.filter(author=person_of(request), public_id=public_id).first()
        if message is None:
            raise Http404
        take_back(message, at=now())
        return Response(status=204)
