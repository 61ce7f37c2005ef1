"""Putting a composition's words, pictures and facts onto a note's rows. Changes no state and announces nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from common.markup import topic_slug, topics_in
from common.text import clean, language_of
from notes.composition import Composition, CompositionRefused, PictureUse, PlaceTag, ProductTag, VideoUse
from notes.covers import renew_cover
from notes.models import Note, NoteProduct, NoteTopic, Picture, Place, Topic, Video
from notes.models.video import VIDEO_KEPT_FOR
from notes.points import put_points
from notes.revisions import strictest
from notes.tagging import naming_of, topics_named

EXCERPT = 140
# What a composition may change. Counters and the state have hands of their own; saving them here would undo those.
_WRITTEN = (
    "title", "body", "excerpt", "language", "category", "place", "visibility", "comments_from", "is_ai_made",
    "scheduled_at", "form", "disclosure",
)  # fmt: skip


def disclosure_of(relations: Sequence[str], before: str = "") -> str:
    """The strongest relation that must be told; what was told `before` never weakens."""
    return strictest([*relations, before])


def excerpt_of(body: str) -> str:
    """The first line that says something, for text covers and previews."""
    first = next((line.strip() for line in body.splitlines() if line.strip()), "")
    return first[:EXCERPT]


def write(note: Note, composition: Composition, *, at: datetime) -> None:
    """Writes everything the composition holds onto a saved note and its rows."""
    set_words(note, composition)
    note.category = composition.category
    note.place = _place(composition.place)
    note.visibility = composition.visibility
    note.comments_from = composition.comments_from
    note.is_ai_made = composition.is_ai_made
    if note.published_at is None:
        note.scheduled_at = composition.scheduled_at
    note.form = composition.form
    note.disclosure = disclosure_of([tag.relation for tag in composition.products], note.disclosure)
    note.save(update_fields=_WRITTEN)
    _take_pictures(note, composition.pictures, at=at)
    _take_video(note, composition.video, at=at)
    _put_under_topics(note, [*composition.topics, *topics_in(note.body)], at=at)
    _tag_products(note, composition.products)
    renew_cover(note)


def set_words(note: Note, composition: Composition) -> None:
    note.title = " ".join(clean(composition.title).split())
    note.body = clean(composition.body).strip()
    note.excerpt = excerpt_of(note.body)
    note.language = language_of(f"{note.title}\n{note.body}")


def _place(tag: PlaceTag | None) -> Place | None:
    name = clean(tag.name).strip()[:80] if tag else ""
    if tag is None or not name:
        return None
    place, _made = Place.objects.get_or_create(name=name, city=tag.city)
    return place


def _take_pictures(note: Note, uses: Sequence[PictureUse], *, at: datetime) -> None:
    kept = [use.picture.pk for use in uses]
    Picture.objects.filter(note=note).exclude(pk__in=kept).update(note=None, loose_since=at)
    for position, use in enumerate(uses):
        # Only the owner's own picture, and only one that no other note and no comment took.
        free = Picture.objects.filter(
            Q(note=None) | Q(note=note), comment=None, pk=use.picture.pk, owner=note.author_id
        )
        if free.update(note=note, draft=None, position=position, alt=clean(use.alt).strip()):
            put_points(use.picture.pk, use.points, at=at)


def _take_video(note: Note, use: VideoUse | None, *, at: datetime) -> None:
    others = Video.objects.filter(note=note)
    if use is None:
        others.update(note=None, expires_at=at + VIDEO_KEPT_FOR)
        return
    others.exclude(pk=use.video.pk).update(note=None, expires_at=at + VIDEO_KEPT_FOR)
    free = Video.objects.filter(Q(note=None) | Q(note=note), pk=use.video.pk, owner=note.author_id)
    chosen = {"poster": use.poster} if use.poster is not None and use.poster < len(use.video.posters) else {}
    # Refused since it was checked: with the video gone, nothing of the note is what its author handed in.
    if not free.exclude(state=Video.State.REFUSED).update(note=note, draft=None, alt=clean(use.alt).strip(), **chosen):
        raise CompositionRefused({"video": [_("The video could not be used.")]})


def _put_under_topics(note: Note, names: Sequence[str], *, at: datetime) -> None:
    slugs = {topic_slug(name): name.strip().strip("#") for name in names}
    slugs.pop("", None)
    before = set(NoteTopic.objects.filter(note=note).values_list("topic_id", flat=True))
    topics = topics_named(slugs, naming_of(note, at=at))
    now = {topic.pk for topic in topics}
    NoteTopic.objects.filter(note=note, topic_id__in=before - now).delete()
    NoteTopic.objects.bulk_create(
        [NoteTopic(note=note, topic=t, position=i) for i, t in enumerate(topics)], ignore_conflicts=True
    )
    if note.is_live:
        Topic.objects.filter(pk__in=sorted(before - now)).update(notes_count=F("notes_count") - 1)
        Topic.objects.filter(pk__in=sorted(now - before)).update(notes_count=F("notes_count") + 1)


def _tag_products(note: Note, tags: Sequence[ProductTag]) -> None:
    NoteProduct.objects.filter(note=note).exclude(product__in=[tag.product for tag in tags]).delete()
    for position, tag in enumerate(tags):
        NoteProduct.objects.update_or_create(
            note=note,
            product=tag.product,
            defaults={"relation": tag.relation, "stance": tag.stance, "position": position},
        )
