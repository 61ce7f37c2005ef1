"""What every shape shares."""

from typing import Any, Protocol

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.media import WIDTHS, rendition_url
from distribution.templatetags.share_tags import absolute


class Shape(serializers.Serializer[Any]):  # Any: rows, frozen dataclasses and mappings alike
    """A serializer that never writes: consequences belong to deeds."""


@extend_schema_field(OpenApiTypes.URI)
class AddressField(serializers.CharField):
    """An address of this site, given with its scheme and host; an empty one stays empty."""

    def to_representation(self, value: Any) -> str:  # Any: DRF's signature
        return absolute(str(value)) if value else ""


class OwnAddress(AddressField):
    """The address of the object itself."""

    def __init__(self) -> None:
        super().__init__(source="get_absolute_url", read_only=True)


class Sources(Shape):
    """Addresses of one picture by width."""

    w360 = AddressField()
    w720 = AddressField()
    w1440 = AddressField()


class Stored(Protocol):
    """A picture whose renditions lie under a stem."""

    stem: str


class PictureShape(Shape):
    """What there is to know of a picture before it is loaded, and where it lies."""

    width = serializers.IntegerField()
    height = serializers.IntegerField()
    colour = serializers.CharField()
    placeholder = serializers.CharField(help_text="A tiny picture as a data address.")
    alt = serializers.CharField()
    src = serializers.SerializerMethodField()

    def get_src(self, picture: Stored) -> Sources:
        return Sources(sources_of(picture.stem)).data  # type: ignore[return-value]


def sources_of(stem: str) -> dict[str, str]:
    """The addresses of a picture that is stored under a stem; empty texts before it is ready."""
    return {f"w{width}": rendition_url(stem, width) for width in WIDTHS}
