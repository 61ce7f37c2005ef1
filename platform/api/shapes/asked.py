"""What the API takes: bodies of requests and what addresses may say."""

from rest_framework import serializers

from api.shapes.base import Shape
from common.ids import PUBLIC_ID_LENGTH
from notes.models import CommentsFrom, Form, PointKind, Visibility
from notes.threads import SORTS as COMMENT_SORTS
from search.filters import SPANS
from search.models import Kind
from search.query import LONGEST_QUERY
from search.query import SORTS as SEARCH_SORTS
from shop.models import Relation

LONGEST_CURSOR = 300


class PointAsked(Shape):
    """A mark on a picture, in thousandths of its width and height."""

    what = serializers.ChoiceField(choices=PointKind.choices)
    about = serializers.CharField(
        max_length=60, help_text="A product's id, a person's handle, a place's name, or the words of a sticker."
    )
    x = serializers.IntegerField(min_value=0, max_value=1000)
    y = serializers.IntegerField(min_value=0, max_value=1000)


class PictureAsked(Shape):
    id = serializers.CharField(max_length=PUBLIC_ID_LENGTH)
    alt = serializers.CharField(required=False, allow_blank=True, default="", help_text="What it shows, in words.")
    points = PointAsked(many=True, required=False, default=list, help_text="At most 5 on a picture.")


class VideoAsked(Shape):
    id = serializers.CharField(max_length=PUBLIC_ID_LENGTH)
    alt = serializers.CharField(required=False, allow_blank=True, default="", help_text="What it shows, in words.")
    poster = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=99, help_text="The number of a still."
    )


class PlaceAsked(Shape):
    name = serializers.CharField(max_length=80)
    city = serializers.CharField(required=False, allow_blank=True, default="", help_text="The code of a city.")


class ProductAsked(Shape):
    id = serializers.CharField(max_length=PUBLIC_ID_LENGTH)
    relation = serializers.ChoiceField(choices=Relation.choices, help_text="How you came by it; what was paid is told.")
    stance = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=5, help_text="1 (against) to 5 (for)."
    )


class NoteAsked(Shape):
    """A note to be handed in. Lengths count as in the composer: a Chinese character fills three Latin letters."""

    title = serializers.CharField(max_length=500, help_text="At most 20 Chinese characters or 60 Latin letters.")
    body = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        trim_whitespace=False,
        max_length=20_000,
        help_text="At most 1,000 Chinese characters or 3,000 Latin letters; #topics and @handles become links.",
    )
    pictures = PictureAsked(many=True, required=False, default=list, help_text="In the order of the page.")
    video = VideoAsked(required=False, allow_null=True, default=None, help_text="Instead of pictures.")
    category = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, default=None, help_text="The code of a category."
    )
    topics = serializers.ListField(child=serializers.CharField(max_length=80), required=False, default=list)
    place = PlaceAsked(required=False, allow_null=True, default=None)
    products = ProductAsked(many=True, required=False, default=list)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False, default=Visibility.PUBLIC)
    comments_from = serializers.ChoiceField(
        choices=CommentsFrom.choices, required=False, default=CommentsFrom.EVERYBODY
    )
    is_ai_made = serializers.BooleanField(required=False, default=False)
    scheduled_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class PictureUpload(Shape):
    file = serializers.FileField(help_text="JPEG, PNG, WebP, GIF, AVIF or HEIC; at most 20 MB and 50 megapixels.")


class VideoUpload(Shape):
    file = serializers.FileField(
        allow_empty_file=True, help_text="MP4, MOV or WebM; at most 200 MB and 5 minutes, 10 from level 6."
    )


class CaptionsUpload(Shape):
    file = serializers.FileField(allow_empty_file=True, help_text="WebVTT in UTF-8; at most 512 kB.")


class VideoMoment(Shape):
    at_ms = serializers.IntegerField(min_value=0, max_value=36_000_000, help_text="Milliseconds from the start.")


class CommentAsked(Shape):
    body = serializers.CharField(
        trim_whitespace=False,
        required=False,
        allow_blank=True,
        default="",
        max_length=5_000,
        help_text="At most 500 characters; empty only beside a picture.",
    )
    picture = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=PUBLIC_ID_LENGTH,
        help_text="An own uploaded picture that nothing took yet; the level of the author decides.",
    )
    alt = serializers.CharField(required=False, allow_blank=True, default="", help_text="What it shows, in words.")
    parent = serializers.CharField(  # type: ignore[assignment]  # DRF takes declared fields out of the class
        required=False, allow_blank=True, default="", max_length=PUBLIC_ID_LENGTH, help_text="The comment it answers."
    )


class _Paged(Shape):
    cursor = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=LONGEST_CURSOR, help_text="`next` of the page before."
    )


TABS = ("for_you", "following", "nearby")


class FeedAsked(_Paged):
    tab = serializers.ChoiceField(
        choices=TABS, required=False, default="for_you", help_text="following and nearby need somebody known."
    )
    category = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=60, help_text="The best of one category instead."
    )


class PageAsked(_Paged):
    pass


class CommentsAsked(_Paged):
    sort = serializers.ChoiceField(choices=tuple(COMMENT_SORTS), required=False, default="hot")


_CODE = r"^[a-z0-9_-]*$"


class SearchAsked(_Paged):
    q = serializers.CharField(max_length=LONGEST_QUERY, help_text="Chinese, pinyin, its initials or English.")
    kind = serializers.ChoiceField(
        choices=Kind.choices, required=False, default="", allow_blank=True, help_text="Without it the best of each."
    )
    sort = serializers.ChoiceField(choices=tuple(SEARCH_SORTS), required=False, default="best")
    form = serializers.ChoiceField(choices=Form.choices, required=False, default="", allow_blank=True)
    within = serializers.ChoiceField(choices=tuple(SPANS), required=False, default="", allow_blank=True)
    category = serializers.RegexField(
        _CODE, required=False, default="", allow_blank=True, max_length=60, help_text="The code of a top category."
    )
    city = serializers.RegexField(
        _CODE,
        required=False,
        default="",
        allow_blank=True,
        max_length=60,
        help_text="The code of a city notes speak of.",
    )
    goods = serializers.BooleanField(required=False, default=False, help_text="Only notes with a product.")
