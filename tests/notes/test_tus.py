"""Uploads by tus 1.0: core, creation, termination, checksum, expiration; each person's own, and within limits."""

import base64
import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common.clock import now
from notes import receiving
from notes.models import Video
from notes.ugc.views.video_receiving import VIDEOS
from tests.factories import note, person

pytestmark = pytest.mark.django_db
UPLOADS = "/publish/videos/"
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


@pytest.fixture
def owner():
    return person("mina")


@pytest.fixture
def browser(client, owner) -> Client:
    client.force_login(owner)
    return client


def metadata(**facts: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in facts.items())


def created(browser: Client, size: int = 10, **headers: str) -> str:
    answer = browser.post(UPLOADS, headers={**TUS, "Upload-Length": str(size), **headers})
    assert answer.status_code == 201
    return answer["Location"]


def patched(browser: Client, address: str, piece: bytes, offset: int, **headers: str):
    given = {**TUS, "Upload-Offset": str(offset), **headers}
    return browser.patch(address, piece, content_type=PIECE, headers=given)


def test_the_server_tells_what_it_can_do(browser):
    answer = browser.options(UPLOADS)
    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Resumable"]) == (204, "1.0.0", "1.0.0")
    assert answer["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert answer["Tus-Max-Size"] == str(200 * 1024 * 1024)
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_a_video_is_announced_sent_in_two_pieces_and_taken_to_be_prepared(browser, owner):
    address = created(browser, **{"Upload-Metadata": metadata(filename="面包.mp4", filetype="video/mp4")})
    first = patched(browser, address, b"01234", 0)
    assert (first.status_code, first["Upload-Offset"], "Upload-Expires" in first) == (204, "5", True)
    asked = browser.head(address, headers=TUS)
    assert (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"]) == (200, "5", "10")
    assert asked["Cache-Control"] == "no-store"
    last = patched(browser, address, b"56789", 5)
    assert (last.status_code, last["Upload-Offset"]) == (204, "10")
    video = Video.objects.get()
    assert (video.owner, video.state, video.file_name) == (owner, Video.State.WAITING, "面包.mp4")
    assert b"".join(receiving.pieces_of(video)) == b"0123456789"


def test_a_piece_sent_twice_is_told_where_the_video_is(browser):
    address = created(browser)
    patched(browser, address, b"01234", 0)
    again = patched(browser, address, b"01234", 0)
    assert (again.status_code, Video.objects.get().offset_bytes) == (409, 5)


def test_more_than_was_announced_is_refused_and_nothing_of_it_kept(browser):
    address = created(browser)
    answer = patched(browser, address, b"0123456789x", 0)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert Video.objects.get().offset_bytes == 0


@pytest.mark.parametrize("name", ["sha1", "sha256"])
def test_a_piece_that_was_damaged_on_the_way_is_not_kept(browser, name):
    address = created(browser)
    right = base64.b64encode(hashlib.new(name, b"01234").digest()).decode()
    wrong = patched(browser, address, b"0123x", 0, **{"Upload-Checksum": f"{name} {right}"})
    assert (wrong.status_code, Video.objects.get().offset_bytes) == (460, 0)
    assert patched(browser, address, b"01234", 0, **{"Upload-Checksum": f"{name} {right}"}).status_code == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Checksum": "md5 AAAA"}, 400),
        ({"Upload-Checksum": "sha1 not*base64"}, 400),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": "٣"}, 400),
        ({"Upload-Offset": "1e3"}, 400),
        ({"Tus-Resumable": "0.2.2"}, 412),
    ],
)
def test_headers_that_say_nothing_sound_are_refused(browser, headers, status):
    address = created(browser)
    assert patched(browser, address, b"01234", 0, **headers).status_code == status
    assert Video.objects.get().offset_bytes == 0


def test_a_piece_of_another_type_is_refused(browser):
    address = created(browser)
    answer = browser.patch(address, b"01234", content_type="video/mp4", headers={**TUS, "Upload-Offset": "0"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 400, "header"),
        ({"Upload-Length": "ten"}, 400, "header"),
        ({"Upload-Length": "9" * 30}, 400, "header"),
        ({"Upload-Length": "0"}, 422, "empty"),
        ({"Upload-Length": str(200 * 1024 * 1024 + 1)}, 413, "too_large"),
        ({"Upload-Defer-Length": "1"}, 400, "length"),
        ({"Upload-Length": "5", "Upload-Metadata": "filename *"}, 400, "header"),
        ({"Upload-Length": "5", "Upload-Metadata": "filename /w=="}, 400, "header"),
        ({"Upload-Length": "5", "Upload-Metadata": "x" * 5000}, 400, "header"),
    ],
)
def test_an_announcement_that_is_not_sound_makes_no_video(browser, headers, status, code):
    answer = browser.post(UPLOADS, headers={**TUS, **headers})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Video.objects.exists()


def test_the_refusal_of_a_large_video_says_how_large_it_is(browser):
    answer = browser.post(UPLOADS, headers={**TUS, "Upload-Length": str(217_000_000)})
    assert answer.json()["reason"] == "This video is over 200 MB: 207.0 MB."


def test_a_client_behind_a_wall_names_its_method_in_a_header(browser):
    address = created(browser)
    headers = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    answer = browser.post(address, b"01234", content_type=PIECE, headers=headers)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")


def test_an_upload_given_up_is_gone_with_its_bytes(browser):
    address = created(browser)
    patched(browser, address, b"01234", 0)
    assert browser.delete(address, headers=TUS).status_code == 204
    assert browser.head(address, headers=TUS).status_code == 404
    assert not Video.objects.exists()


def test_an_upload_that_waited_too_long_is_gone(browser):
    address = created(browser)
    Video.objects.update(expires_at=now() - timedelta(seconds=1))
    assert browser.head(address, headers=TUS).status_code == 410
    assert patched(browser, address, b"01234", 0).status_code == 410


def test_nobody_reaches_the_upload_of_another(browser, client):
    address = created(browser)
    client.force_login(person("eve"))
    statuses = [
        client.head(address, headers=TUS).status_code,
        patched(client, address, b"x", 0).status_code,
        client.delete(address, headers=TUS).status_code,
        client.get(f"{address}state/").status_code,
        client.post(f"{address}retry/").status_code,
        client.post(f"{address}moment/", {"at_ms": "0"}).status_code,
        client.post(f"{address}captions/").status_code,
    ]
    assert statuses == [404] * 7
    assert Video.objects.get().offset_bytes == 0


def test_somebody_logged_out_is_told_so_in_json():
    answer = Client().post(UPLOADS, headers={**TUS, "Upload-Length": "10"})
    assert (answer.status_code, answer.json()["code"]) == (401, "login")
    assert not Video.objects.exists()


def test_a_video_that_a_note_took_is_beyond_the_uploads(browser, owner):
    address = created(browser)
    Video.objects.update(note=note(owner))
    assert browser.delete(address, headers=TUS).status_code == 404
    assert Video.objects.exists()


def test_announcing_is_limited_and_says_when_to_come_back(browser):
    for _ in range(VIDEOS.capacity):
        browser.post(UPLOADS, headers={**TUS, "Upload-Length": "0"})
    answer = browser.post(UPLOADS, headers={**TUS, "Upload-Length": "10", "Accept": "application/json"})
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert not Video.objects.exists()


def test_other_methods_are_told_which_there_are(browser):
    assert browser.get(UPLOADS)["Allow"] == "POST, OPTIONS"
    answer = browser.put(created(browser))
    assert (answer.status_code, answer["Allow"]) == (405, "HEAD, PATCH, DELETE, OPTIONS")


def test_another_site_cannot_send_pieces_in_somebodys_name(owner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    assert strict.post(UPLOADS, headers={**TUS, "Upload-Length": "10"}).status_code == 403
    assert not Video.objects.exists()


def test_the_script_is_told_how_far_a_video_is(browser, owner):
    address = created(browser)
    patched(browser, address, b"01234", 0)
    state = browser.get(f"{address}state/").json()
    assert (state["state"], state["percent"], state["posters"], state["captions"]) == ("receiving", 50, [], "")


@pytest.mark.parametrize("at_ms", ["", "-5", "abc", "3001", "9" * 20])
def test_a_moment_beyond_the_film_is_refused(browser, owner, at_ms):
    video = Video.objects.create(
        owner=owner, size_bytes=1, offset_bytes=1, state=Video.State.READY, seconds=3, expires_at=now()
    )
    answer = browser.post(reverse("notes:video_moment", args=[video.public_id]), {"at_ms": at_ms})
    assert (answer.status_code, answer.json()["reason"]) == (422, "The video is not that long.")
    assert Video.objects.get().wanted_ms is None
