"""What the notes' floor puts into an archive: notes, drafts, comments and reactions. Taking them back is
notes.archive_back."""

from collections.abc import Callable, Iterator
from typing import IO

from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.archives import MediaFile, Page, Row, Section, register
from common.media import WIDTHS, rendition_name, store_of, video_name
from notes import archive_back
from notes.models import Album, Collect, Comment, Draft, Like, Note, Picture, Point, Share, Video
from users.models import User

_BATCH = 100
# Longer albums are cut: a row of an archive is bounded.
_MOST_IN_ALBUM = 5000


def picture_file(picture: Picture) -> str:
    """The name of a picture in the archive; empty for one that has no renditions."""
    return f"media/pictures/{picture.public_id}.webp" if picture.stem else ""


def video_file(video: Video) -> str:
    return f"media/videos/{video.public_id}.mp4" if video.stem else ""


def _notes(person_id: int) -> Iterator[Row]:
    notes = Note.objects.filter(author=person_id).select_related("category", "place__city", "video")
    points = ("pictures__points__product", "pictures__points__person")
    hangs_on = [*points, "note_topics__topic", "tags", "note_products__product"]
    rows = notes.prefetch_related(*hangs_on)
    for note in rows.order_by("pk").iterator(chunk_size=_BATCH):
        yield _note(note)


def _note(note: Note) -> Row:
    place = note.place
    topics = sorted(note.note_topics.all(), key=lambda row: (row.position, row.pk))
    return {
        "key": note.submission_key,
        "address": note.get_absolute_url(),
        "state": note.state,
        "form": note.form,
        "origin": note.origin,
        "visibility": note.visibility,
        "comments_from": note.comments_from,
        "title": note.title,
        "body": note.body,
        "category": note.category.code if note.category else "",
        "topics": [row.topic.name for row in topics],
        "tags": sorted(tag.name for tag in note.tags.all()),
        "place": {"name": place.name, "city": place.city.code if place.city else ""} if place else None,
        "products": [_product(row) for row in sorted(note.note_products.all(), key=lambda row: row.position)],
        "pictures": [_picture(row) for row in sorted(note.pictures.all(), key=lambda row: (row.position, row.pk))],
        "video": _video(note),
        "is_ai_made": note.is_ai_made,
        "is_pinned": note.pinned_at is not None,
        "refusal": note.refusal,
        "counts": {
            "likes": note.like_count,
            "collects": note.collect_count,
            "comments": note.comment_count,
            "shares": note.share_count,
        },
        "created_at": note.created_at,
        "submitted_at": note.submitted_at,
        "scheduled_at": note.scheduled_at,
        "published_at": note.published_at,
        "edited_at": note.edited_at,
    }


def _product(row: object) -> Row:
    product = row.product  # type: ignore[attr-defined]  # a NoteProduct with its product
    return {
        "id": product.public_id,
        "name": product.name_en,
        "relation": row.relation,  # type: ignore[attr-defined]
        "stance": row.stance,  # type: ignore[attr-defined]
    }


def _picture(picture: Picture) -> Row:
    points = sorted(picture.points.all(), key=lambda point: (point.position, point.pk))
    return {"file": picture_file(picture), "alt": picture.alt, "points": [_point(point) for point in points]}


def _point(point: Point) -> Row:
    about = {"product": "", "person": "", "words": point.words}
    if point.product is not None:
        about["product"] = point.product.public_id
    if point.person is not None:
        about["person"] = point.person.handle
    return {"kind": point.kind, "x": point.x, "y": point.y, **about}


def _video(note: Note) -> Row | None:
    video = getattr(note, "video", None)
    return {"file": video_file(video), "alt": video.alt, "seconds": video.seconds} if video else None


def _note_page(row: Row) -> Page:
    pictures = tuple((str(one["file"]), str(one["alt"])) for one in archive_back.listed(row, "pictures"))
    return Page(f"{row['title']} ({str(row['published_at'] or row['created_at'])[:10]})", str(row["body"]), pictures)


def _files(person_id: int) -> Iterator[MediaFile]:
    for picture in Picture.objects.filter(owner=person_id).exclude(stem="").order_by("pk").iterator(chunk_size=_BATCH):
        yield MediaFile(picture_file(picture), _opener(rendition_name(picture.stem, WIDTHS[-1])))
    for video in Video.objects.filter(owner=person_id).exclude(stem="").order_by("pk").iterator(chunk_size=_BATCH):
        yield MediaFile(video_file(video), _opener(video_name(video.stem, "720")))


def _opener(name: str) -> Callable[[], IO[bytes]]:
    return lambda: store_of(name).open(name)


def _drafts(person_id: int) -> Iterator[Row]:
    drafts = Draft.objects.filter(author=person_id).select_related("note").order_by("pk")
    for draft in drafts.iterator(chunk_size=_BATCH):
        pictures = Picture.objects.filter(draft=draft).order_by("pk")
        yield {
            "key": draft.submission_key,
            "changes": draft.note.submission_key if draft.note else None,
            "title": draft.title,
            "fields": draft.fields,
            "pictures": [{"id": picture.public_id, "file": picture_file(picture)} for picture in pictures],
            "saved_at": draft.saved_at,
        }


def _comments(person_id: int) -> Iterator[Row]:
    comments = Comment.objects.filter(author=person_id, removed_at=None).select_related("note", "parent")
    for comment in comments.order_by("pk").iterator(chunk_size=_BATCH):
        yield {
            "id": comment.public_id,
            "key": comment.submission_key,
            "note": comment.note.get_absolute_url(),
            "note_key": comment.note.submission_key if comment.note.author_id == person_id else None,
            "answers": comment.parent.public_id if comment.parent else "",
            "body": comment.body,
            "written_at": comment.created_at,
        }


def _reactions(person_id: int) -> Iterator[Row]:
    """Each with the title the note has now, and with none where its author shows it to this person no longer."""
    open_to_them = Note.objects.visible_to(User.objects.get(pk=person_id))
    shown = Case(When(Exists(open_to_them.filter(pk=OuterRef("note"))), then=F("note__title")), default=Value(""))
    for kind, model in (("like", Like), ("collect", Collect), ("share", Share)):
        rows = model.objects.filter(person=person_id).order_by("pk")
        for note, title, at in rows.values_list("note__public_id", shown, "created_at").iterator(chunk_size=_BATCH):
            yield {"kind": kind, "note": reverse("notes:note", args=[note]), "title": title, "at": at}


def _albums(person_id: int) -> Iterator[Row]:
    for album in Album.objects.filter(owner=person_id).order_by("pk").iterator(chunk_size=_BATCH):
        collects = (
            Collect.objects.filter(person=person_id, album=album).select_related("note").order_by("-place", "-pk")
        )
        yield {
            "name": album.name,
            "about": album.about,
            "is_public": album.is_public,
            "notes": [row.note.get_absolute_url() for row in collects[:_MOST_IN_ALBUM]],
            "made_at": album.created_at,
        }


register(Section("notes", _("Notes"), 40, _notes, files=_files, page=_note_page, bring=archive_back.bring_notes))
register(Section("drafts", _("Drafts"), 41, _drafts, bring=archive_back.bring_drafts))
register(
    Section(
        "comments",
        _("Comments"),
        50,
        _comments,
        page=lambda row: Page(str(row["written_at"])[:10], str(row["body"])),
        bring=archive_back.bring_comments,
    )
)
register(Section("reactions", _("Likes, collects and shares"), 60, _reactions, bring=archive_back.bring_reactions))
register(Section("albums", _("Albums"), 61, _albums, bring=archive_back.bring_albums))
