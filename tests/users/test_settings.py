"""Settings: what is saved, what is refused, and that nothing typed is lost."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.media import WIDTHS, rendition_name
from common.models import Category, City
from tests.common.picture_files import camera_exif, quarters, saved
from tests.factories import person
from users.events import person_changed
from users.interests import interest_ids_of
from users.models import User

pytestmark = pytest.mark.django_db


def _words(**changed: object) -> dict[str, object]:
    london = City.objects.get(code="london")
    given = {"name": "Mina", "bio": "Reads.", "city": london.pk, "language": "en", "time_zone": "Europe/London"}
    return given | changed


def _picture(content: bytes | None = None) -> SimpleUploadedFile:
    content = saved(quarters((600, 400)), "JPEG", exif=camera_exif()) if content is None else content
    return SimpleUploadedFile("me.jpg", content, "image/jpeg")


def _files(stem: str) -> list[bool]:
    return [default_storage.exists(rendition_name(stem, width)) for width in WIDTHS]


def _stored() -> set[Path]:
    return set(Path(settings.MEDIA_ROOT).rglob("*.webp"))


def test_a_profile_is_saved_whole(client) -> None:
    mina = person("mina_reads")
    client.force_login(mina)
    response = client.post("/settings/", _words(name="  Mina   Okafor ", bio="Reads.\r\nBakes."))
    mina.refresh_from_db()
    assert response.headers["Location"] == "/settings/"
    assert (mina.name, mina.bio, mina.time_zone) == ("Mina Okafor", "Reads.\nBakes.", "Europe/London")
    assert mina.city == City.objects.get(code="london")


def test_a_saved_profile_is_announced(client, django_capture_on_commit_callbacks) -> None:
    heard: list[int] = []

    def hear(person_id: int, **_: object) -> None:
        heard.append(person_id)

    person_changed.connect(hear)
    mina = person()
    client.force_login(mina)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/", _words())
        client.post("/settings/", _words(time_zone="Mars/Base"))
    person_changed.disconnect(hear)
    assert heard == [mina.pk]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "x" * 41}, "name"),
        ({"bio": "x" * 301}, "bio"),
        ({"city": "999999"}, "city"),
        ({"language": "tlh"}, "language"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
    ],
)
def test_a_refused_field_is_told_beside_it_and_the_others_keep_their_words(
    client, changed: dict[str, object], field: str
) -> None:
    mina = person("mina_reads", name="Before")
    client.force_login(mina)
    response = client.post("/settings/", _words(**({"name": "Typed", "bio": "Also typed."} | changed)))
    page = response.content.decode()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Typed" in page or field == "name"
    assert "Also typed." in page or field == "bio"
    mina.refresh_from_db()
    assert mina.name == "Before"


def test_the_handle_cannot_be_changed_here(client) -> None:
    mina = person("mina_reads")
    client.force_login(mina)
    client.post("/settings/", _words(handle="other", kind="staff", is_staff="1", level="10"))
    mina.refresh_from_db()
    assert (mina.handle, mina.kind, mina.is_staff, mina.level) == ("mina_reads", "member", False, 0)


def test_an_avatar_becomes_square_renditions_without_what_the_camera_wrote(client) -> None:
    mina = person()
    client.force_login(mina)
    client.post("/settings/", _words(avatar=_picture()))
    mina.refresh_from_db()
    assert mina.avatar.startswith("a/")
    for width in WIDTHS:
        with default_storage.open(rendition_name(mina.avatar, width)) as file:
            shown = Image.open(file)
            assert (shown.format, shown.size) == ("WEBP", (min(width, 400),) * 2)
            assert not shown.getexif()


@pytest.mark.parametrize("content", [b"no picture at all", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_refused_picture_is_told_beside_its_field_and_nothing_else_is_lost(client, content: bytes) -> None:
    mina = person(name="Before")
    client.force_login(mina)
    before = _stored()
    response = client.post("/settings/", _words(name="Typed", avatar=_picture(content)))
    page = response.content.decode()
    assert response.status_code == 422
    assert "not a picture we can read" in page
    assert 'value="Typed"' in page
    mina.refresh_from_db()
    assert (mina.name, mina.avatar) == ("Before", "")
    assert _stored() == before


def test_an_empty_file_is_refused_by_the_form(client) -> None:
    client.force_login(person())
    response = client.post("/settings/", _words(avatar=_picture(b"")))
    assert list(response.context["form"].errors) == ["avatar"]


def test_a_new_avatar_replaces_the_files_of_the_old_one(client, django_capture_on_commit_callbacks) -> None:
    mina = person()
    client.force_login(mina)
    client.post("/settings/", _words(avatar=_picture()))
    first = User.objects.get(pk=mina.pk).avatar
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/", _words(avatar=_picture()))
    second = User.objects.get(pk=mina.pk).avatar
    assert (_files(first), _files(second)) == ([False] * 3, [True] * 3)


def test_a_picture_can_be_taken_away(client, django_capture_on_commit_callbacks) -> None:
    mina = person()
    client.force_login(mina)
    client.post("/settings/", _words(avatar=_picture()))
    stem = User.objects.get(pk=mina.pk).avatar
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/", _words(removes_avatar="on"))
    assert User.objects.get(pk=mina.pk).avatar == ""
    assert _files(stem) == [False] * 3


def test_another_language_speaks_on_the_very_next_page(client) -> None:
    client.force_login(person(language="en"))
    client.cookies["django_language"] = "en"
    client.post("/settings/", _words(language="zh-hans"))
    assert client.cookies["django_language"].value == "zh-hans"
    assert '<html lang="zh-hans"' in client.get("/settings/").content.decode()


def test_leaving_the_language_to_the_browser_forgets_the_choice_of_this_device(client) -> None:
    client.force_login(person(language="zh-hans"))
    client.cookies["django_language"] = "zh-hans"
    client.post("/settings/", _words(language=""))
    assert client.cookies["django_language"].value == ""
    assert '<html lang="en"' in client.get("/settings/").content.decode()


def test_a_zone_that_was_renamed_stays_until_it_is_changed(client) -> None:
    mina = person(time_zone="Old/Town")
    client.force_login(mina)
    assert client.post("/settings/", _words(time_zone="Old/Town")).status_code == 302


def test_interests_can_be_changed_and_left_empty(client) -> None:
    mina = person()
    client.force_login(mina)
    food = Category.objects.get(code="food").pk
    client.post("/settings/interests/", {"categories": [food]})
    assert interest_ids_of(mina) == {food}
    client.post("/settings/interests/", {})
    assert interest_ids_of(mina) == set()


@pytest.mark.parametrize("address", ["/settings/", "/settings/account/", "/settings/interests/"])
def test_settings_are_for_people_who_are_logged_in(client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"
    client.force_login(person())
    assert client.get(address).status_code == 200
