"""From what a program sent to a composition: ids and codes become rows, or words beside their fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from common.models import Category, City
from notes.composition import Composition, PictureUse, PlaceTag, ProductTag, VideoUse
from notes.films import video_of
from notes.models import Note, Picture, Point, PointKind, Video
from notes.pictures import points_of
from notes.points import PointMark
from shop.models import Product
from users.models import User

Sent = Mapping[str, Any]  # Any: checked JSON


def as_sent(note: Note) -> dict[str, Any]:  # Any: as above
    """A note of NoteQuerySet.for_page as a program would have sent it, to be changed in parts."""
    pictures = sorted(note.pictures.all(), key=lambda picture: (picture.position, picture.pk))
    products = sorted(note.note_products.all(), key=lambda row: (row.position, row.pk))
    city = note.place.city if note.place else None
    return {
        "title": note.title,
        "body": note.body,
        "pictures": [
            {
                "id": picture.public_id,
                "alt": picture.alt,
                "points": [_point_sent(point) for point in points_of(picture)],
            }
            for picture in pictures
        ],
        "video": _video_as_sent(video_of(note)),
        "category": note.category.code if note.category else None,
        "topics": [topic.name for topic in note.topics.all()],
        "place": {"name": note.place.name, "city": city.code if city else ""} if note.place else None,
        "products": [{"id": row.product.public_id, "relation": row.relation, "stance": row.stance} for row in products],
        "visibility": note.visibility,
        "comments_from": note.comments_from,
        "is_ai_made": note.is_ai_made,
        "scheduled_at": note.scheduled_at,
    }


def composition_of(sent: Sent, author: User, **facts: Any) -> Composition:  # Any: further fields of Composition
    """The composition. Raises ValidationError for ids and codes that name nothing the author may use."""
    return Composition(
        title=sent["title"],
        body=sent["body"],
        pictures=_pictures(sent["pictures"], author),
        video=_video(sent["video"], author),
        category=_category(sent["category"]),
        topics=tuple(sent["topics"]),
        place=_place(sent["place"]),
        products=_products(sent["products"]),
        visibility=sent["visibility"],
        comments_from=sent["comments_from"],
        is_ai_made=sent["is_ai_made"],
        scheduled_at=sent["scheduled_at"],
        **facts,
    )


def _refuse_unknown(field: str, rows: Sequence[Sent], found: Mapping[str, object], sentence: str) -> None:
    unknown = {f"{field}.{number}.id": [sentence] for number, row in enumerate(rows) if row["id"] not in found}
    if unknown:
        raise ValidationError(unknown)


def _pictures(rows: Sequence[Sent], author: User) -> tuple[PictureUse, ...]:
    own = Picture.objects.filter(owner=author)
    found = own.in_bulk([row["id"] for row in rows], field_name="public_id")
    _refuse_unknown("pictures", rows, found, _("You have no such picture. Upload it first."))
    marks = _marks(rows)
    return tuple(PictureUse(found[row["id"]], row["alt"], points) for row, points in zip(rows, marks, strict=True))


def _point_sent(point: Point) -> dict[str, Any]:  # Any: JSON
    about = point.product.public_id if point.product else (point.person.handle if point.person else point.words)
    return {"what": point.kind, "about": about, "x": point.x, "y": point.y}


def _marks(rows: Sequence[Sent]) -> list[tuple[PointMark, ...]]:
    """Marks with the products and people they name; two queries at most."""
    points = [point for row in rows for point in row["points"]]
    ids = {point["about"] for point in points if point["what"] == PointKind.PRODUCT}
    handles = {_handle(point) for point in points if point["what"] == PointKind.PERSON}
    products = Product.objects.live().in_bulk(list(ids), field_name="public_id") if ids else {}
    people = {one.handle: one for one in User.objects.active().filter(handle__in=handles)} if handles else {}
    return [
        tuple(
            PointMark(
                point["what"],
                point["x"],
                point["y"],
                product=products.get(point["about"]) if point["what"] == PointKind.PRODUCT else None,
                person=people.get(_handle(point)) if point["what"] == PointKind.PERSON else None,
                words=point["about"],
            )
            for point in row["points"]
        )
        for row in rows
    ]


def _handle(point: Sent) -> str:
    return str(point["about"]).strip().lstrip("@").lower()


def _video_as_sent(video: Video | None) -> dict[str, Any] | None:  # Any: as above
    return {"id": video.public_id, "alt": video.alt, "poster": None} if video else None


def _video(sent: Sent | None, author: User) -> VideoUse | None:
    if not sent:
        return None
    found = Video.objects.filter(owner=author, public_id=sent["id"]).first()
    if found is None:
        raise ValidationError({"video.id": [_("You have no such video. Upload it first.")]})
    return VideoUse(found, sent["alt"], sent["poster"])


def _products(rows: Sequence[Sent]) -> tuple[ProductTag, ...]:
    found = Product.objects.live().in_bulk([row["id"] for row in rows], field_name="public_id")
    _refuse_unknown("products", rows, found, _("There is no such product."))
    return tuple(ProductTag(found[row["id"]], row["relation"], row["stance"]) for row in rows)


def _category(code: str | None) -> Category | None:
    if not code:
        return None
    category = Category.objects.offered().filter(code=code).first()
    if category is None:
        raise ValidationError({"category": [_("There is no such category.")]})
    return category


def _place(sent: Sent | None) -> PlaceTag | None:
    if not sent:
        return None
    city = City.objects.filter(code=sent["city"]).first() if sent["city"] else None
    if sent["city"] and city is None:
        raise ValidationError({"place.city": [_("There is no such city.")]})
    return PlaceTag(sent["name"], city)
