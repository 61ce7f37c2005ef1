"""Making archives for tests, as the site makes them and as somebody hostile would."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from common.archive_writing import Owner, signature_of, write_archive
from common.clock import now
from users import importing
from users.models import Import, User

SITE = "http://testserver"


def archive_of(person: User, folder: Path) -> bytes:
    """The bytes of a person's archive."""
    path = folder / f"{person.handle}.zip"
    write_archive(path, Owner(person.pk, person.public_id, person.handle, SITE), at=now())
    return path.read_bytes()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data: bytes, section: str) -> list[dict]:
    return [json.loads(line) for line in contents(data)[f"data/{section}.jsonl"].splitlines()]


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, section: str, change: Callable[[list[dict]], object]) -> bytes:
    """The archive with other rows and a manifest that fits them: made by somebody who knows the format."""
    files = contents(data)
    name = f"data/{section}.jsonl"
    read = [json.loads(line) for line in files[name].splitlines()]
    change(read)
    files[name] = b"".join(json.dumps(row).encode() + b"\n" for row in read)
    manifest = json.loads(files["manifest.json"])
    manifest["sections"][section] |= {"sha256": hashlib.sha256(files[name]).hexdigest(), "rows": len(read)}
    files["manifest.json"] = json.dumps(manifest).encode()
    return packed(files)


def signed(data: bytes) -> bytes:
    """The archive under the site's own signature, whatever was done to it."""
    files = contents(data)
    manifest = json.loads(files["manifest.json"])
    manifest["signature"] = signature_of(manifest)
    files["manifest.json"] = json.dumps(manifest).encode()
    return packed(files)


def sent(person: User, data: bytes) -> Import:
    """An archive that was received and looked through."""
    waiting = importing.receive_archive(person, SimpleUploadedFile("archive.zip", data), at=now())
    importing.work_on(waiting.pk, at=now())
    waiting.refresh_from_db()
    return waiting


def brought(person: User, data: bytes) -> Import:
    """An archive that was received, looked through, and brought in."""
    waiting = sent(person, data)
    assert importing.want_import(waiting), waiting.problems
    importing.work_on(waiting.pk, at=now())
    waiting.refresh_from_db()
    return waiting
