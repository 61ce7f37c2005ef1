"""Notes, drafts, comments and reactions out of an archive, through the deeds by which anybody would write them.

What is there already is known by its key and left alone, so an archive may be brought back as often as one likes.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import IO, cast

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from common import archive_fields as fields
from common.archives import Bringing, Row, RowRefused
from common.models import Category, City
from notes import albums, comments, drafts, engagement, receiving, returning, uploads
from notes.composition import (
    BODY_POINTS,
    MAX_ALT,
    MAX_PRODUCTS,
    MAX_TOPICS,
    TITLE_POINTS,
    Composition,
    CompositionRefused,
    PictureUse,
    PlaceTag,
    ProductTag,
    VideoUse,
)
from notes.drafts import DraftGone, DraftRefused
from notes.models import (
    WORDED,
    Album,
    Collect,
    Comment,
    CommentsFrom,
    Draft,
    Note,
    Picture,
    PointKind,
    State,
    Video,
    Visibility,
)
from notes.points import PointMark
from notes.policy import policy_for
from shop.models import Product, Relation
from users.models import User

_MOST_PICTURES = 18
_MOST_POINTS = 50
# How a picture of each kind begins; what it really is, the worker finds out when it is prepared.
_MAGIC = ((0, b"\xff\xd8\xff"), (0, b"\x89PNG\r\n\x1a\n"), (0, b"GIF8"), (8, b"WEBP"), (4, b"ftyp"))


def listed(row: Row, name: str) -> list[Row]:
    return cast("list[Row]", row.get(name) or [])


def _person(bringing: Bringing) -> User:
    return User.objects.get(pk=bringing.person_id)


def bring_notes(bringing: Bringing) -> None:
    author = _person(bringing)
    bringing.guard(lambda row: _note(row, author, bringing))


def _note(row: Row, author: User, bringing: Bringing) -> str:
    key, state = fields.key(row, "key"), fields.choice(row, "state", State.values)
    if _is_there(author, key):
        return "there"
    past = _past(row, state, bringing.at)
    composition = _composition(row, author, bringing, key)
    try:
        if bringing.is_trusted and state != State.DRAFT:
            made = returning.bring_back(author, composition, past, policy=policy_for(author), at=bringing.at)
            return "new" if made else "there"
        return _as_draft(author, key, _fields_of(composition), bringing.at)
    except CompositionRefused as refused:
        raise RowRefused(str(refused)) from refused


def _is_there(author: User, key: uuid.UUID) -> bool:
    rows = (Note.objects.filter(author=author, submission_key=key), Draft.objects.of(author).filter(submission_key=key))
    return any(found.exists() for found in rows)


def _past(row: Row, state: str, at: datetime) -> returning.Past:
    created_at = fields.instant(row, "created_at", until=at)
    if created_at is None:
        raise RowRefused(_("created_at: this is no point in time."))
    submitted_at, published_at = (fields.instant(row, name, until=at) for name in ("submitted_at", "published_at"))
    return returning.Past(state, created_at, submitted_at, published_at)


def _composition(row: Row, author: User, bringing: Bringing, key: uuid.UUID) -> Composition:
    scheduled_at = fields.instant(row, "scheduled_at")
    return Composition(
        title=fields.text(row, "title", most=TITLE_POINTS),
        body=fields.text(row, "body", most=BODY_POINTS),
        pictures=[_use(one, author, bringing) for one in fields.rows(row, "pictures", most=_MOST_PICTURES)],
        video=_video(row, author, bringing),
        category=Category.objects.filter(code=fields.text(row, "category", most=60)).first(),
        topics=fields.texts(row, "topics", most=MAX_TOPICS * 3, longest=80)[:MAX_TOPICS],
        place=_place(row),
        products=[tag for one in fields.rows(row, "products", most=MAX_PRODUCTS) if (tag := _product(one))],
        visibility=fields.choice(row, "visibility", Visibility.values),
        comments_from=fields.choice(row, "comments_from", CommentsFrom.values),
        is_ai_made=fields.yes_no(row, "is_ai_made"),
        scheduled_at=scheduled_at if scheduled_at and scheduled_at > bringing.at else None,
        submission_key=key,
    )


def _place(row: Row) -> PlaceTag | None:
    place = row.get("place")
    if place is None:
        return None
    if not isinstance(place, dict):
        raise RowRefused(_("place: this is no place."))
    city = City.objects.filter(code=fields.text(place, "city", most=40)).first()
    return PlaceTag(fields.text(place, "name", most=80), city)


def _product(row: Row) -> ProductTag | None:
    """A product that is no longer sold here is left out."""
    relation = fields.choice(row, "relation", Relation.values)
    stance = None if row.get("stance") is None else fields.whole(row, "stance", least=1, most=5)
    product = Product.objects.filter(public_id=fields.text(row, "id", most=20)).first()
    return ProductTag(product, relation, stance) if product else None


def _use(row: Row, author: User, bringing: Bringing) -> PictureUse:
    alt = fields.text(row, "alt", most=MAX_ALT)
    marks = [mark for one in fields.rows(row, "points", most=_MOST_POINTS) if (mark := _mark(one))]
    return PictureUse(_picture(row, author, bringing), alt, tuple(marks))


def _mark(row: Row) -> PointMark | None:
    """A mark of somebody or something that is not here is left out."""
    kind = fields.choice(row, "kind", PointKind.values)
    x, y = (fields.whole(row, name, least=0, most=1000) for name in ("x", "y"))
    if kind in WORDED:
        return PointMark(kind, x, y, words=fields.text(row, "words", most=40))
    if kind == PointKind.PRODUCT:
        product = Product.objects.filter(public_id=fields.text(row, "product", most=20)).first()
        return PointMark(kind, x, y, product=product) if product else None
    person = User.objects.active().filter(handle=fields.text(row, "person", most=24)).first()
    return PointMark(kind, x, y, person=person) if person else None


def _begin(file: IO[bytes]) -> bytes:
    with file:
        return file.read(16)


def _picture(row: Row, author: User, bringing: Bringing) -> Picture:
    """Takes a picture in like an upload; a worker decodes it and writes it anew."""
    name = fields.text(row, "file", most=120)
    begins = _begin(bringing.media(name))
    if not any(begins[at : at + len(magic)] == magic for at, magic in _MAGIC):
        raise RowRefused(_("%(name)s is no picture.") % {"name": name})
    if bringing.is_rehearsal:
        return Picture.objects.create(owner=author, file_name=name, created_at=bringing.at, loose_since=bringing.at)
    with bringing.media(name) as source:
        upload = UploadedFile(File(source), name.rsplit("/", 1)[-1], size=_size(bringing, name))
        try:
            picture = uploads.receive(author, upload, at=bringing.at)
        except uploads.UploadRefused as refused:
            raise RowRefused(f"{name}: {refused.message}") from refused
    bringing.stored.append(("incoming", picture.incoming))
    return picture


def _size(bringing: Bringing, name: str) -> int:
    with bringing.media(name) as source:
        return sum(len(chunk) for chunk in iter(lambda: source.read(262_144), b""))


def _video(row: Row, author: User, bringing: Bringing) -> VideoUse | None:
    video = row.get("video")
    if video is None:
        return None
    if not isinstance(video, dict):
        raise RowRefused(_("video: this is no video."))
    name, alt = fields.text(video, "file", most=120), fields.text(video, "alt", most=MAX_ALT)
    if _begin(bringing.media(name))[4:8] != b"ftyp":
        raise RowRefused(_("%(name)s is no video.") % {"name": name})
    if bringing.is_rehearsal:
        waiting = Video.objects.create(owner=author, size_bytes=1, expires_at=bringing.at, state=Video.State.WAITING)
        return VideoUse(waiting, alt)
    with bringing.media(name) as source:
        upload = UploadedFile(File(source), name.rsplit("/", 1)[-1], size=_size(bringing, name))
        try:
            received = receiving.receive(author, upload, at=bringing.at)
        except receiving.VideoNotTaken as refused:
            raise RowRefused(f"{name}: {refused.message}") from refused
    bringing.stored += [("incoming", piece) for piece in received.pieces]
    return VideoUse(received, alt)


def _fields_of(composition: Composition) -> dict[str, list[str]]:
    """A composition as the composer's page would send it."""
    place = composition.place
    sent: dict[str, list[str]] = {
        "title": [composition.title],
        "body": [composition.body],
        "topics": [" ".join(f"#{name}#" for name in composition.topics)],
        "category": [str(composition.category.pk)] if composition.category else [],
        "place": [place.name] if place else [],
        "city": [str(place.city.pk)] if place and place.city else [],
        "visibility": [composition.visibility],
        "comments_from": [composition.comments_from],
        "is_ai_made": ["on"] if composition.is_ai_made else [],
        "picture": [use.picture.public_id for use in composition.pictures],
        "video": [composition.video.video.public_id] if composition.video else [],
        "product": [tag.product.public_id for tag in composition.products],
    }
    sent |= {f"alt_{use.picture.public_id}": [use.alt] for use in composition.pictures if use.alt}
    for tag in composition.products:
        sent[f"relation_{tag.product.public_id}"] = [tag.relation]
        sent[f"stance_{tag.product.public_id}"] = [str(tag.stance or "")]
    return {name: values for name, values in sent.items() if values}


def _as_draft(author: User, key: uuid.UUID, sent: Mapping[str, list[str]], at: datetime) -> str:
    """Left out when the author has as many drafts as anybody may; the next import finds it again."""
    try:
        drafts.keep(author, key, sent, version=0, at=at)
    except DraftRefused:
        return "left"
    except DraftGone:
        return "there"
    return "new"


def bring_drafts(bringing: Bringing) -> None:
    author = _person(bringing)
    bringing.guard(lambda row: _draft(row, author, bringing))


def _draft(row: Row, author: User, bringing: Bringing) -> str:
    key = fields.key(row, "key")
    if _is_there(author, key):
        return "there"
    sent = row.get("fields")
    if not isinstance(sent, dict):
        raise RowRefused(_("fields: these are no fields of a draft."))
    read = {str(name)[:60]: fields.texts(sent, name, most=60, longest=BODY_POINTS) for name in sent}
    for one in fields.rows(row, "pictures", most=60):
        old, new = fields.text(one, "id", most=20), _picture(one, author, bringing).public_id
        read = {_renamed(name, old, new): [new if v == old else v for v in values] for name, values in read.items()}
    return _as_draft(author, key, read, bringing.at)


def _renamed(name: str, old: str, new: str) -> str:
    return name.replace(old, new) if old and name.endswith(old) else name


def bring_comments(bringing: Bringing) -> None:
    author = _person(bringing)
    bringing.guard(lambda row: _comment(row, author, bringing))


def _comment(row: Row, author: User, bringing: Bringing) -> str:
    """Comments come back only out of one's own archive, and only under notes that can be read."""
    body = fields.text(row, "body", most=4000)
    written_at = fields.instant(row, "written_at", until=bringing.at)
    public_id = fields.text(row, "id", most=20)
    key = fields.key(row, "key") if row.get("key") else uuid.uuid5(uuid.NAMESPACE_OID, public_id)
    known = Comment.objects.filter(author=author)
    if known.filter(public_id=public_id).exists() or known.filter(submission_key=key).exists():
        return "there"
    note = _note_of(row, author)
    if note is None or written_at is None or not bringing.is_trusted or row.get("answers"):
        return "left"
    try:
        comments.write_comment(note, author, body, at=written_at, key=key)
    except comments.CommentRefused:
        return "left"
    return "new"


def _note_of(row: Row, author: User) -> Note | None:
    """The note a row speaks of, by its address here or, for one's own, by its key."""
    if row.get("note_key"):
        own = Note.objects.filter(author=author, submission_key=fields.key(row, "note_key")).first()
        if own is not None:
            return own
    public_id = fields.text(row, "note", most=60).strip("/").rsplit("/", 1)[-1]
    return Note.objects.visible_to(author).live().filter(public_id=public_id).first()


def bring_reactions(bringing: Bringing) -> None:
    author = _person(bringing)
    bringing.guard(lambda row: _reaction(row, author, bringing))


def _reaction(row: Row, author: User, bringing: Bringing) -> str:
    kind = fields.choice(row, "kind", ("like", "collect", "share"))
    at = fields.instant(row, "at", until=bringing.at)
    note = _note_of(row, author)
    if note is None or at is None or kind == "share" or not bringing.is_trusted:
        return "left"
    return "new" if engagement.react(note, author, kind, at=at) else "there"


def bring_albums(bringing: Bringing) -> None:
    owner = _person(bringing)
    bringing.guard(lambda row: _album(row, owner, bringing.at))


def _album(row: Row, owner: User, at: datetime) -> str:
    """An album of this name is the same one; only what its owner still collects is put in."""
    name, about = fields.text(row, "name", most=120), fields.text(row, "about", most=2000)
    listed_notes = fields.texts(row, "notes", most=5000, longest=60)
    if Album.objects.of(owner).filter(name__iexact=name).exists():
        return "there"
    try:
        album = albums.make(owner, albums.AlbumFacts(name, about, fields.yes_no(row, "is_public")), at=at)
    except albums.AlbumRefused as refused:
        raise RowRefused(str(refused)) from refused
    ids = [address.strip("/").rsplit("/", 1)[-1] for address in listed_notes]
    own = Collect.objects.filter(person=owner, note__public_id__in=ids, album=None).select_related("note")
    kept = {collect.note.public_id: collect for collect in own}
    for public_id in reversed(ids):
        if public_id in kept:
            albums.put(kept[public_id], album, at=at)
    return "new"
