"""Notes, cards and comments as the API shows them."""

from dataclasses import dataclass

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.base import AddressField, OwnAddress, PictureShape, Shape, Sources
from api.shapes.people import PersonBrief
from api.shapes.videos import VideoFacts
from notes.films import video_of
from notes.markup import body_html, people_named_in
from notes.models import CommentsFrom, Form, Note, NoteProduct, Picture, PointKind, State, Topic, Video, Visibility
from notes.pictures import points_of
from notes.threads import Entry
from notes.views.reading import Standing
from shop.models import Relation
from users.models import Kind


class Cover(PictureShape):
    def get_src(self, cover: object) -> Sources:
        """A cover is copied onto its note and knows its addresses, not its stem."""
        widths = {f"w{width}": getattr(cover, f"src{width}") for width in (360, 720, 1440)}
        return Sources(widths).data  # type: ignore[return-value]


class VideoCover(Cover):
    """A cover that may be the still of a video."""

    length = serializers.CharField(help_text="Of a video, such as 1:05; empty otherwise.")
    preview = AddressField(help_text="A few silent seconds of a video; empty otherwise.")


class CardAuthor(Shape):
    handle = serializers.CharField(source="author_handle")
    name = serializers.CharField(source="author_name")
    url = AddressField(source="author_url")
    avatar = AddressField(source="author_avatar")
    kind = serializers.ChoiceField(source="author_kind", choices=Kind.choices)
    level = serializers.IntegerField(source="author_level")


class Card(Shape):
    """A note in a list."""

    id = serializers.CharField()
    url = AddressField()
    title = serializers.CharField()
    form = serializers.ChoiceField(choices=Form.choices)
    cover = VideoCover(allow_null=True, help_text="Null for a text note: draw `excerpt` on the ground of its category.")
    excerpt = serializers.CharField()
    ground = serializers.CharField(help_text="The code of the top category.")
    author = CardAuthor(source="*")
    likes = serializers.IntegerField()
    is_liked = serializers.BooleanField()
    disclosure = serializers.CharField(
        help_text="paid, gifted, own, ai, or empty. Show it on the card: readers have a right to know."
    )
    is_ai_made = serializers.BooleanField(help_text="Show it too: a paid note may be made with AI.")
    source = serializers.CharField(  # type: ignore[assignment]  # DRF takes declared fields out of the class
        help_text="Why the feed chose it; empty outside the feed."
    )
    published_at = serializers.DateTimeField(allow_null=True)


class CardPage(Shape):
    """One page of cards."""

    items = Card(many=True, source="cards")
    next = serializers.CharField(source="cursor", help_text="The cursor of the page after; empty at the end.")


class PointFacts(Shape):
    """A mark on a picture, in thousandths of its width and height."""

    what = serializers.ChoiceField(source="kind", choices=PointKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes declared fields out of the class
    url = AddressField()
    x = serializers.IntegerField()
    y = serializers.IntegerField()


class PictureFacts(PictureShape):
    """An uploaded picture and how far its preparation is."""

    points = serializers.SerializerMethodField()
    hints = serializers.ListField(child=serializers.CharField(), help_text="small, dark, blurred.")

    id = serializers.CharField(source="public_id")
    state = serializers.ChoiceField(choices=Picture.State.choices)
    reason = serializers.CharField(source="refusal", help_text="Why it was refused, in words.")

    @extend_schema_field(PointFacts(many=True))
    def get_points(self, picture: Picture) -> list[dict[str, object]]:
        return [dict(PointFacts(point).data) for point in points_of(picture)]


class CategoryBrief(Shape):
    code = serializers.CharField()
    name = serializers.CharField()


class TopicBrief(Shape):
    name = serializers.CharField()
    slug = serializers.CharField()
    url = OwnAddress()
    notes_count = serializers.IntegerField()


class PlaceBrief(Shape):
    name = serializers.CharField()
    city = serializers.CharField(source="city.name", default="")


class TaggedProduct(Shape):
    """A product a note speaks of."""

    id = serializers.CharField(source="product.public_id")
    name = serializers.CharField(source="product.name")
    brand = serializers.CharField(source="product.brand.name")
    url = AddressField(source="product.get_absolute_url")
    relation = serializers.ChoiceField(choices=Relation.choices)
    stance = serializers.IntegerField(allow_null=True, help_text="1 (against) to 5 (for).")


class NoteStanding(Shape):
    """How the person who asks stands to the note and its author."""

    is_liked = serializers.BooleanField()
    is_collected = serializers.BooleanField()
    is_following = serializers.BooleanField()
    is_own = serializers.BooleanField()


@dataclass(frozen=True, slots=True)
class Reading:
    """A note of NoteQuerySet.for_page with the reader's standing to it."""

    note: Note
    standing: Standing

    @property
    def html(self) -> str:
        return body_html(self.note.body, people_named_in([self.note.body]))

    @property
    def pictures(self) -> list[Picture]:
        """Every picture for the author, the ready ones for everybody else, in the author's order."""
        kept = [p for p in self.note.pictures.all() if self.standing.is_own or p.state == Picture.State.READY]
        return sorted(kept, key=lambda picture: (picture.position, picture.pk))

    @property
    def video(self) -> Video | None:
        """In any state for the author, once it is ready for everybody else."""
        found = video_of(self.note)
        return found if found and (self.standing.is_own or found.state == Video.State.READY) else None

    @property
    def products(self) -> list[NoteProduct]:
        return sorted(self.note.note_products.all(), key=lambda row: (row.position, row.pk))

    @property
    def tags(self) -> list[str]:
        return sorted(tag.name for tag in self.note.tags.all())

    @property
    def refusal(self) -> str:
        """The reason of a refusal is the author's alone."""
        return self.note.refusal if self.standing.is_own else ""

    @property
    def topics(self) -> list[Topic]:
        return list(self.note.topics.all()) if self.standing.is_own else self.note.open_topics


class NoteFull(Shape):
    """A whole note."""

    id = serializers.CharField(source="note.public_id")
    url = AddressField(source="note.get_absolute_url")
    title = serializers.CharField(source="note.title")
    body = serializers.CharField(source="note.body", help_text="As typed.")
    html = serializers.CharField(help_text="The body as safe HTML; links are relative to the site.")
    form = serializers.ChoiceField(source="note.form", choices=Form.choices)
    state = serializers.ChoiceField(source="note.state", choices=State.choices)
    visibility = serializers.ChoiceField(source="note.visibility", choices=Visibility.choices)
    language = serializers.CharField(source="note.language", help_text="en, zh, und or empty.")
    author = PersonBrief(source="note.author")
    category = CategoryBrief(source="note.category", allow_null=True)
    pictures = PictureFacts(many=True)
    video = VideoFacts(allow_null=True)
    topics = TopicBrief(many=True, help_text="Those that wait to be looked at are given to its author alone.")
    tags = serializers.ListField(child=serializers.CharField())
    place = PlaceBrief(source="note.place", allow_null=True)
    products = TaggedProduct(many=True)
    disclosure = serializers.CharField(source="note.disclosure", help_text="paid, gifted, own or empty. Show it.")
    is_ai_made = serializers.BooleanField(source="note.is_ai_made", help_text="Show it.")
    comments_from = serializers.ChoiceField(source="note.comments_from", choices=CommentsFrom.choices)
    like_count = serializers.IntegerField(source="note.like_count")
    collect_count = serializers.IntegerField(source="note.collect_count")
    comment_count = serializers.IntegerField(source="note.comment_count")
    share_count = serializers.IntegerField(source="note.share_count")
    refusal = serializers.CharField(help_text="Why it was refused; given to its author alone.")
    created_at = serializers.DateTimeField(source="note.created_at")
    published_at = serializers.DateTimeField(source="note.published_at", allow_null=True)
    scheduled_at = serializers.DateTimeField(source="note.scheduled_at", allow_null=True)
    edited_at = serializers.DateTimeField(source="note.edited_at", allow_null=True)
    standing = NoteStanding()


class Reacted(Shape):
    """How a reaction stands after the request."""

    is_active = serializers.BooleanField()
    count = serializers.IntegerField()


class Reply(Shape):
    id = serializers.CharField(source="comment.public_id")
    body = serializers.CharField(source="comment.body")
    html = serializers.CharField()
    author = PersonBrief(source="comment.author")
    created_at = serializers.DateTimeField(source="comment.created_at")
    is_author = serializers.BooleanField(help_text="By the author of the note.")
    is_own = serializers.BooleanField()
    like_count = serializers.IntegerField(source="comment.like_count")
    is_liked = serializers.BooleanField()
    picture = Cover(allow_null=True, help_text="Null without a picture, and until it is ready.")


class CommentEntry(Reply):
    """A first-level comment with its first replies."""

    is_pinned = serializers.SerializerMethodField(help_text="Put first by the author of the note.")
    reply_count = serializers.IntegerField(source="comment.reply_count")
    replies = Reply(many=True)
    replies_next = serializers.SerializerMethodField(help_text="The cursor of the replies after; empty at the end.")

    def get_is_pinned(self, entry: Entry) -> bool:
        return entry.comment.pinned_at is not None

    def get_replies_next(self, entry: Entry) -> str:
        return next_of(entry)


def next_of(entry: Entry) -> str:
    """Where the replies of a thread go on, as a cursor; empty at the end."""
    return str(entry.replies_after or "")


class ReplyPage(Shape):
    items = Reply(many=True, source="replies")
    next = serializers.SerializerMethodField(help_text="The cursor of the page after; empty at the end.")

    def get_next(self, entry: Entry) -> str:
        return next_of(entry)


class CommentPage(Shape):
    items = CommentEntry(many=True, source="entries")
    next = serializers.CharField(source="cursor", help_text="The cursor of the page after; empty at the end.")
