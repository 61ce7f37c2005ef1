"""Opening an archive somebody brought. Nothing in it is believed: names, sizes and kinds are checked before anything is
read, and what is read is counted while it is read."""

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self, cast

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from common.archive_writing import row_digest, signature_of
from common.archives import FORMAT, INDEX, MANIFEST, VERSION, Row, RowRefused, sections

MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_ENTRIES = 20_000
MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024
MAX_DATA_BYTES = 200 * 1024 * 1024
MAX_MEDIA_BYTES = 200 * 1024 * 1024
MAX_MANIFEST_BYTES = 16 * 1024 * 1024
MAX_LINE_BYTES = 256 * 1024
# Text shrinks to a tenth, rarely to a thirtieth; what shrinks to less was made to burst.
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_NAME = re.compile(r"data/[a-z_]{1,40}\.jsonl|media/[a-z_]{1,20}/[A-Za-z0-9_-]{1,80}\.[a-z0-9]{2,5}")
_CHUNK = 256 * 1024
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ArchiveRefused(Exception):
    """The file is no archive we take. `where` names the part of it, `row` the line counted from 1, or 0."""

    def __init__(self, reason: str, *, where: str = "", row: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where
        self.row = row


@dataclass(slots=True)
class Archive:
    """An opened archive whose outside was checked. Used as a context manager."""

    zip: zipfile.ZipFile
    manifest: Row
    is_signed: bool

    @classmethod
    def open(cls, file: IO[bytes]) -> Self:
        """Raises ArchiveRefused."""
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ArchiveRefused(_("This is no zip file, or it is damaged.")) from error
        try:
            _check_entries(archive.infolist())
            manifest = _manifest(archive)
            signed = constant_time_compare(str(manifest.get("signature", "")), signature_of(manifest))
            made = cls(archive, manifest, signed)
            made._check_promises()
        except BaseException:
            archive.close()
            raise
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.zip.close()

    @property
    def origin(self) -> str:
        """The public id of the person it was made for, as the manifest says."""
        person = self.manifest.get("person")
        return str(person.get("id", ""))[:40] if isinstance(person, dict) else ""

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a section with their numbers, from 1. Raises ArchiveRefused at the first that is none."""
        where = f"data/{name}.jsonl"
        if where not in self.zip.namelist():
            return
        with self.zip.open(where) as lines:
            number = 0
            while line := _line(lines, where, number + 1):
                number += 1
                if line.strip():
                    yield number, _row(line, where, number)

    def media(self, name: object) -> IO[bytes]:
        """A picture or video of the archive. Raises RowRefused when there is none of this name."""
        if not isinstance(name, str) or not name.startswith("media/") or name not in self._files():
            raise RowRefused(_("The file %(name)s is not in the archive.") % {"name": str(name)[:80]})
        return self.zip.open(name)

    def size_of(self, name: str) -> int:
        return self.zip.getinfo(name).file_size

    def _files(self) -> dict[str, Row]:
        return cast("dict[str, Row]", self.manifest["files"])

    def _check_promises(self) -> None:
        """Every file is what the manifest says of it, byte for byte, and there is no other."""
        promised = {**_told(self.manifest, "files"), **_data_files(self.manifest)}
        present = set(self.zip.namelist()) - {MANIFEST, INDEX}
        for name in sorted(present ^ promised.keys()):
            reason = _("This file is not in the manifest.") if name in present else _("This file is missing.")
            raise ArchiveRefused(reason, where=name)
        for name, told in promised.items():
            if self._digest(name) != told.get("sha256"):
                reason = _("This was changed after the archive was made.")
                raise ArchiveRefused(reason, where=name, row=self._changed_row(name, told))

    def _digest(self, name: str) -> str:
        digest = hashlib.sha256()
        for chunk in _bounded(self.zip, name):
            digest.update(chunk)
        return digest.hexdigest()

    def _changed_row(self, name: str, told: Row) -> int:
        """The number of the first row that is not as it was written; 0 for a file that has no rows."""
        digests = told.get("digests")
        if not isinstance(digests, list):
            return 0
        with self.zip.open(name) as lines:
            for number, digest in enumerate([*digests, None], start=1):
                if row_digest(_line(lines, name, number)) != digest:
                    return number
        return 0


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuses what no archive of ours holds: foreign names, links, secrets, doubles, and bombs."""
    if len(entries) > MAX_ENTRIES:
        raise ArchiveRefused(_("Too many files: at most %(most)d.") % {"most": MAX_ENTRIES})
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise ArchiveRefused(_("Unpacked it would be too large: at most 2 GB."))
    seen: set[str] = set()
    for entry in entries:
        reason = _wrong_with(entry, seen)
        if reason:
            raise ArchiveRefused(reason, where=entry.orig_filename[:120])
        seen.add(entry.filename)
    if MANIFEST not in seen:
        raise ArchiveRefused(_("There is no manifest.json: this is no archive of Meadow."))


def _wrong_with(entry: zipfile.ZipInfo, seen: set[str]) -> str:
    name = entry.orig_filename
    packed = max(entry.compress_size, 1)
    faults = (
        (name not in {MANIFEST, INDEX} and not _NAME.fullmatch(name), _("This name does not belong into an archive.")),
        (name in seen, _("This file is there twice.")),
        (_kind(entry) not in {0, stat.S_IFREG}, _("This is a link or a folder, not a file.")),
        (entry.flag_bits & 0x1, _("This file is locked with a password.")),
        (entry.compress_type not in _PACKINGS, _("This file is packed in a way we do not unpack.")),
        (entry.file_size > _most(name), _("This file is too large.")),
        (entry.file_size > max(_RATIO_FROM, MAX_RATIO * packed), _("This file would burst when unpacked.")),
    )
    return next((reason for is_wrong, reason in faults if is_wrong), "")


def _kind(entry: zipfile.ZipInfo) -> int:
    """What a Unix system would make of the entry; 0 where nothing is said."""
    return stat.S_IFMT(entry.external_attr >> 16)


def _most(name: str) -> int:
    if name == MANIFEST:
        return MAX_MANIFEST_BYTES
    return MAX_MEDIA_BYTES if name.startswith("media/") else MAX_DATA_BYTES


def _bounded(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of an entry, no more than it says of itself and no more than we take."""
    left = min(archive.getinfo(name).file_size, _most(name))
    for chunk in _unpacked(archive, name):
        left -= len(chunk)
        if left < 0:
            raise ArchiveRefused(_("This file is larger than it says."), where=name)
        yield chunk


def _unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as source:
            while chunk := source.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ArchiveRefused(_("This file is damaged."), where=name) from error


def _manifest(archive: zipfile.ZipFile) -> Row:
    manifest = _row(b"".join(_bounded(archive, MANIFEST)), MANIFEST, 0)
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused(_("This is no archive of Meadow."), where=MANIFEST)
    if manifest.get("version") != VERSION:
        raise ArchiveRefused(_("This archive has a version we cannot read."), where=MANIFEST)
    return manifest


def _told(manifest: Row, name: str) -> dict[str, Row]:
    told = manifest.get(name)
    if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
        raise ArchiveRefused(_("The manifest does not say what is in the archive."), where=MANIFEST)
    return told


def _data_files(manifest: Row) -> dict[str, Row]:
    return {str(told.get("file")): told for told in _told(manifest, "sections").values()}


def _line(lines: IO[bytes], where: str, number: int) -> bytes:
    line = lines.readline(MAX_LINE_BYTES + 1)
    if len(line) > MAX_LINE_BYTES:
        raise ArchiveRefused(_("This row is too long."), where=where, row=number)
    return line


def _no_constant(_name: str) -> object:
    raise ValueError


def _row(data: bytes, where: str, number: int) -> Row:
    try:
        row = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ArchiveRefused(_("This cannot be read as JSON."), where=where, row=number) from error
    if not isinstance(row, dict):
        raise ArchiveRefused(_("This is not what a row looks like."), where=where, row=number)
    return row


def unknown_sections(archive: Archive) -> list[str]:
    """Sections of the archive nobody here knows what to do with."""
    return sorted(_told(archive.manifest, "sections").keys() - {section.name for section in sections()})
