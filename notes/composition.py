"""What an author hands in, before it is a note: words, pictures, facts; and the rules it has to meet."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.models import Category, City
from common.text import body_units, clean, title_units
from notes.models import CommentsFrom, Form, Picture, Video, Visibility
from notes.points import PointMark, point_errors
from shop.models import Product, Relation
from users.models import User
from users.privileges import Privilege, level_that_opens

TITLE_UNITS = 60
BODY_UNITS = 3000
MAX_TOPICS = 10
MAX_PRODUCTS = 5
MAX_ALT = 500
# Code points, beside the units a person sees: one letter may carry any number of accents.
TITLE_POINTS = 120
BODY_POINTS = 12_000
# Whoever chooses a time longer ahead than a season has mistyped it.
LATEST = timedelta(days=90)


class CompositionRefused(Exception):
    """The composition breaks a rule. `errors` maps a field's name to sentences for the author."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("; ".join(sentence for sentences in errors.values() for sentence in sentences))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class ProductTag:
    product: Product
    relation: str
    stance: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceTag:
    name: str
    city: City | None = None


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture the author uploaded, with its description; the order in the list is the order on the page."""

    picture: Picture
    alt: str = ""
    points: tuple[PointMark, ...] = ()


@dataclass(frozen=True, slots=True)
class VideoUse:
    """A video the author uploaded, its description, and which of its stills stands before it plays; None leaves the
    one that stands."""

    video: Video
    alt: str = ""
    poster: int | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    title: str
    body: str = ""
    pictures: Sequence[PictureUse] = ()
    video: VideoUse | None = None
    category: Category | None = None
    topics: Sequence[str] = ()
    place: PlaceTag | None = None
    products: Sequence[ProductTag] = ()
    visibility: str = Visibility.PUBLIC
    comments_from: str = CommentsFrom.EVERYBODY
    is_ai_made: bool = False
    scheduled_at: datetime | None = None
    submission_key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def form(self) -> Form:
        if self.video is not None:
            return Form.VIDEO
        return Form.PICTURES if self.pictures else Form.TEXT


def _title_errors(composition: Composition) -> list[str]:
    title = " ".join(clean(composition.title).split())
    if not title:
        return [_("Give your note a title.")]
    if title_units(title) > TITLE_UNITS or len(title) > TITLE_POINTS:
        return [_("The title is too long: at most 20 Chinese characters or 60 Latin letters.")]
    return []


def _body_errors(composition: Composition) -> list[str]:
    body = clean(composition.body)
    if not body.strip() and not composition.pictures and composition.video is None:
        return [_("Write a few words or add a picture.")]
    if len(body) > BODY_POINTS or body_units(body) > BODY_UNITS:
        return [_("The text is too long: at most 1,000 Chinese characters or 3,000 Latin letters.")]
    return []


def _picture_errors(composition: Composition, author: User, most: int) -> list[str]:
    pictures = [use.picture for use in composition.pictures]
    if len(pictures) > most:
        return [ngettext("At most %d picture.", "At most %d pictures.", most) % most]
    if len({picture.pk for picture in pictures}) < len(pictures):
        return [_("A picture is there twice.")]
    if any(picture.owner_id != author.pk for picture in pictures):
        return [_("A picture belongs to somebody else.")]
    if any(len(use.alt) > MAX_ALT for use in composition.pictures):
        return [_("A description has more than 500 characters.")]
    return [
        picture.refusal or str(_("A picture could not be used."))
        for picture in pictures
        if picture.state == Picture.State.REFUSED
    ]


def _video_errors(composition: Composition, author: User) -> list[str]:
    use = composition.video
    if use is None:
        return []
    broken = {
        _("A note has pictures or a video, not both. Remove one of them."): bool(composition.pictures),
        _("The video belongs to somebody else."): use.video.owner_id != author.pk,
        _("The video has not arrived whole yet."): use.video.state == Video.State.RECEIVING,
        use.video.refusal or _("The video could not be used."): use.video.state == Video.State.REFUSED,
        _("A description has more than 500 characters."): len(use.alt) > MAX_ALT,
    }
    return [sentence for sentence, is_broken in broken.items() if is_broken][:1]


def _topic_errors(composition: Composition) -> list[str]:
    if len(composition.topics) > MAX_TOPICS:
        return [_("At most 10 topics.")]
    return []


def _product_errors(composition: Composition) -> list[str]:
    tags = composition.products
    if len(tags) > MAX_PRODUCTS:
        return [_("At most 5 products.")]
    if len({tag.product.pk for tag in tags}) < len(tags):
        return [_("A product is there twice.")]
    if any(tag.relation not in Relation.values for tag in tags):
        return [_("Say how you came by the product.")]
    if any(tag.stance is not None and not 1 <= tag.stance <= 5 for tag in tags):
        return [_("Your verdict goes from 1 to 5.")]
    return []


def _visibility_errors(composition: Composition) -> list[str]:
    return [] if composition.visibility in Visibility.values else [_("Choose who may see the note.")]


def _audience_errors(composition: Composition) -> list[str]:
    return [] if composition.comments_from in CommentsFrom.values else [_("Choose who may comment.")]


def _point_errors(composition: Composition, author: User) -> list[str]:
    marks = [use.points for use in composition.pictures]
    products = {tag.product.pk for tag in composition.products}
    return point_errors(marks, author, visibility=composition.visibility, products=products)


def schedule_errors(when: datetime, *, at: datetime) -> list[str]:
    """What is wrong with a time chosen for a note, at an instant."""
    if when <= at:
        return [_("This time has passed. Choose a later one, or none to publish now.")]
    return [_("At most 90 days ahead.")] if when > at + LATEST else []


def _time_errors(composition: Composition, rules: "Rules", at: datetime) -> list[str]:
    when = composition.scheduled_at
    if when is None:
        return []
    if not rules.may_schedule:
        level = level_that_opens(Privilege.SCHEDULES_NOTES) or 10
        return [_("Choosing a time opens at level %d. Leave it empty to publish now.") % level]
    return schedule_errors(when, at=at)


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin and a level allow of a composition."""

    max_pictures: int
    may_schedule: bool = False


def check(composition: Composition, author: User, rules: Rules, *, at: datetime) -> None:
    """Raises CompositionRefused with every broken rule beside its field."""
    found = {
        "title": _title_errors(composition),
        "body": _body_errors(composition),
        "pictures": _picture_errors(composition, author, rules.max_pictures) + _point_errors(composition, author),
        "video": _video_errors(composition, author),
        "topics": _topic_errors(composition),
        "products": _product_errors(composition),
        "visibility": _visibility_errors(composition),
        "comments_from": _audience_errors(composition),
        "scheduled_at": _time_errors(composition, rules, at),
    }
    errors = {name: sentences for name, sentences in found.items() if sentences}
    if errors:
        raise CompositionRefused(errors)
