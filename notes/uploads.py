"""Pictures on their way: taken in as they come, prepared by a worker, swept away when no note took them."""

import secrets
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from common.events import announce
from common.media import GUARDED, WIDTHS, delete_everywhere, rendition_name, store_of
from common.pictures import DEFAULT_LIMITS, PictureRefused, Rendered, prepare_picture
from notes.events import picture_waiting
from notes.models import Note, Picture
from notes.settling import settled
from users.models import User

log = structlog.get_logger("uploads")
# Room for three notes of 18 pictures that are being written at once, and for what drafts hold.
MAX_LOOSE = 60
MAX_UNPUBLISHED = 400
LOOSE_FOR = timedelta(hours=24)
_SWEEP = 200
_LOST = gettext_lazy("This file was lost on our side. Add it once more.")


class UploadRefused(Exception):
    """The file is not taken; nothing was kept. `code` names the reason, `message` tells it to the author."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def _check(owner: User, file: "UploadedFile[bytes]") -> None:
    size = file.size or 0
    if not size:
        refused = PictureRefused("empty")
        raise UploadRefused(refused.code, refused.message)
    if size > DEFAULT_LIMITS.file_bytes:
        limit, found = (f"{part / 1024 / 1024:.3g}" for part in (DEFAULT_LIMITS.file_bytes, size))
        refused = PictureRefused("too_large", found, limit)
        raise UploadRefused(refused.code, refused.message)
    own = Picture.objects.unpublished().usable().filter(owner=owner)
    if own.count() >= MAX_UNPUBLISHED or own.loose().count() >= MAX_LOOSE:
        raise UploadRefused("too_many", _("You have many pictures waiting. Publish or remove some first."))


def receive(owner: User, file: "UploadedFile[bytes]", *, at: datetime) -> Picture:
    """Keeps an upload in the private part of the storage and asks a worker to prepare it.

    The file is on disk before its row exists. Raises UploadRefused for an empty or too large file, and when the
    owner has MAX_LOOSE pictures that no note took.
    """
    _check(owner, file)
    name = storages["incoming"].save(f"{at:%Y%m%d}/{secrets.token_urlsafe(16)}", file)
    picture = Picture(owner=owner, incoming=name, file_name=(file.name or "")[-200:])
    picture.created_at = picture.loose_since = at
    picture.save()
    announce(picture_waiting, picture_id=picture.pk)
    return picture


def discard(picture: Picture) -> None:
    """Forgets a picture that no text took, with its files. One that a note or comment took meanwhile stays."""
    deleted, _rows = Picture.objects.unpublished().filter(pk=picture.pk).delete()
    if deleted:
        transaction.on_commit(lambda: delete_files([picture]))


def prepare(picture: Picture, *, at: datetime) -> None:
    """Makes a waiting picture ready or refuses it. Safe to run twice.

    Raises PictureWorkerFailed when the fault is ours; the picture then waits for another try.
    """
    if picture.state != Picture.State.WAITING:
        return
    stem = f"{GUARDED}p/{secrets.token_hex(1)}/{secrets.token_urlsafe(16)}"
    try:
        rendered = _render(picture, stem)
    except PictureRefused as refused:
        with override(picture.owner.language or None):
            _finish(picture, at=at, state=Picture.State.REFUSED, refusal_code=refused.code, refusal=refused.message)
        return
    except FileNotFoundError:
        # A twin of this task may have finished and removed the upload; then the row is no longer waiting.
        with override(picture.owner.language or None):
            _finish(picture, at=at, state=Picture.State.REFUSED, refusal_code="lost", refusal=str(_LOST))
        return
    if not _finish(picture, at=at, state=Picture.State.READY, **_facts(rendered, stem)):
        _delete_renditions(stem)


def _render(picture: Picture, stem: str) -> Rendered:
    """Renders into the storage: straight onto a disk, by way of a temporary folder into an object store."""
    with tempfile.TemporaryDirectory(prefix="picture-") as folder:
        source = Path(folder) / "source"
        with storages["incoming"].open(picture.incoming, "rb") as upload, source.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        store = store_of(stem)
        if isinstance(store, FileSystemStorage):
            return prepare_picture(source, Path(store.location), stem=stem)
        rendered = prepare_picture(source, Path(folder), stem=stem)
        for rendition in rendered.renditions:
            store.save(rendition_name(stem, rendition.slot), ContentFile(rendition.path.read_bytes()))
        return rendered


def _facts(rendered: Rendered, stem: str) -> dict[str, object]:
    return {
        "stem": stem,
        "width": rendered.facts.width,
        "height": rendered.facts.height,
        "colour": rendered.colour,
        "placeholder": rendered.placeholder,
        "removed": list(rendered.facts.removed),
        "hints": list(rendered.hints),
    }


@transaction.atomic
def _finish(picture: Picture, *, at: datetime, **facts: object) -> bool:
    """Writes the outcome unless somebody else did. The note is locked first: of its last two pictures, prepared by two
    workers at once, one has to see that the other is done."""
    note_id = Picture.objects.filter(pk=picture.pk).values_list("note_id", flat=True).first()
    note = Note.objects.select_for_update().filter(pk=note_id).first() if note_id else None
    done = Picture.objects.filter(pk=picture.pk, state=Picture.State.WAITING).update(incoming="", **facts)
    if not done:
        return False
    transaction.on_commit(partial(storages["incoming"].delete, picture.incoming))
    picture.refresh_from_db()
    if note is not None:
        settled(note, at=at)
    return True


def sweep(*, at: datetime) -> int:
    """Deletes pictures that no note and no draft held for a day, _SWEEP at a time. Returns how many."""
    swept = 0
    while batch := _take_loose(at - LOOSE_FOR):
        delete_files(batch)
        swept += len(batch)
    return swept


@transaction.atomic
def _take_loose(before: datetime) -> list[Picture]:
    """The rows go first: a file without a row is swept by nobody's eye, a row without its file is a broken page."""
    loose = Picture.objects.loose().filter(loose_since__lt=before).select_for_update(skip_locked=True)
    batch = list(loose.order_by("loose_since", "pk")[:_SWEEP])
    Picture.objects.filter(pk__in=[picture.pk for picture in batch]).delete()
    return batch


def delete_files(pictures: Iterable[Picture]) -> None:
    for picture in pictures:
        if picture.incoming:
            storages["incoming"].delete(picture.incoming)
        if picture.stem:
            _delete_renditions(picture.stem)


def _delete_renditions(stem: str) -> None:
    for width in WIDTHS:
        delete_everywhere(rendition_name(stem, width))
