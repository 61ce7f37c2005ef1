"""Avatars: square renditions of a picture somebody brought."""

import secrets
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

from common.media import WIDTHS, rendition_name
from common.pictures import prepare_square_picture


def store_avatar(picture: File) -> str:  # type: ignore[type-arg]  # uploads are files of bytes; the stubs want AnyStr
    """Checks and cleans a picture in its own process, stores square renditions, and returns their stem.

    Raises PictureRefused for a file that is not taken and PictureWorkerFailed when the fault is ours; nothing is
    stored then.
    """
    stem = f"a/{secrets.token_hex(1)}/{secrets.token_urlsafe(16)}"
    with tempfile.TemporaryDirectory(prefix="avatar-") as folder:
        source = Path(folder) / "source"
        with source.open("wb") as copy:
            copy.writelines(picture.chunks())
        _render(source, Path(folder), stem)
    return stem


def forget_avatar(stem: str) -> None:
    """Deletes the renditions of a stem; nothing for an empty one."""
    if stem:
        for width in WIDTHS:
            default_storage.delete(rendition_name(stem, width))


def _render(source: Path, folder: Path, stem: str) -> None:
    """Straight onto a disk, by way of the temporary folder into an object store."""
    if isinstance(default_storage._wrapped, FileSystemStorage):  # type: ignore[attr-defined]  # the lazy storage's own
        prepare_square_picture(source, Path(default_storage.path("")), stem=stem)
        return
    for rendition in prepare_square_picture(source, folder, stem=stem).renditions:
        default_storage.save(rendition_name(stem, rendition.slot), ContentFile(rendition.path.read_bytes()))
