"""Where the renditions of a picture lie. The one place that turns a stem into addresses.

Files anybody may see lie in the open part of the storage and are served by their plain address, without a question.
All others lie in the guarded part; their names begin with GUARDED, and their addresses lead to a view that asks the
floor they belong to (see `guard`) at every request. A file changes sides by moving, so an address that was open once
leads nowhere afterwards.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import FileSystemStorage, Storage, default_storage, storages
from django.utils.encoding import filepath_to_uri

WIDTHS = (360, 720, 1440)
GUARDED = "g/"
Viewer = AbstractBaseUser | AnonymousUser
# guard(name of a guarded file, who asks) -> the name to hand out, on whichever side the file lies now; "" for nothing
Guard = Callable[[str, Viewer], str]
_GUARDS: dict[str, Guard] = {}


def guard(kind: str, asked: Guard) -> None:
    """Makes a floor answer for the guarded files of a kind: the first part of their names, "p" in "g/p/ab/cd.webp"."""
    _GUARDS[kind] = asked


def readable(name: str, viewer: Viewer) -> str:
    """The name of the file this viewer gets who asks for a guarded one; "" when there is none for them."""
    asked = _GUARDS.get(name.removeprefix(GUARDED).partition("/")[0])
    return asked(name, viewer) if asked else ""


def is_guarded(name: str) -> bool:
    return name.startswith(GUARDED)


def placed(name: str, *, is_open: bool) -> str:
    """A name or stem as it is on one of the two sides; empty stays empty."""
    bare = name.removeprefix(GUARDED)
    return bare if is_open or not bare else GUARDED + bare


def store_of(name: str) -> Storage:
    """The part of the storage in which a file of this name lies."""
    return storages["guarded"] if is_guarded(name) else storages["default"]


def copy_across(name: str, *, is_open: bool) -> None:
    """Makes a file stand on one side too; nothing where it stands already or was never made.

    On a disk it is a second name of the same bytes.
    """
    target = placed(name, is_open=is_open)
    source = placed(name, is_open=not is_open)
    here, there = store_of(source), store_of(target)
    if there.exists(target) or not here.exists(source):
        return
    with suppress(FileExistsError, FileNotFoundError):
        if isinstance(here, FileSystemStorage) and isinstance(there, FileSystemStorage):
            path = Path(there.path(target))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.hardlink_to(here.path(source))
        else:
            with here.open(source, "rb") as file:
                there.save(target, file)


def delete_everywhere(name: str) -> None:
    """Deletes a file on both sides."""
    for side in (True, False):
        delete_on(name, is_open=side)


def delete_on(name: str, *, is_open: bool) -> None:
    """Deletes a file on one side."""
    there = placed(name, is_open=is_open)
    store_of(there).delete(there)


def rendition_name(stem: str, width: int) -> str:
    """The name of a rendition in the storage: a stem "p/ab/cd12" gives "p/ab/cd12-720.webp"."""
    return f"{stem}-{width}.webp"


def rendition_url(stem: str, width: int) -> str:
    """The address of a rendition; empty for an empty stem. Raises ValueError for a width that is not made."""
    if width not in WIDTHS:
        raise ValueError(f"renditions are {WIDTHS} wide, not {width}")
    if not stem:
        return ""
    return stored_url(rendition_name(stem, width))


# The renditions of a film; the preview is short, silent and light, for a pointer that rests on a card.
VIDEO_SLOTS = ("720", "480", "preview")


def video_name(stem: str, slot: str) -> str:
    """The name of a film in the storage: a stem "v/ab/cd12" gives "v/ab/cd12-720.mp4"."""
    return f"{stem}-{slot}.mp4"


def video_url(stem: str, slot: str) -> str:
    """The address of a film; empty for an empty stem. Raises ValueError for a slot that is not made."""
    if slot not in VIDEO_SLOTS:
        raise ValueError(f"films are made as {VIDEO_SLOTS}, not {slot}")
    return stored_url(video_name(stem, slot)) if stem else ""


def poster_stem(stem: str, number: int) -> str:
    """The stem of a film's still, whose renditions are those of a picture."""
    return f"{stem}-p{number}"


def stored_url(name: str) -> str:
    """The address of a file on the side where it lies; empty for an empty name."""
    if not name:
        return ""
    if name.startswith(GUARDED):
        return f"{settings.GUARDED_URL}{filepath_to_uri(name[len(GUARDED) :])}"
    # What the storage on disk answers, without its detours: a page of cards asks eighty times.
    return f"{settings.MEDIA_URL}{filepath_to_uri(name)}" if settings.STORES_ON_DISK else default_storage.url(name)
