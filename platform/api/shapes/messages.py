"""Conversations, messages, invite links and squares as the API shows and takes them."""

from typing import Any

from rest_framework import serializers

from api.shapes.asked import PageAsked
from api.shapes.base import AddressField, Shape
from api.shapes.people import PersonBrief
from common.ids import PUBLIC_ID_LENGTH
from conversations.lines import Line
from conversations.models import Box, Card, Step
from conversations.writing import LONGEST


class BoxAsked(PageAsked):
    box = serializers.ChoiceField(
        choices=[(Box.INBOX, Box.INBOX.label), (Box.REQUESTS, Box.REQUESTS.label)], required=False, default=Box.INBOX
    )


class MessageAsked(Shape):
    body = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        trim_whitespace=False,
        max_length=20_000,
        help_text=f"At most {LONGEST} characters; may be empty when something is sent with it.",
    )
    note = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=PUBLIC_ID_LENGTH, help_text="A note to send."
    )
    product = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=PUBLIC_ID_LENGTH, help_text="A product to send."
    )


class ReadAsked(Shape):
    up_to = serializers.CharField(max_length=PUBLIC_ID_LENGTH, help_text="The newest message that was shown.")


class ConversationBrief(Shape):
    """A conversation as its list shows it to one of the two."""

    id = serializers.CharField(source="conversation.public_id")
    url = AddressField(source="address")
    person = PersonBrief(source="other")
    step = serializers.ChoiceField(choices=Step.choices, source="shown_step")
    unread = serializers.IntegerField()
    moved_at = serializers.DateTimeField()


class ConversationPage(Shape):
    items = ConversationBrief(many=True)
    next = serializers.CharField(allow_null=True, help_text="Cursor of the page after this one.")


class MessageShape(Shape):
    """One message. `note` and `product` are empty once they are not to be seen any more."""

    id = serializers.CharField(source="message.public_id")
    is_own = serializers.BooleanField()
    body = serializers.CharField(source="message.body")
    html = serializers.CharField()
    card = serializers.ChoiceField(choices=Card.choices)
    note = serializers.SerializerMethodField(help_text="The id of the note that was sent.")
    product = serializers.SerializerMethodField(help_text="The id of the product that was sent.")
    is_removed = serializers.BooleanField(source="message.is_removed")
    is_read = serializers.BooleanField(
        help_text="True for the newest of your messages that was read, if that is shown."
    )
    created_at = serializers.DateTimeField(source="message.created_at")

    def get_note(self, line: Line) -> str:
        return line.note.id if line.note else ""

    def get_product(self, line: Line) -> str:
        return line.product.public_id if line.product else ""


class MessagePage(Shape):
    """The newest messages, the oldest of them first."""

    person = PersonBrief()
    step = serializers.ChoiceField(choices=Step.choices)
    may_write = serializers.BooleanField()
    items = MessageShape(many=True)
    next = serializers.CharField(allow_null=True, help_text="Cursor of the page with what came before.")


class SentMessage(Shape):
    id = serializers.CharField(source="public_id")
    conversation = serializers.CharField(source="conversation.public_id")
    created_at = serializers.DateTimeField()


class InviteShape(Shape):
    """One's own link; empty when there is none."""

    url = AddressField()
    expires_at = serializers.DateTimeField(allow_null=True)
    joined = serializers.IntegerField(help_text="How many people joined by your links.")


class CellAsked(Shape):
    cell = serializers.IntegerField(
        min_value=0,
        max_value=2_147_483_647,
        help_text="row * 8000 + column of the grid in common/cells.py; work it out on the device.",
    )


class NearnessShape(Shape):
    """The square of about 5 km that Nearby reads by; null when there is none and it reads by the city."""

    cell = serializers.IntegerField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True, help_text="When it is forgotten unless it is renewed.")
    shares_city = serializers.BooleanField()


def page_of(items: list[Any], cursor: str) -> dict[str, Any]:  # Any: rows of any shape
    return {"items": items, "next": cursor or None}
