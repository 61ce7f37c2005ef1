"""Videos that have arrived: prepared by a worker, watched over, tried again; their stills and captions."""

import secrets
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy, override

from common.captions import read_captions, words_of, write_captions
from common.durable import write_durably
from common.events import announce
from common.media import (
    GUARDED,
    VIDEO_SLOTS,
    WIDTHS,
    delete_everywhere,
    poster_stem,
    rendition_name,
    store_of,
    video_name,
)
from common.text import language_of
from common.videos import PosterMade, VideoMade, VideoRefused, VideoWorkerFailed, prepare_still, prepare_video
from notes import guarding, receiving
from notes.covers import renew_cover
from notes.events import poster_wanted, video_waiting
from notes.models import Note, Video
from notes.models.video import VideoQuerySet
from notes.settling import settled

State = Video.State
MOST_ATTEMPTS = 3
# A worker says how far it is every few seconds; one that said nothing for this long is dead.
SILENT_FOR = timedelta(minutes=3)
_SAYS_EVERY = 2.0
# The author may ask for stills of moments beside those offered.
MAX_POSTERS = 12
_LOST = gettext_lazy("This file was lost on our side. Add it once more.")


class Superseded(Exception):
    """Another worker has the video, or its author took it away; the work is given up and leaves no file."""


def prepare(video_id: int, *, at: datetime) -> bool:
    """Makes a waiting video ready or refuses it; False when there was nothing to do. Safe to run twice.

    Raises VideoWorkerFailed when the fault is ours; the video then waits for another try, or is stuck.
    """
    video = _claimed(video_id, at)
    if video is None:
        return False
    stem = f"{GUARDED}v/{secrets.token_hex(1)}/{secrets.token_urlsafe(16)}"
    try:
        made = _made(video, stem, at)
    except VideoRefused as refused:
        return _refuse(video, refused, at)
    except FileNotFoundError:
        return _lose(video, at)
    except Superseded:
        return False
    except (VideoWorkerFailed, OSError) as failure:
        give_back(video, at=at)
        raise VideoWorkerFailed(str(failure)) from failure
    done = _finish(video, at=at, state=State.READY, stem=stem, pieces=[], percent=100, **_facts(made))
    if not done:
        receiving.delete_renditions(stem, len(made.posters))
    return done


def _claimed(video_id: int, at: datetime) -> Video | None:
    """The video, taken by this worker alone. A second worker finds it no longer waiting."""
    waiting = Video.objects.filter(pk=video_id, state=State.WAITING)
    if not waiting.update(state=State.WORKING, worked_at=at, attempts=F("attempts") + 1, percent=0):
        return None
    return Video.objects.select_related("owner").filter(pk=video_id).first()


def _made(video: Video, stem: str, at: datetime) -> VideoMade:
    with tempfile.TemporaryDirectory(prefix="video-") as place:
        folder = Path(place)
        source, desk = folder / "source", folder / "made"
        desk.mkdir()
        receiving.write_whole(video, source)
        made = prepare_video(source, desk, limits=receiving.limits_of(video.owner), tell=_teller(video, at))
        for slot in VIDEO_SLOTS:
            _store(desk / f"{slot}.mp4", video_name(stem, slot))
        for number in range(len(made.posters)):
            _store_poster(desk, number, poster_stem(stem, number))
        return made


def _store_poster(desk: Path, number: int, stem: str) -> None:
    for width in WIDTHS:
        _store(desk / f"p{number}-{width}.webp", rendition_name(stem, width))


def _store(path: Path, name: str) -> None:
    """Onto the disk durably, or into the object store."""
    store = store_of(name)
    with path.open("rb") as file:
        if isinstance(store, FileSystemStorage):
            write_durably(Path(store.location) / name, iter(partial(file.read, 1024 * 1024), b""))
        else:
            store.save(name, File(file))


def _teller(video: Video, at: datetime) -> Callable[[int], None]:
    """Writes the worker's sign of life every few seconds. Raises Superseded when the row is no longer this worker's."""
    began = said = time.monotonic()

    def tell(percent: int) -> None:
        nonlocal said
        moment = time.monotonic()
        if moment - said < _SAYS_EVERY:
            return
        said = moment
        if not _mine(video).update(worked_at=at + timedelta(seconds=moment - began), percent=percent):
            raise Superseded

    return tell


def _mine(video: Video) -> VideoQuerySet:
    """The row as long as this worker's attempt is the present one."""
    return Video.objects.filter(pk=video.pk, state=State.WORKING, attempts=video.attempts)


def _facts(made: VideoMade) -> dict[str, object]:
    return {
        "width": made.width,
        "height": made.height,
        "seconds": made.seconds,
        "has_sound": made.has_sound,
        "renditions": {slot: list(figures) for slot, figures in made.renditions.items()},
        "posters": [_poster_facts(poster) for poster in made.posters],
        "removed": list(made.removed),
    } | ({"poster": made.chosen} if made.posters else {})


def _poster_facts(poster: PosterMade) -> dict[str, object]:
    return {
        "at_ms": poster.at_ms,
        "width": poster.width,
        "height": poster.height,
        "colour": poster.colour,
        "placeholder": poster.placeholder,
    }


def _refuse(video: Video, refused: VideoRefused, at: datetime) -> bool:
    with override(video.owner.language or None):
        facts = {"refusal_code": refused.code, "refusal": refused.message}
        return _finish(video, at=at, state=State.REFUSED, pieces=[], **facts)


def _lose(video: Video, at: datetime) -> bool:
    with override(video.owner.language or None):
        return _finish(video, at=at, state=State.REFUSED, pieces=[], refusal_code="lost", refusal=str(_LOST))


class _NoteChanged(Exception):
    """Between reading which note has the video and writing, a note took it or let it go."""


def _finish(video: Video, *, at: datetime, **facts: object) -> bool:
    """Writes the outcome unless somebody else did."""
    for _try in range(5):
        try:
            return _finished(video, at, facts)
        except _NoteChanged:
            continue
    raise VideoWorkerFailed("the note of the video kept changing")


@transaction.atomic
def _finished(video: Video, at: datetime, facts: dict[str, object]) -> bool:
    """The note is locked first, as it is for pictures and by those who edit it."""
    note_id = Video.objects.filter(pk=video.pk).values_list("note_id", flat=True).first()
    note = Note.objects.select_for_update().filter(pk=note_id).first() if note_id else None
    if not _mine(video).update(**facts):
        return False
    if Video.objects.filter(pk=video.pk).values_list("note_id", flat=True).first() != note_id:
        raise _NoteChanged
    transaction.on_commit(partial(receiving.delete_incoming, video.public_id))
    video.refresh_from_db()
    if note is not None:
        settled(note, at=at)
    if video.state == State.READY and video.wanted_ms is not None:
        announce(poster_wanted, video_id=video.pk)
    return True


def give_back(video: Video, *, at: datetime) -> None:
    """After a fault of ours: the video waits for another worker, or is stuck after MOST_ATTEMPTS."""
    state = State.STUCK if video.attempts >= MOST_ATTEMPTS else State.WAITING
    _mine(video).update(state=state, worked_at=at)


def watch(*, at: datetime) -> int:
    """Takes up videos whose worker died without a word, and announces again those whose task was lost.

    Returns how many were announced.
    """
    silent = Video.objects.filter(state=State.WORKING, worked_at__lt=at - SILENT_FOR)
    for video in silent.order_by("pk")[:200]:
        give_back(video, at=at)
    lost = Video.objects.filter(state=State.WAITING, created_at__lt=at - timedelta(minutes=2))
    ids = list(lost.order_by("created_at", "pk").values_list("pk", flat=True)[:200])
    for video_id in ids:
        announce(video_waiting, video_id=video_id)
    return len(ids)


@transaction.atomic
def retry(video: Video, *, at: datetime) -> bool:
    """Tries a stuck video again at its author's wish; False when it is not stuck."""
    stuck = Video.objects.filter(pk=video.pk, state=State.STUCK)
    if not stuck.update(state=State.WAITING, attempts=0, percent=0, worked_at=at):
        return False
    announce(video_waiting, video_id=video.pk)
    return True


@transaction.atomic
def want_poster(video: Video, *, at_ms: int) -> None:
    """Asks for a still of a moment; it becomes the poster when it is there."""
    Video.objects.filter(pk=video.pk).update(wanted_ms=max(0, at_ms))
    if video.state == State.READY:
        announce(poster_wanted, video_id=video.pk)


def make_poster(video_id: int) -> bool:
    """Makes the still an author asked for and puts it in front; False when there is nothing to do.

    Raises VideoWorkerFailed.
    """
    video = Video.objects.filter(pk=video_id, state=State.READY, wanted_ms__isnull=False).first()
    if video is None or video.wanted_ms is None:
        return False
    if len(video.posters) >= MAX_POSTERS:
        return _keep_poster(video, None)
    try:
        return _keep_poster(video, _still(video, video.wanted_ms))
    except (VideoRefused, FileNotFoundError):
        # The film was swept or gives no picture there: what was chosen before stays.
        return _keep_poster(video, None)


def _still(video: Video, at_ms: int) -> PosterMade:
    with tempfile.TemporaryDirectory(prefix="still-") as place:
        source = Path(place) / "source"
        with store_of(video.stem).open(video_name(video.stem, "720"), "rb") as film, source.open("wb") as copy:
            for chunk in film.chunks():
                copy.write(chunk)
        made = prepare_still(source, Path(place), at_ms=at_ms)
        _store_poster(Path(place), 0, poster_stem(video.stem, len(video.posters)))
        return made


@transaction.atomic
def _keep_poster(video: Video, made: PosterMade | None) -> bool:
    note = Note.objects.select_for_update().filter(pk=video.note_id).first() if video.note_id else None
    facts: dict[str, object] = {"wanted_ms": None}
    if made is not None:
        facts |= {"posters": [*video.posters, _poster_facts(made)], "poster": len(video.posters)}
    asked = Video.objects.filter(pk=video.pk, wanted_ms=video.wanted_ms, posters=video.posters, stem=video.stem)
    if not asked.update(**facts):
        return False
    if note is not None:
        renew_cover(note)
    return made is not None


def set_captions(video: Video, data: bytes) -> None:
    """Takes a WebVTT file and keeps it written anew. Raises CaptionsRefused, and then keeps what was there."""
    cues = read_captions(data)
    name = f"{GUARDED}c/{secrets.token_hex(1)}/{secrets.token_urlsafe(16)}.vtt"
    store_of(name).save(name, ContentFile(write_captions(cues).encode()))
    _replace_captions(video, name, language_of(words_of(cues)))


def drop_captions(video: Video) -> None:
    _replace_captions(video, "", "")


@transaction.atomic
def _replace_captions(video: Video, name: str, language: str) -> None:
    row = Video.objects.select_for_update(of=("self",)).select_related("note").get(pk=video.pk)
    old, row.captions, row.captions_language = row.captions, name, language
    row.save(update_fields=["captions", "captions_language"])
    video.captions, video.captions_language = name, language
    if row.note is not None:
        guarding.due(row.note)
    if old:
        transaction.on_commit(partial(delete_everywhere, old))
