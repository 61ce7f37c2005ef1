"""Videos as the API shows them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.base import AddressField, Shape, Sources, sources_of
from common.media import VIDEO_SLOTS, poster_stem, stored_url, video_url
from notes.models import Video


class Rendition(Shape):
    """One file of the film: H.264 and AAC in MP4, playable while it loads."""

    name = serializers.CharField(help_text="720, 480, or preview: a few silent seconds.")
    url = AddressField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    bytes = serializers.IntegerField()


class Still(Shape):
    """A picture of the film; the number is what a note names as its poster."""

    number = serializers.IntegerField()
    at_ms = serializers.IntegerField()
    src = Sources()


class VideoFacts(Shape):
    """A video and how far it is."""

    id = serializers.CharField(source="public_id")
    state = serializers.ChoiceField(choices=Video.State.choices)
    reason = serializers.CharField(source="refusal", help_text="Why it was refused, in words.")
    percent = serializers.IntegerField(help_text="Of the preparation.")
    seconds = serializers.FloatField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    has_sound = serializers.BooleanField()
    alt = serializers.CharField()
    renditions = serializers.SerializerMethodField()
    poster = serializers.IntegerField(help_text="The number of the still shown before it plays.")
    stills = serializers.SerializerMethodField()
    captions = serializers.SerializerMethodField(help_text="The address of a WebVTT file; empty for none.")
    captions_language = serializers.CharField()

    @extend_schema_field(Rendition(many=True))
    def get_renditions(self, video: Video) -> Any:  # Any: JSON
        rows = [
            {"name": name, "url": video_url(video.stem, name), "width": width, "height": height, "bytes": size}
            for name in VIDEO_SLOTS
            if name in video.renditions
            for width, height, size in [video.renditions[name]]
        ]
        return Rendition(rows, many=True).data

    @extend_schema_field(Still(many=True))
    def get_stills(self, video: Video) -> Any:  # Any: JSON
        rows = [
            {"number": number, "at_ms": still["at_ms"], "src": sources_of(poster_stem(video.stem, number))}
            for number, still in enumerate(video.posters)
        ]
        return Still(rows, many=True).data

    def get_captions(self, video: Video) -> str:
        return AddressField().to_representation(stored_url(video.captions))
