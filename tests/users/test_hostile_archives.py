"""Files that only look like archives, and archives that somebody tampered with."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import storages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import archive_reading
from common.archive_reading import Archive, ArchiveRefused
from notes.models import Note
from tests.factories import note, person
from tests.users.archives import archive_of, packed, sent
from users.models import User

pytestmark = pytest.mark.django_db


def names_of(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"{}")
    return made.getvalue()


def linked() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("media/pictures/a.webp")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("data/notes.jsonl", b"\0" * 30_000_000)
    return made.getvalue()


def lying() -> bytes:
    """An entry that says it is ten bytes and is a million."""
    made = bytearray(packed({"manifest.json": b"{" + b" " * 1_000_000 + b"}"}))
    for at in range(len(made) - 4):
        if made[at : at + 4] == b"PK\x01\x02":
            made[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(made)


HOSTILE = {
    "no zip": b"hello",
    "half a zip": names_of("manifest.json")[:-30],
    "path upwards": names_of("../../etc/passwd", "manifest.json"),
    "absolute path": names_of("/etc/passwd"),
    "path of windows": names_of("data\\notes.jsonl"),
    "folder": names_of("media/pictures/"),
    "page with a script": names_of("media/pictures/a.html/x.js"),
    "link": linked(),
    "bomb": bomb(),
    "lying size": lying(),
    "no manifest": names_of("data/notes.jsonl"),
    "manifest of another kind": packed({"manifest.json": b'{"format": "other"}'}),
    "manifest that is no object": packed({"manifest.json": b"[1]"}),
    "manifest that is deep": packed({"manifest.json": b'{"a":' * 100_000}),
    "manifest without files": packed({"manifest.json": b'{"format": "meadow-archive", "version": 1}'}),
    "later version": packed({"manifest.json": b'{"format": "meadow-archive", "version": 2}'}),
    "not a number": packed({"manifest.json": b'{"format": NaN}'}),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason_and_deleted(what: str, django_capture_on_commit_callbacks) -> None:
    ana = person()
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        looked = sent(ana, HOSTILE[what])
    assert looked.state == "refused"
    assert looked.problems[0]["reason"]
    for callback in callbacks:
        if "delete" in repr(callback):
            callback()
    assert not storages["exports"].exists(looked.file)


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_reading, "MAX_ENTRIES", 3)
    names = [f"media/pictures/a{number}.webp" for number in range(4)]
    with pytest.raises(ArchiveRefused, match="Too many files"):
        Archive.open(io.BytesIO(names_of(*names)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), flip=st.integers(1, 255))
def test_one_changed_byte_never_brings_in_something_else(tmp_path: Path, at: float, flip: int) -> None:
    """Wherever it falls: refused, or in a place that says nothing (a time stamp, the page for people)."""
    ana = User.objects.filter(handle="ana").first() or person("ana")
    if not Note.objects.exists():
        note(ana, title="Soup")
    data = bytearray(archive_of(ana, tmp_path))
    data[int(at * (len(data) - 1))] ^= flip
    try:
        with Archive.open(io.BytesIO(bytes(data))) as archive:
            assert [row["title"] for _number, row in archive.rows("notes")] == ["Soup"]
    except ArchiveRefused:
        return
