"""What authors did after publishing, and before: a changed note, marks on a picture, pinned notes, drafts on a desk."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from notes import drafts, pins, publishing
from notes.composition import Composition, PictureUse, PlaceTag, ProductTag
from notes.models import Form, Note, NoteTopic, Picture
from notes.points import PointMark, put_points
from notes.policy import policy_of
from users.models import User

_NAMESPACE = uuid.UUID("0d6f2ab8-9f5c-4d7e-8a51-6a3e0b7d9c12")
_PINNING = "jonas_bakes"
_HOURS_LATER = 5
_SECOND_THOUGHT = {
    "zh": "\n\n后来补充：又用了一阵，看法没变，只是会少放一点。",
    "en": "\n\nAdded later: some weeks on I think the same, only with a little less of everything.",
}
_DRAFTS = (
    (
        "mina_reads",
        {"title": "Three libraries with good chairs", "body": "1. The one behind the station, top floor.\n2."},
    ),
    ("mina_reads", {"title": "", "body": "Sourdough, attempt nine. It rose. I did not dare to"}),
    ("jonas_bakes", {"title": "Rye without a scale", "body": "Two cups, one spoon, and the patience of a cat."}),
)

_STICKERS = {"en": "go on a Tuesday", "zh": "周二人最少"}


def load_second_thoughts(notes: Sequence[Note], people: Mapping[str, User], *, at: datetime) -> None:
    """Through the same deeds as on the site. The first notes that suit are chosen, so it is always the same."""
    _edit([note for note in notes if note.is_live and note.form != Form.VIDEO][-3:], at=at)
    _mark(notes, at=at)
    author = people[_PINNING]
    author.refresh_from_db(fields=["level"])
    own = [note for note in notes if note.author_id == author.pk and note.is_live]
    for number, note in enumerate(own[:2]):
        note.author = author
        pins.pin(note, at=at - timedelta(days=2 - number))
    for number, (handle, words) in enumerate(_DRAFTS):
        key = uuid.uuid5(_NAMESPACE, f"{handle}-{number}")
        fields = {name: [value] for name, value in words.items()}
        drafts.keep(people[handle], key, fields, version=0, at=at - timedelta(hours=30 + number))


def _edit(notes: Sequence[Note], *, at: datetime) -> None:
    for note in notes:
        more = replace(_as_it_is(note), body=f"{note.body}{_SECOND_THOUGHT.get(note.language, '')}")
        when = (note.published_at or at) + timedelta(hours=_HOURS_LATER)
        publishing.edit(note, more, policy=policy_of(note.origin), at=min(when, at))


def _as_it_is(note: Note) -> Composition:
    """The facts of a note as its author would leave them."""
    pictures = Picture.objects.filter(note=note).order_by("position", "pk")
    topics = NoteTopic.objects.filter(note=note).order_by("position").values_list("topic__name", flat=True)
    tags = note.note_products.select_related("product").order_by("position")
    return Composition(
        title=note.title,
        pictures=[PictureUse(picture, picture.alt) for picture in pictures],
        category=note.category,
        topics=list(topics),
        place=PlaceTag(note.place.name, note.place.city) if note.place else None,
        products=[ProductTag(tag.product, tag.relation, tag.stance) for tag in tags],
        visibility=note.visibility,
        is_ai_made=note.is_ai_made,
    )


def _mark(notes: Sequence[Note], *, at: datetime) -> None:
    """A product and a place on the cover of the first notes that name both, and a sticker in each language."""
    stickers = dict(_STICKERS)
    for note in [note for note in notes if note.is_live and note.place][:40]:
        tag = note.note_products.select_related("product").first()
        picture = Picture.objects.filter(note=note).order_by("position", "pk").first()
        if picture is None or note.place is None:
            continue
        marks = [PointMark("place", 300, 220, words=note.place.name[:40])]
        if tag is not None:
            marks.append(PointMark("product", 620, 640, product=tag.product))
        if note.language in stickers:
            marks.append(PointMark("sticker", 500, 880, words=stickers.pop(note.language)))
        put_points(picture.pk, marks, at=at)
