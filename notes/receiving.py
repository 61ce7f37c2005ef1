"""Videos on their way in: kept piece by piece, so that a lost connection costs one piece and nothing else.

A piece is a file of its own in the private part of the storage, which may be a disk or an object store. The row says
how far the video is; moving that on is one conditional UPDATE, so of two hands that bring the same piece one wins.
"""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.events import announce
from common.media import VIDEO_SLOTS, WIDTHS, delete_everywhere, poster_stem, rendition_name, video_name
from common.videos import VideoLimits, VideoRefused, check_size
from notes.events import video_waiting
from notes.models import Video
from notes.models.video import VIDEO_KEPT_FOR
from users import privileges
from users.models import User
from users.privileges import Privilege

# Drafts hold videos too.
MAX_UNPUBLISHED = 8
MAX_UNPUBLISHED_BYTES = 1000 * 1024 * 1024
# Pieces smaller than this on average are no upload but an attempt to fill a row.
MAX_PIECES = 2000
_SWEEP = 50
_MIB = 1024 * 1024


class VideoNotTaken(Exception):
    """The video is not taken; nothing was kept. `code` names the reason, `message` tells it to the author."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class WrongOffset(Exception):
    """The piece does not begin where the video ends; another hand may have brought it. Nothing was kept."""


def limits_of(owner: User) -> VideoLimits:
    """What a video of this person may be; its length grows with their level."""
    return VideoLimits(max_seconds=60.0 * privileges.limit(owner.level, Privilege.VIDEO_MINUTES))


def begin(owner: User, *, size: int, file_name: str, at: datetime) -> Video:
    """A video of `size` bytes that is about to arrive. Raises VideoNotTaken: empty, too_large, too_many."""
    with transaction.atomic():
        return _begun(owner, size, file_name, at)


def _begun(owner: User, size: int, file_name: str, at: datetime) -> Video:
    try:
        check_size(size, limits_of(owner))
    except VideoRefused as refused:
        raise VideoNotTaken(refused.code, refused.message) from refused
    # The owner's row is the queue in which their hands stand: counting and adding are one step.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=owner.pk)
    waiting = Video.objects.unpublished().filter(owner=owner).exclude(state=Video.State.REFUSED)
    if waiting.count() >= MAX_UNPUBLISHED:
        told = ngettext(
            "You have %d video no note has taken yet. Publish or remove one first.",
            "You have %d videos no note has taken yet. Publish or remove one first.",
            MAX_UNPUBLISHED,
        )
        raise VideoNotTaken("too_many", told % MAX_UNPUBLISHED)
    kept = waiting.aggregate(bytes=Sum("size_bytes"))["bytes"] or 0
    if kept + size > MAX_UNPUBLISHED_BYTES:
        told = _("Your waiting videos would take more than %(limit)s MB. Publish or remove one first.")
        raise VideoNotTaken("too_many", told % {"limit": MAX_UNPUBLISHED_BYTES // _MIB})
    return Video.objects.create(
        owner=owner, size_bytes=size, file_name=file_name[-200:], expires_at=at + VIDEO_KEPT_FOR, created_at=at
    )


def append(video: Video, piece: IO[bytes], *, length: int, offset: int, at: datetime) -> Video:
    """Keeps a piece of `length` bytes that begins at `offset`; the last one hands the video to a worker.

    Raises WrongOffset when the video is not that far or further, VideoNotTaken("too_small_pieces").
    """
    if video.state != Video.State.RECEIVING or video.offset_bytes != offset or offset + length > video.size_bytes:
        raise WrongOffset
    if len(video.pieces) >= MAX_PIECES:
        raise VideoNotTaken("too_small_pieces", _("This video came in too many pieces. Send it anew."))
    if not length:
        return video
    name = storages["incoming"].save(f"v/{video.public_id}/{offset:012}-{secrets.token_hex(4)}", File(piece))
    try:
        moved = _move_on(video, name, offset + length, at)
    except BaseException:
        storages["incoming"].delete(name)
        raise
    if not moved:
        storages["incoming"].delete(name)
        raise WrongOffset
    return video


@transaction.atomic
def _move_on(video: Video, name: str, reached: int, at: datetime) -> bool:
    """True when this piece was the next one. The pieces known are those of the offset the UPDATE asks for."""
    is_whole = reached == video.size_bytes
    facts: dict[str, object] = {
        "offset_bytes": reached,
        "pieces": [*video.pieces, name],
        "expires_at": at + VIDEO_KEPT_FOR,
        "state": Video.State.WAITING if is_whole else Video.State.RECEIVING,
    }
    here = Video.objects.filter(pk=video.pk, state=Video.State.RECEIVING, offset_bytes=video.offset_bytes)
    if not here.update(**facts):
        return False
    for field, value in facts.items():
        setattr(video, field, value)
    if is_whole:
        announce(video_waiting, video_id=video.pk)
    return True


def receive(owner: User, file: "UploadedFile[bytes]", *, at: datetime) -> Video:
    """A video that came whole, with a form. Raises VideoNotTaken."""
    size = file.size or 0
    video = begin(owner, size=size, file_name=file.name or "", at=at)
    try:
        return append(video, file, length=size, offset=0, at=at)
    except BaseException:
        discard(video)
        raise


def pieces_of(video: Video) -> Iterator[bytes]:
    """The bytes of the upload in order. Raises FileNotFoundError when a piece is gone."""
    for name in video.pieces:
        with storages["incoming"].open(name, "rb") as piece:
            yield from piece.chunks()


def discard(video: Video) -> bool:
    """Forgets a video that no note took, with its files. One that a note took meanwhile stays."""
    deleted, _rows = Video.objects.filter(pk=video.pk, note=None).delete()
    if deleted:
        transaction.on_commit(partial(delete_files, video))
    return bool(deleted)


def sweep(*, at: datetime) -> int:
    """Deletes videos that did not arrive, or that no note took, in their time. Returns how many."""
    swept = 0
    while batch := _take_loose(at):
        for video in batch:
            delete_files(video)
        swept += len(batch)
    return swept


@transaction.atomic
def _take_loose(at: datetime) -> list[Video]:
    loose = Video.objects.loose().filter(expires_at__lt=at).select_for_update(skip_locked=True)
    batch = list(loose.order_by("expires_at", "pk")[:_SWEEP])
    Video.objects.filter(pk__in=[video.pk for video in batch]).delete()
    return batch


def delete_files(video: Video) -> None:
    """Every byte of the video: what came, what was made of it, its captions."""
    delete_incoming(video.public_id)
    if video.stem:
        delete_renditions(video.stem, len(video.posters))
    if video.captions:
        delete_everywhere(video.captions)


def delete_incoming(public_id: str) -> None:
    """The whole folder: a hand that lost a race or died may have left a piece the row does not know."""
    store, folder = storages["incoming"], f"v/{public_id}"
    with suppress(FileNotFoundError):
        for name in store.listdir(folder)[1]:
            store.delete(f"{folder}/{name}")
    store.delete(folder)


def delete_renditions(stem: str, posters: int) -> None:
    for slot in VIDEO_SLOTS:
        delete_everywhere(video_name(stem, slot))
    for number in range(posters):
        for width in WIDTHS:
            delete_everywhere(rendition_name(poster_stem(stem, number), width))


def write_whole(video: Video, path: Path) -> None:
    """The upload as one file. Raises FileNotFoundError when a piece is gone."""
    with path.open("wb") as whole:
        for chunk in pieces_of(video):
            whole.write(chunk)
