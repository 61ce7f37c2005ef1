"""Pictures on their way: taken in, prepared in another process, swept when no note took them."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.media import WIDTHS, rendition_name
from common.pictures import DEFAULT_LIMITS
from notes import publishing, uploads
from notes.composition import PictureUse
from notes.models import Form, Note, Picture, State
from notes.policy import policy_for
from tests.factories import NOON, composition, person

pytestmark = pytest.mark.django_db
# The GPS block of a telephone: 48.8584 N, 2.2945 E.
_GPS = {1: "N", 2: (48.0, 51.0, 30.24), 3: "E", 4: (2.0, 17.0, 40.2)}


def photograph(size: tuple[int, int] = (900, 1200), *, gps: bool = False) -> SimpleUploadedFile:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    facts = Image.Exif()
    if gps:
        facts[0x8825] = _GPS
        facts[0x010F] = "Telephone Works"
    kept = io.BytesIO()
    image.save(kept, "JPEG", exif=facts)
    return SimpleUploadedFile("beach.jpg", kept.getvalue(), "image/jpeg")


def files_in(part: str) -> set[Path]:
    return {path for path in (Path(settings.MEDIA_ROOT) / part).rglob("*") if path.is_file()}


def received(owner=None, file=None, at=NOON) -> Picture:
    return uploads.receive(owner or person(), file or photograph(), at=at)


def test_an_upload_waits_in_the_private_part_of_the_storage():
    picture = received()
    assert (picture.state, picture.file_name, picture.note) == (Picture.State.WAITING, "beach.jpg", None)
    assert storages["incoming"].size(picture.incoming) == photograph().size
    assert not default_storage.exists(picture.incoming)


def test_a_prepared_picture_has_three_renditions_and_no_upload_left(django_capture_on_commit_callbacks):
    picture = received()
    incoming = picture.incoming
    with django_capture_on_commit_callbacks(execute=True):
        uploads.prepare(picture, at=NOON)
    picture.refresh_from_db()
    assert (picture.state, picture.width, picture.height, picture.incoming) == (Picture.State.READY, 900, 1200, "")
    assert picture.placeholder.startswith("data:image/webp;base64,")
    assert [storages["guarded"].exists(rendition_name(picture.stem, width)) for width in WIDTHS] == [True] * 3
    assert not storages["incoming"].exists(incoming)


def test_no_served_byte_says_where_a_picture_was_taken(django_capture_on_commit_callbacks):
    picture = received(file=photograph(gps=True))
    with django_capture_on_commit_callbacks(execute=True):
        uploads.prepare(picture, at=NOON)
    assert picture.removed == ["location", "camera"]
    for width in WIDTHS:
        with storages["guarded"].open(rendition_name(picture.stem, width)) as served:
            content = served.read()
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
        assert not any(word in content for word in (b"Exif", b"EXIF", b"Telephone", b"XMP"))


def test_a_file_that_is_no_picture_is_refused_with_its_reason():
    picture = received(file=SimpleUploadedFile("notes.jpg", b"these are words"))
    uploads.prepare(picture, at=NOON)
    assert (picture.state, picture.refusal_code) == (Picture.State.REFUSED, "not_a_picture")
    assert picture.refusal == "This file is not a picture we can read. Use JPEG, PNG, WebP, GIF, AVIF or HEIC."


def test_the_reason_is_told_in_the_owners_language():
    picture = received(person(language="zh-hans"), SimpleUploadedFile("notes.jpg", b"these are words"))
    uploads.prepare(picture, at=NOON)
    assert "JPEG" in picture.refusal
    assert picture.refusal_code == "not_a_picture"


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (DEFAULT_LIMITS.file_bytes + 1, "too_large")])
def test_a_file_of_the_wrong_size_is_refused_before_it_is_kept(size, code):
    before = files_in("incoming")
    file = SimpleUploadedFile("huge.jpg", b"")
    file.size = size
    with pytest.raises(uploads.UploadRefused) as refused:
        received(file=file)
    assert refused.value.code == code
    assert Picture.objects.count() == 0
    assert files_in("incoming") == before


def test_somebody_with_sixty_loose_pictures_has_to_use_some_first():
    owner = person()
    Picture.objects.bulk_create([Picture(owner=owner, file_name=str(i)) for i in range(uploads.MAX_LOOSE)])
    with pytest.raises(uploads.UploadRefused, match="You have many pictures waiting"):
        received(owner)
    assert Picture.objects.filter(owner=owner).count() == uploads.MAX_LOOSE


def test_preparing_twice_changes_nothing(django_capture_on_commit_callbacks):
    picture = received()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.prepare(picture, at=NOON)
    stem, served = picture.stem, files_in("public")
    uploads.prepare(picture, at=NOON)
    picture.refresh_from_db()
    assert picture.stem == stem
    assert files_in("public") == served


def test_the_slower_of_two_workers_leaves_no_files_behind():
    picture = received()
    twin = Picture.objects.get(pk=picture.pk)
    uploads.prepare(picture, at=NOON)
    served = files_in("public")
    # The twin's row still says "waiting", as a worker that began at the same time would have read it; the upload is
    # still there because the first transaction has not committed.
    uploads.prepare(twin, at=NOON)
    assert Picture.objects.get(pk=picture.pk).stem == picture.stem
    assert files_in("public") == served


def test_an_upload_that_was_lost_asks_for_it_once_more():
    picture = received()
    storages["incoming"].delete(picture.incoming)
    uploads.prepare(picture, at=NOON)
    assert (picture.state, picture.refusal_code) == (Picture.State.REFUSED, "lost")
    assert picture.refusal == "This file was lost on our side. Add it once more."


def handed_in(*pictures: Picture, body: str = "Six in the morning.") -> Note:
    author = pictures[0].owner
    uses = [PictureUse(picture) for picture in pictures]
    return publishing.submit(author, composition(body=body, pictures=uses), policy=policy_for(author), at=NOON)


def test_a_note_gets_its_cover_when_its_first_picture_is_ready():
    picture = received()
    note = handed_in(picture)
    assert note.cover is None
    uploads.prepare(picture, at=NOON)
    note.refresh_from_db()
    assert note.cover["stem"] == picture.stem
    assert (note.cover["width"], note.cover["height"]) == (360, 480)


def test_the_last_settled_picture_sends_the_note_to_be_judged(django_capture_on_commit_callbacks):
    owner = person()
    first, second = received(owner), received(owner)
    note = handed_in(first, second)
    with django_capture_on_commit_callbacks() as after_first:
        uploads.prepare(first, at=NOON)
    with django_capture_on_commit_callbacks() as after_second:
        uploads.prepare(second, at=NOON)
    assert _announced(after_first) == []
    assert _announced(after_second) == [{"note_id": note.pk}]


def _announced(callbacks) -> list[dict[str, int]]:
    return [call.args[1] for call in callbacks if getattr(call, "args", ()) and len(call.args) == 2]


def test_a_note_keeps_its_words_when_its_only_picture_is_refused():
    picture = received(file=SimpleUploadedFile("x.jpg", b"no picture"))
    note = handed_in(picture)
    uploads.prepare(picture, at=NOON)
    note.refresh_from_db()
    assert (note.form, note.state, note.body) == (Form.TEXT, State.SUBMITTED, "Six in the morning.")


def test_a_note_of_nothing_but_refused_pictures_is_refused():
    picture = received(file=SimpleUploadedFile("x.jpg", b"no picture"))
    note = handed_in(picture, body="")
    uploads.prepare(picture, at=NOON)
    note.refresh_from_db()
    assert (note.state, note.refusal) == (
        State.REFUSED,
        "None of the pictures could be used, and the note has no text.",
    )


def test_pictures_no_note_took_for_a_day_are_swept_with_their_files(django_capture_on_commit_callbacks):
    old, young = received(), received(at=NOON + timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        uploads.prepare(old, at=NOON)
    taken = received()
    handed_in(taken)
    assert uploads.sweep(at=NOON + timedelta(hours=24, minutes=1)) == 1
    assert set(Picture.objects.all()) == {young, taken}
    assert not any(storages["guarded"].exists(rendition_name(old.stem, width)) for width in WIDTHS)
    assert storages["incoming"].exists(young.incoming)


def test_a_discarded_picture_goes_with_its_upload(django_capture_on_commit_callbacks):
    picture = received()
    with django_capture_on_commit_callbacks(execute=True):
        uploads.discard(picture)
    assert not Picture.objects.exists()
    assert not storages["incoming"].exists(picture.incoming)


def test_a_picture_that_a_note_took_cannot_be_discarded(django_capture_on_commit_callbacks):
    picture = received()
    handed_in(picture)
    with django_capture_on_commit_callbacks(execute=True):
        uploads.discard(picture)
    assert Picture.objects.filter(pk=picture.pk).exists()
    assert storages["incoming"].exists(picture.incoming)
