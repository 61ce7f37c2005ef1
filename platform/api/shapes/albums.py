"""Albums as the API takes and shows them."""

from rest_framework import serializers

from api.shapes.asked import PageAsked
from api.shapes.base import OwnAddress, Shape
from api.shapes.people import PersonBrief
from common.ids import PUBLIC_ID_LENGTH


class AlbumAsked(Shape):
    name = serializers.CharField(max_length=400, help_text="At most 20 Chinese characters or 60 letters.")
    about = serializers.CharField(required=False, allow_blank=True, default="", trim_whitespace=False, max_length=8000)
    is_public = serializers.BooleanField(required=False, default=False)


class AlbumChosen(Shape):
    """Where a note goes: an own album, or the default one."""

    album = serializers.CharField(
        allow_null=True, max_length=PUBLIC_ID_LENGTH, help_text="An own album; null is the default one."
    )


class CoverChosen(Shape):
    """Which note's cover stands for an album."""

    note = serializers.CharField(
        allow_null=True, max_length=PUBLIC_ID_LENGTH, help_text="A note that stands in it; null goes back to its first."
    )


class PlaceChosen(Shape):
    """Where a note stands among the others of its album."""

    before = serializers.CharField(max_length=PUBLIC_ID_LENGTH, help_text="Another note of the same album.")


class AlbumFull(Shape):
    """An album and whose it is."""

    id = serializers.CharField(source="public_id")
    url = OwnAddress()
    name = serializers.CharField()
    about = serializers.CharField(help_text="As typed; #topics and @handles mean what they do in a note.")
    is_public = serializers.BooleanField()
    notes_count = serializers.IntegerField()
    owner = PersonBrief()


class AlbumPage(Shape):
    items = AlbumFull(many=True)
    next = serializers.CharField(help_text="The cursor of the page after; empty at the end.")


class Kept(Shape):
    """Where a note stands after the request."""

    album = serializers.CharField(allow_null=True, help_text="Null is the default album.")
    collect_count = serializers.IntegerField()


class MentionsAsked(Shape):
    q = serializers.CharField(required=False, allow_blank=True, default="", max_length=40)
    note = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=PUBLIC_ID_LENGTH, help_text="Where they are named."
    )


class People(Shape):
    items = PersonBrief(many=True)


__all__ = [
    "AlbumAsked", "AlbumChosen", "AlbumFull", "AlbumPage", "CoverChosen", "Kept", "MentionsAsked", "PageAsked",
    "People", "PlaceChosen",
]  # fmt: skip
