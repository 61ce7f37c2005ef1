"""Drafts, times and versions as the API takes and gives them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.asked import NoteAsked, PictureAsked, PlaceAsked, VideoAsked
from api.shapes.base import OwnAddress, Shape
from common.ids import PUBLIC_ID_LENGTH
from shop.models import Relation


class DraftProduct(Shape):
    id = serializers.CharField(max_length=PUBLIC_ID_LENGTH)
    relation = serializers.ChoiceField(choices=Relation.choices, required=False, allow_blank=True, default="")
    stance = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=5)


class DraftAsked(NoteAsked):
    """A note as far as it is written. Nothing is checked but its shape until it is handed in."""

    title = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
    products = DraftProduct(many=True, required=False, default=list)  # type: ignore[assignment]  # a looser shape
    version = serializers.IntegerField(min_value=0, max_value=2_000_000_000, help_text="0 for a new draft.")


class DraftBrief(Shape):
    key = serializers.UUIDField(source="submission_key", help_text="The idempotency key of the note it becomes.")
    title = serializers.CharField()
    version = serializers.IntegerField()
    saved_at = serializers.DateTimeField()
    note = serializers.CharField(source="note.public_id", default="", help_text="The note it changes, or empty.")
    url = OwnAddress()


class DraftList(Shape):
    items = DraftBrief(many=True)


class DraftContent(Shape):
    """A half-written note; empty where nothing is said yet."""

    title = serializers.CharField()
    body = serializers.CharField()
    pictures = PictureAsked(many=True)
    video = VideoAsked(allow_null=True)
    category = serializers.CharField(allow_null=True)
    topics = serializers.ListField(child=serializers.CharField())
    place = PlaceAsked(allow_null=True)
    products = DraftProduct(many=True)
    visibility = serializers.CharField()
    comments_from = serializers.CharField()
    is_ai_made = serializers.BooleanField()
    scheduled_at = serializers.DateTimeField(allow_null=True)


class DraftFull(DraftBrief):
    content = serializers.SerializerMethodField()

    @extend_schema_field(DraftContent)
    def get_content(self, draft: Any) -> DraftContent:  # Any: DRF's signature
        return DraftContent(self.context["sent"]).data  # type: ignore[return-value]


class ScheduleAsked(Shape):
    scheduled_at = serializers.DateTimeField(allow_null=True, help_text="At most 90 days ahead; null for now.")


class Piece(Shape):
    change = serializers.ChoiceField(source="kind", choices=("kept", "new", "gone"))
    words = serializers.CharField()


class VersionShape(Shape):
    number = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    title = Piece(many=True)
    body = Piece(many=True)
    changes = serializers.ListField(child=serializers.CharField(), help_text="Pictures and facts, in words.")


class HistoryPage(Shape):
    items = VersionShape(many=True)
