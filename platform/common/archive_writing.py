"""Writing an archive: row by row and file by file into a zip on disk, so that a large one needs no more memory."""

import gc
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import Signer
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.archives import FORMAT, INDEX, MANIFEST, VERSION, MediaFile, Page, Row, Section, sections

_SALT = "common.archive"
_CHUNK = 256 * 1024
_CLEAR_EVERY = 200
# Pictures and videos are compressed already.
_STORED = ("webp", "mp4", "jpg", "png")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it is, and where it was made."""

    person_id: int
    public_id: str
    handle: str
    site: str


@dataclass(slots=True)
class _Written:
    sections: dict[str, Row] = field(default_factory=dict)
    files: dict[str, Row] = field(default_factory=dict)


def row_digest(line: bytes) -> str:
    """Tells a changed row from one as it was written; the file's own digest is what is relied upon."""
    return hashlib.sha256(line).hexdigest()[:12]


def signature_of(manifest: Row) -> str:
    """The site's signature under a manifest; the manifest names every file with its digest, so it covers them all."""
    told = {name: value for name, value in manifest.items() if name != "signature"}
    return Signer(salt=_SALT).signature(json.dumps(told, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder))


def write_archive(path: Path, owner: Owner, *, at: datetime) -> None:
    """Writes everything of a person into a zip at `path`, in the active language where it speaks to people."""
    written = _Written()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for section in sections():
            _write_section(archive, section, owner.person_id, written)
        for section in sections():
            for file in section.files(owner.person_id):
                _write_file(archive, file, written)
        _write_chunks(archive, INDEX, _index(owner, written, at))
        archive.writestr(MANIFEST, json.dumps(_manifest(owner, written, at), indent=1, cls=DjangoJSONEncoder))


def _manifest(owner: Owner, written: _Written, at: datetime) -> Row:
    manifest: Row = {
        "format": FORMAT,
        "version": VERSION,
        "site": owner.site,
        "person": {"id": owner.public_id, "handle": owner.handle},
        "made_at": at.isoformat(),
        "sections": written.sections,
        "files": written.files,
    }
    return manifest | {"signature": signature_of(manifest)}


def _write_section(archive: zipfile.ZipFile, section: Section, person_id: int, written: _Written) -> None:
    digests: list[str] = []

    def lines() -> Iterator[bytes]:
        for row in _rows(section, person_id):
            line = json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder).encode() + b"\n"
            digests.append(row_digest(line))
            yield line

    facts = _write_chunks(archive, section.data_name, lines())
    written.sections[section.name] = {"file": section.data_name, "rows": len(digests), **facts, "digests": digests}


def _rows(section: Section, person_id: int) -> Iterator[Row]:
    """Rows and what was fetched with them hold each other; left to itself the interpreter lets them pile up."""
    for number, row in enumerate(section.rows(person_id), start=1):
        yield row
        if not number % _CLEAR_EVERY:
            gc.collect()


def _write_file(archive: zipfile.ZipFile, file: MediaFile, written: _Written) -> None:
    """A file that is no longer there is left out; the row that names it is not."""
    if file.name in written.files:
        return
    try:
        source = file.open()
    except FileNotFoundError:
        return
    with source:
        written.files[file.name] = _write_chunks(archive, file.name, _chunks(source))


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _write_chunks(archive: zipfile.ZipFile, name: str, chunks: Iterator[bytes]) -> Row:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w", force_zip64=True) as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _index(owner: Owner, written: _Written, at: datetime) -> Iterator[bytes]:
    """A page for people: what is in the archive, and the words and pictures that can be read."""
    title = escape(_("Everything of @%(handle)s") % {"handle": owner.handle})
    yield (
        f'<!doctype html>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n<h1>{title}</h1>\n'
        f"<p>{escape(owner.site)} · {at:%Y-%m-%d %H:%M} UTC</p>\n"
    ).encode()
    for section in sections():
        rows = int(str(written.sections[section.name]["rows"]))
        counted = escape(ngettext("%d row", "%d rows", rows) % rows)
        link = f'<a href="{section.data_name}">{section.data_name}</a>'
        yield f"<h2>{escape(section.title)}</h2>\n<p>{counted} · {link}</p>\n".encode()
        if section.page is not None:
            for row in _rows(section, owner.person_id):
                yield _article(section.page(row), written).encode()


def _article(page: Page, written: _Written) -> str:
    paragraphs = "".join(f"<p>{escape(part)}</p>\n" for part in page.text.splitlines() if part.strip())
    pictures = "".join(
        f'<img src="{escape(name)}" alt="{escape(alt)}" width="320" loading="lazy">\n'
        for name, alt in page.pictures
        if name in written.files
    )
    return f"<article>\n<h3>{escape(page.title)}</h3>\n{paragraphs}{pictures}</article>\n"
