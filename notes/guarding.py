"""Pictures and videos of notes that are not for everybody: where their files lie, and who may fetch them.

A note's files stand on the open side while it is public and on the guarded one otherwise. Whoever changes that calls
`due` in the same transaction; right after the commit the files are moved: copied, the rows changed, the old ones
deleted. What a crash interrupts is done by the periodic job, because the note stays due until all is done.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from common.media import (
    GUARDED,
    VIDEO_SLOTS,
    WIDTHS,
    Viewer,
    copy_across,
    delete_on,
    guard,
    is_guarded,
    placed,
    poster_stem,
    rendition_name,
    video_name,
)
from notes.models import Comment, Note, Picture, Video
from users.models import User

Holder = Picture | Video
_AT_ONCE = 500
# "g/p/ab/cd12-720.webp" and the still "g/v/ab/cd12-p3-720.webp": the stem is what stands before.
_NAME = re.compile(r"(?P<stem>.+?)(?P<still>-p\d{1,3})?-(?:\d{2,4}|preview)\.(?:webp|mp4)")


def due(note: Note) -> None:
    """Call inside the transaction that changes who may see a note, after the change."""
    Note.objects.filter(pk=note.pk).update(is_media_due=True)
    settle_after_commit(note)


def settle_after_commit(note: Note) -> None:
    """The same where the caller's own UPDATE has set `is_media_due`."""
    transaction.on_commit(partial(settle, note.pk, note.author_id), robust=True)


def settle(note_id: int, owner_id: int) -> None:
    """Puts the files of a note, and what its author took out of notes, on the side where they belong. Safe to run
    twice and at once: the note's row is the queue."""
    with transaction.atomic():
        rows = Note.objects.select_for_update(no_key=True, of=("self",)).select_related("author")
        note = rows.filter(pk=note_id).first()
        is_open = note is not None and note.is_public
        holders = [] if note is None else list(_of_note(note))
        _move(holders, is_open=is_open)
        if note is not None:
            _move_cover(note, is_open=is_open)
        loose = list(_open_and_loose(owner_id))
        _move(loose, is_open=False)
    _delete_across(holders, was_open=not is_open)
    _delete_across(loose, was_open=True)
    if note is not None:
        # Whoever changed it since has made it due again, and moves its files after this.
        Note.objects.filter(pk=note.pk, state=note.state, visibility=note.visibility).update(is_media_due=False)


def settle_due() -> int:
    """Moves what an interrupted process left. Returns how many notes were looked at."""
    found = list(Note.objects.filter(is_media_due=True).order_by("pk").values_list("pk", "author_id")[:_AT_ONCE])
    for note_id, author_id in found:
        settle(note_id, author_id)
    return len(found)


def settle_person(person_id: int) -> int:
    """Moves the files of everything somebody wrote whose side is not right any more, after their account was closed,
    opened, suspended or restored. Returns how many notes were looked at."""
    ids = _misplaced(Picture.objects.filter(owner=person_id), person_id)
    ids |= _misplaced(Video.objects.filter(owner=person_id), person_id)
    Note.objects.filter(pk__in=ids).update(is_media_due=True)
    for note_id in sorted(ids):
        settle(note_id, person_id)
    return len(ids)


def _misplaced(holders: QuerySet[Picture] | QuerySet[Video], person_id: int) -> set[int]:
    public = Q(note__in=Note.objects.public().filter(author=person_id))
    guarded = Q(stem__startswith=GUARDED)
    wrong = holders.exclude(stem="").exclude(note=None).filter((public & guarded) | (~public & ~guarded))
    return {note_id for note_id in wrong.values_list("note_id", flat=True) if note_id is not None}


def _of_note(note: Note) -> Iterator[Holder]:
    yield from Picture.objects.filter(note=note).exclude(stem="")
    yield from Video.objects.filter(note=note).exclude(stem="")


def _open_and_loose(owner_id: int) -> Iterator[Holder]:
    """What lies open although no note shows it any more."""
    for rows in (Picture.objects.all(), Video.objects.all()):
        yield from rows.filter(owner=owner_id, note=None).exclude(stem="").exclude(stem__startswith=GUARDED)


def _move(holders: Iterable[Holder], *, is_open: bool) -> None:
    for holder in holders:
        # Each by itself: captions are written on the guarded side, also when their film stands on the open one.
        wrong = [name for name in names_of(holder) if is_guarded(name) == is_open]
        for name in wrong:
            copy_across(name, is_open=is_open)
        if wrong:
            holder.stem = placed(holder.stem, is_open=is_open)
            if isinstance(holder, Video):
                holder.captions = placed(holder.captions, is_open=is_open)
            holder.save(update_fields=["stem", *(["captions"] if isinstance(holder, Video) else [])])


def _move_cover(note: Note, *, is_open: bool) -> None:
    if note.cover:
        moved = {key: placed(note.cover[key], is_open=is_open) for key in ("stem", "film") if note.cover.get(key)}
        if any(note.cover[key] != stem for key, stem in moved.items()):
            Note.objects.filter(pk=note.pk).update(cover=note.cover | moved)


def _delete_across(holders: Sequence[Holder], *, was_open: bool) -> None:
    for holder in holders:
        for name in names_of(holder):
            delete_on(name, is_open=was_open)


def names_of(holder: Holder) -> list[str]:
    """The names of all files of a prepared picture or video, on the side where it says they lie."""
    if isinstance(holder, Picture):
        return [rendition_name(holder.stem, width) for width in WIDTHS]
    stills = [poster_stem(holder.stem, number) for number in range(len(holder.posters))]
    films = [video_name(holder.stem, slot) for slot in VIDEO_SLOTS]
    captions = [holder.captions] if holder.captions else []
    return films + [rendition_name(stem, width) for stem in stills for width in WIDTHS] + captions


def _holder_of(name: str) -> Holder | None:
    """The picture or video a guarded file belongs to, on whichever side its files lie now."""
    found = _NAME.fullmatch(name)
    if found is None:
        return Video.objects.filter(captions__in=(name, placed(name, is_open=True))).first()
    stems = {found["stem"], found["stem"] + (found["still"] or "")}
    wanted = stems | {placed(stem, is_open=True) for stem in stems}
    if name.startswith(f"{GUARDED}p/"):
        return Picture.objects.filter(stem__in=wanted).first()
    return Video.objects.filter(stem__in=wanted).first()


def _handed_out(name: str, viewer: Viewer) -> str:
    """The owner's own, and what stands under a note the viewer may open now. Staff see what they have to decide on."""
    holder = _holder_of(name)
    if holder is None:
        return ""
    if not is_guarded(_kept_as(holder, name)):
        return placed(name, is_open=True)
    return name if _may_read(holder, viewer) else ""


def _kept_as(holder: Holder, name: str) -> str:
    """The name or stem by which the row keeps a file, with the side where it lies."""
    if isinstance(holder, Video) and _NAME.fullmatch(name) is None:
        return holder.captions
    return holder.stem


def _may_read(holder: Holder, viewer: Viewer) -> bool:
    if isinstance(viewer, User):
        if holder.owner_id == viewer.pk:
            return True
        # What nobody handed in, a draft's pictures among it, is nothing for staff to decide on.
        if _is_handed_in(holder) and viewer.is_staff and viewer.has_perm("notes.view_note"):
            return True
    elif viewer.is_authenticated:
        return False
    if isinstance(holder, Picture) and holder.comment_id is not None:
        # Pictures of comments stay on the guarded side: what stands under a note is for whoever sees it there.
        shown = Comment.objects.visible_to(viewer).filter(pk=holder.comment_id)
        return shown.filter(note__in=Note.objects.visible_to(viewer).live()).exists()
    if holder.note_id is None:
        return False
    return Note.objects.visible_to(viewer).live().filter(pk=holder.note_id).exists()


def _is_handed_in(holder: Holder) -> bool:
    return holder.note_id is not None or (isinstance(holder, Picture) and holder.comment_id is not None)


for _kind in ("p", "v", "c"):
    guard(_kind, _handed_out)
