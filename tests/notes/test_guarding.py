"""Files of notes that are not for everybody: no address alone opens them, and a change of who may see moves them."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from api.models import AccessToken, Scope
from api.tokens import issue
from common.media import WIDTHS, is_guarded, rendition_name, rendition_url, store_of, stored_url, video_name
from notes import drafts, guarding, publishing, uploads, videos
from notes.models import Note, Picture, State, Video, Visibility
from tests.common.picture_files import quarters, saved
from tests.factories import NOON, note, person
from users.following import follow, unfollow
from users.models import User
from users.safety import block
from users.standing import restore, suspend

pytestmark = pytest.mark.django_db


def _browser(who: User | None) -> Client:
    browser = Client()
    if who is not None:
        browser.force_login(who)
    return browser


def pictured(written: Note, stem: str = "") -> Picture:
    """A prepared picture of a note, with its files where its stem says."""
    stem = stem or f"g/p/ab/{uuid.uuid4().hex}"
    for width in WIDTHS:
        store_of(stem).save(rendition_name(stem, width), ContentFile(f"{width} wide".encode()))
    cover = {"stem": stem, "width": 1, "height": 1, "colour": "", "placeholder": "", "alt": ""}
    Note.objects.filter(pk=written.pk).update(cover=cover)
    ready = Picture.State.READY
    return Picture.objects.create(owner=written.author, note=written, state=ready, stem=stem, width=1, height=1)


def settled(picture: Picture) -> str:
    """The address of the picture after its files were moved."""
    guarding.settle(picture.note_id or 0, picture.owner_id)
    picture.refresh_from_db()
    return rendition_url(picture.stem, 360)


def test_a_public_notes_files_lie_open_and_its_cover_says_so():
    picture = pictured(note())
    address = settled(picture)
    assert address.startswith("/media/p/ab/")
    assert b"".join(Client().get(address).streaming_content) == b"360 wide"
    assert Note.objects.get().cover["stem"] == picture.stem
    assert not storages["guarded"].exists(f"g/{rendition_name(picture.stem, 360)}")


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.PRIVATE])
def test_an_address_that_was_open_leads_nowhere_once_the_note_is_not_public(visibility: str):
    picture = pictured(note())
    open_address = settled(picture)
    Note.objects.update(visibility=visibility)
    guarded_address = settled(picture)
    assert Client().get(open_address).status_code == 404
    assert Client().get(guarded_address).status_code == 404
    assert b"".join(_browser(picture.owner).get(guarded_address).streaming_content) == b"360 wide"


def test_a_guarded_address_leads_on_to_the_open_one_once_the_note_is_public():
    picture = pictured(note(visibility=Visibility.PRIVATE))
    before = rendition_url(picture.stem, 720)
    Note.objects.update(visibility=Visibility.PUBLIC)
    settled(picture)
    answer = Client().get(before)
    assert (answer.status_code, answer["Location"]) == (302, rendition_url(picture.stem, 720))


@pytest.mark.parametrize("state", [state for state in State if state != State.LIVE])
def test_files_of_a_note_that_is_not_live_are_for_its_author_and_the_staff(state: str):
    picture = pictured(note(state=state))
    address = settled(picture)
    staff = User.objects.create_superuser("keeper", "keeper@example.org")
    helper = person(is_staff=True)
    answers = [_browser(who).get(address).status_code for who in (picture.owner, staff, helper, person(), None)]
    assert answers == [200, 200, 404, 404, 404]


def test_followers_fetch_a_followers_picture_until_they_stop_following_or_are_blocked():
    picture = pictured(note(visibility=Visibility.FOLLOWERS))
    address, follower = settled(picture), person()
    seen = [_browser(follower).get(address).status_code]
    follow(follower, picture.owner, at=NOON)
    seen.append(_browser(follower).get(address).status_code)
    unfollow(follower, picture.owner)
    seen.append(_browser(follower).get(address).status_code)
    follow(follower, picture.owner, at=NOON)
    block(picture.owner, follower, at=NOON)
    seen.append(_browser(follower).get(address).status_code)
    assert seen == [404, 200, 404, 404]


def test_a_loose_picture_is_for_its_owner():
    owner = person()
    picture = pictured(note(owner))
    settled(picture)
    Picture.objects.update(note=None, loose_since=NOON)
    open_address = rendition_url(picture.stem, 360)
    guarding.settle(0, owner.pk)
    picture.refresh_from_db()
    address = rendition_url(picture.stem, 360)
    answers = [_browser(who).get(address).status_code for who in (owner, person(), None)]
    assert (answers, Client().get(open_address).status_code) == ([200, 404, 404], 404)


def _keeper() -> User:
    return User.objects.create_superuser("keeper", "keeper@example.org")


def test_the_address_of_a_drafts_picture_alone_opens_it_for_nobody_but_its_owner():
    owner, key = person(), uuid.uuid4()
    bread = pictured(note(owner))
    Picture.objects.update(note=None, loose_since=NOON, stem=f"g/p/ab/{uuid.uuid4().hex}")
    bread.refresh_from_db()
    for width in WIDTHS:
        store_of(bread.stem).save(rendition_name(bread.stem, width), ContentFile(b"kept"))
    drafts.keep(owner, key, {"title": ["Half a loaf"], "picture": [bread.public_id]}, version=0, at=NOON)
    assert Picture.objects.get().draft.submission_key == key
    asked = (owner, person(), _keeper(), None)
    for width in WIDTHS:
        address = rendition_url(bread.stem, width)
        assert [_browser(who).get(address).status_code for who in asked] == [200, 404, 404, 404]
        assert Client().get(address.replace("/guarded/g/", "/media/")).status_code == 404


@pytest.mark.parametrize("state", [Picture.State.WAITING, Picture.State.READY])
def test_an_upload_is_prepared_on_the_guarded_side_and_as_it_came_it_has_no_address(state):
    owner = person()
    picture = uploads.receive(owner, SimpleUploadedFile("a.png", saved(quarters(), "PNG")), at=NOON)
    name = picture.incoming
    if state == Picture.State.READY:
        uploads.prepare(picture, at=NOON)
        picture.refresh_from_db()
        assert is_guarded(picture.stem)
    for place in ("/media/", "/guarded/", "/guarded/g/"):
        assert [_browser(who).get(f"{place}{name}").status_code for who in (owner, person(), None)] == [404] * 3


def test_a_drafts_video_is_for_its_owner_alone():
    owner = person()
    stem = f"g/v/ab/{uuid.uuid4().hex}"
    video = Video.objects.create(
        owner=owner, stem=stem, state=Video.State.READY, size_bytes=1, offset_bytes=1, expires_at=NOON
    )
    store_of(stem).save(video_name(stem, "720"), ContentFile(b"film"))
    address = stored_url(video_name(video.stem, "720"))
    answers = [_browser(who).get(address).status_code for who in (owner, person(), _keeper(), None)]
    assert answers == [200, 404, 404, 404]


def test_suspending_an_author_closes_their_pictures_and_restoring_opens_them(django_capture_on_commit_callbacks):
    picture = pictured(note())
    address, chief = settled(picture), person(is_staff=True)
    answers = []
    for deed in (lambda: suspend(picture.owner, by=chief.pk), lambda: restore(picture.owner)):
        deed()
        guarding.settle_person(picture.owner_id)
        answers.append(Client().get(address).status_code)
    assert answers == [404, 200]


def test_withdrawing_a_note_moves_its_files_right_after_the_commit(django_capture_on_commit_callbacks):
    picture = pictured(note(person(notes_count=1)))
    address = settled(picture)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(picture.note, at=NOON)
        assert Client().get(address).status_code == 200
    assert Client().get(address).status_code == 404
    assert not Note.objects.get().is_media_due


def test_what_a_crash_interrupted_is_moved_by_the_periodic_job():
    picture = pictured(note(person(notes_count=1)))
    address = settled(picture)
    publishing.withdraw(picture.note, at=NOON)
    assert (Note.objects.get().is_media_due, Client().get(address).status_code) == (True, 200)
    assert guarding.settle_due() == 1
    assert (Note.objects.get().is_media_due, Client().get(address).status_code) == (False, 404)
    assert guarding.settle_due() == 0


def test_what_was_copied_and_not_yet_deleted_is_deleted_by_the_next_run():
    picture = pictured(note())
    address = settled(picture)
    Note.objects.update(visibility=Visibility.PRIVATE, is_media_due=True)
    settled(picture)
    name = rendition_name(picture.stem.removeprefix("g/"), 360)
    storages["default"].save(name, ContentFile(b"left behind"))
    Note.objects.update(is_media_due=True)
    guarding.settle_due()
    assert Client().get(address).status_code == 404


def test_moving_twice_changes_nothing():
    picture = pictured(note())
    assert settled(picture) == settled(picture)
    assert Client().get(rendition_url(picture.stem, 1440)).status_code == 200


def test_a_deleted_notes_files_do_not_stay_open(django_capture_on_commit_callbacks):
    picture = pictured(note(person(notes_count=1)))
    address = settled(picture)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.delete(picture.note, at=NOON)
    assert Client().get(address).status_code == 404
    picture.refresh_from_db()
    assert is_guarded(picture.stem)


def test_discarding_a_picture_deletes_it_on_both_sides(django_capture_on_commit_callbacks):
    picture = pictured(note())
    Picture.objects.update(note=None)
    bare = rendition_name(picture.stem.removeprefix("g/"), 360)
    storages["default"].save(bare, ContentFile(b"left behind"))
    with django_capture_on_commit_callbacks(execute=True):
        uploads.discard(picture)
    assert not storages["default"].exists(bare)
    assert not storages["guarded"].exists(f"g/{bare}")


@pytest.mark.parametrize(
    "slot", ["v/ab/film-720.mp4", "v/ab/film-preview.mp4", "v/ab/film-p1-360.webp", "c/ab/says.vtt"]
)
def test_every_file_of_a_video_moves_with_its_note(slot: str):
    written = note(form="video", visibility=Visibility.FOLLOWERS)
    storages["guarded"].save(f"g/{slot}", ContentFile(b"bytes"))
    video = Video.objects.create(
        owner=written.author, note=written, state="ready", stem="g/v/ab/film", captions="g/c/ab/says.vtt",
        posters=[{}, {}], size_bytes=1, offset_bytes=1, expires_at=NOON,
    )  # fmt: skip
    address = stored_url(f"g/{slot}")
    assert [_browser(who).get(address).status_code for who in (written.author, person())] == [200, 404]
    Note.objects.update(visibility=Visibility.PUBLIC)
    guarding.settle(written.pk, written.author_id)
    video.refresh_from_db()
    assert (video.stem, video.captions) == ("v/ab/film", "c/ab/says.vtt")
    assert (Client().get(stored_url(slot)).status_code, storages["guarded"].exists(f"g/{slot}")) == (200, False)
    storages["default"].delete(slot)


def test_captions_written_for_a_film_that_stands_open_come_to_stand_beside_it(django_capture_on_commit_callbacks):
    written = note(form="video")
    video = Video.objects.create(
        owner=written.author, note=written, state="ready", stem="v/ab/film", size_bytes=1, offset_bytes=1,
        expires_at=NOON,
    )  # fmt: skip
    videos.set_captions(video, b"WEBVTT\n\n00:00.100 --> 00:02.500\nThe crust sings.\n")
    name = video.captions
    # Until the file is moved it is fetched where it lies.
    assert Client().get(stored_url(name)).status_code == 200
    guarding.settle(written.pk, written.author_id)
    video.refresh_from_db()
    assert (name, video.captions) == (f"g/{video.captions}", video.captions)
    assert (Client().get(stored_url(video.captions)).status_code, storages["guarded"].exists(name)) == (200, False)
    storages["default"].delete(video.captions)


def test_the_web_server_is_told_to_send_the_bytes_and_only_after_the_answer_is_yes(settings):
    settings.GUARDED_ACCEL = "/guarded-files/"
    picture = pictured(note(visibility=Visibility.PRIVATE))
    address = rendition_url(picture.stem, 360)
    told, refused = _browser(picture.owner).get(address), Client().get(address)
    assert told["X-Accel-Redirect"] == f"/guarded-files/{picture.stem}-360.webp"
    assert (told.content, "Content-Type" in told) == (b"", False)
    assert told["Cache-Control"] == "private, max-age=300"
    assert (refused.status_code, "X-Accel-Redirect" in refused) == (404, False)


@pytest.mark.parametrize(("scope", "status"), [(Scope.READ, 200), (Scope.WRITE, 404)])
def test_a_program_with_a_token_that_may_read_fetches_what_its_person_may(scope: str, status: int):
    picture = pictured(note(visibility=Visibility.PRIVATE))
    _token, secret = issue(picture.owner, name="phone", scopes=[scope], at=NOON)
    AccessToken.objects.update(expires_at=None)
    address = rendition_url(picture.stem, 360)
    assert Client().get(address, headers={"Authorization": f"Bearer {secret}"}).status_code == status


@pytest.mark.parametrize(
    "path", ["", "g/", "p/", "p/../../public/x.webp", "x/ab/cd-360.webp", "p/ab/nothing-360.webp", "p/%00", "c/a.vtt"]
)
def test_an_address_nobody_was_given_is_no_page(path: str):
    assert _browser(person()).get(f"/guarded/{path}").status_code == 404


def test_a_page_of_a_public_note_asks_nobody_for_its_pictures(django_assert_num_queries):
    picture = pictured(note())
    settled(picture)
    with django_assert_num_queries(0):
        assert rendition_url(picture.stem, 360).startswith("/media/")


def test_a_guarded_picture_costs_four_questions(django_assert_max_num_queries):
    picture = pictured(note(visibility=Visibility.FOLLOWERS))
    reader = person()
    follow(reader, picture.owner, at=NOON)
    browser = _browser(reader)
    browser.get(rendition_url(picture.stem, 360))
    with django_assert_max_num_queries(4):
        assert browser.get(rendition_url(picture.stem, 720)).status_code == 200


def test_a_page_for_followers_shows_guarded_addresses():
    picture = pictured(note(visibility=Visibility.FOLLOWERS))
    page = _browser(picture.owner).get(reverse("notes:note", args=[picture.note.public_id])).content.decode()
    assert f'src="/guarded/{picture.stem.removeprefix("g/")}-720.webp' in page or "/guarded/p/ab/" in page
    assert "/media/p/ab/" not in page
