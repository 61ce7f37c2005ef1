"""Videos over the API: whole or by tus with a token, asked about, given to a note, read with every address."""

import base64
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from notes import publishing, receiving, videos
from notes.composition import VideoUse
from notes.models import Form, Note, Video
from notes.policy import policy_for
from tests.common.video_files import film
from tests.factories import NOON, category, composition, person

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
CUES = b"WEBVTT\n\n00:00.100 --> 00:01.000\nIt sings.\n"


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "loaf.mp4", sound="").read_bytes()


def send_file(program: Any, method: str, path: str, content: bytes, name: str = "loaf.mp4") -> Any:
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, content)})
    headers = program.headers | {"Idempotency-Key": str(uuid.uuid4())}
    return program.client.generic(method, f"/api/v1/{path}", body, MULTIPART_CONTENT, headers=headers)


def ready(owner, content: bytes) -> Video:
    video = receiving.receive(owner, SimpleUploadedFile("loaf.mp4", content), at=NOON)
    videos.prepare(video.pk, at=NOON)
    video.refresh_from_db()
    return video


def test_a_video_sent_whole_is_taken_and_told(caller: Callable[..., Any], content: bytes) -> None:
    author = person()
    answer = send_file(caller(author), "POST", "videos/", content)
    assert (answer.status_code, answer.json()["state"]) == (201, "waiting")
    video = Video.objects.get()
    videos.prepare(video.pk, at=NOON)
    body = caller(author).get(f"videos/{video.public_id}/").json()
    assert (body["state"], [one["name"] for one in body["renditions"]]) == ("ready", ["720", "480", "preview"])
    assert all(one["url"].startswith("http://127.0.0.1:8000/") for one in body["renditions"])
    assert [still["number"] for still in body["stills"]] == [0, 1, 2, 3, 4, 5]


def test_a_file_that_is_refused_says_why(caller: Callable[..., Any]) -> None:
    answer = send_file(caller(person()), "POST", "videos/", b"")
    assert (answer.status_code, answer.json()["errors"]) == (422, {"file": ["This file is empty."]})
    assert not Video.objects.exists()


def test_a_program_sends_a_video_in_pieces(caller: Callable[..., Any]) -> None:
    program = caller(person())
    name = base64.b64encode(b"loaf.mp4").decode()
    facts = {"Upload-Length": "10", "Upload-Metadata": f"filename {name}"}
    begun = program.client.post("/api/tus/videos/", headers=program.headers | TUS | facts)
    assert (begun.status_code, begun["Tus-Resumable"]) == (201, "1.0.0")
    address = begun["Location"]
    headers = program.headers | TUS | {"Upload-Offset": "0"}
    kind = "application/offset+octet-stream"
    first = program.client.generic("PATCH", address, b"01234", kind, headers=headers)
    assert (first.status_code, first["Upload-Offset"]) == (204, "5")
    asked = program.client.generic("HEAD", address, headers=program.headers | TUS)
    assert (asked.status_code, asked["Upload-Offset"]) == (200, "5")
    last = program.client.generic("PATCH", address, b"56789", kind, headers=headers | {"Upload-Offset": "5"})
    assert (last.status_code, Video.objects.get().state) == (204, Video.State.WAITING)
    gone = program.client.generic("DELETE", address, headers=program.headers | TUS)
    assert (gone.status_code, Video.objects.exists()) == (204, False)


@pytest.mark.parametrize("scope", ["read", "react"])
def test_a_token_that_may_not_write_sends_no_video(caller: Callable[..., Any], scope: str) -> None:
    program = caller(person(), scope)
    assert (
        program.client.post("/api/tus/videos/", headers=program.headers | TUS | {"Upload-Length": "10"}).status_code
        == 403
    )
    assert send_file(program, "POST", "videos/", b"x").status_code == 403
    assert not Video.objects.exists()


def test_nobody_is_told_of_the_video_of_another(caller: Callable[..., Any], content: bytes) -> None:
    video = ready(person(), content)
    stranger = caller(person())
    assert stranger.get(f"videos/{video.public_id}/").status_code == 404
    assert (
        stranger.client.head(f"/api/tus/videos/{video.public_id}/", headers=stranger.headers | TUS).status_code == 404
    )
    assert stranger.call("PUT", f"videos/{video.public_id}/still/", {"at_ms": 0}).status_code == 404
    assert send_file(stranger, "PUT", f"videos/{video.public_id}/captions/", CUES).status_code == 404


def test_captions_are_set_and_taken_away(caller: Callable[..., Any], content: bytes) -> None:
    author = person()
    video, program = ready(author, content), caller(author)
    body = send_file(program, "PUT", f"videos/{video.public_id}/captions/", CUES, "a.vtt").json()
    assert (body["captions"].endswith(".vtt"), body["captions_language"]) == (True, "en")
    wrong = send_file(program, "PUT", f"videos/{video.public_id}/captions/", b"<b>", "a.vtt")
    assert wrong.status_code == 422
    assert wrong.json()["errors"]["file"][0].startswith("This is not a WebVTT file")
    assert program.call("DELETE", f"videos/{video.public_id}/captions/").status_code == 204
    assert Video.objects.get().captions == ""


def test_a_still_of_a_moment_is_asked_for(caller: Callable[..., Any], content: bytes) -> None:
    author = person()
    video, program = ready(author, content), caller(author)
    assert program.call("PUT", f"videos/{video.public_id}/still/", {"at_ms": 900}).status_code == 202
    assert Video.objects.get().wanted_ms == 900
    assert program.call("PUT", f"videos/{video.public_id}/still/", {"at_ms": 99_000}).status_code == 422


def test_a_note_takes_the_video_with_its_still(caller: Callable[..., Any], content: bytes) -> None:
    category("food")
    author = person()
    video = ready(author, content)
    asked = {"title": "Bread that sang", "category": "food"}
    asked |= {"video": {"id": video.public_id, "alt": "A loaf", "poster": 2}}
    body = caller(author).post("notes/", asked).json()
    assert (body["form"], body["video"]["id"], body["video"]["poster"], body["video"]["alt"]) == (
        "video",
        video.public_id,
        2,
        "A loaf",
    )
    assert Note.objects.get().form == Form.VIDEO


def test_a_video_that_is_not_ones_own_is_told_beside_its_field(caller: Callable[..., Any], content: bytes) -> None:
    other = ready(person(), content)
    answer = caller(person()).post("notes/", {"title": "Bread", "video": {"id": other.public_id}})
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        {"video.id": ["You have no such video. Upload it first."]},
    )
    assert not Note.objects.exists()


def test_a_reader_gets_every_rendition_and_a_change_of_words_leaves_the_video(
    caller: Callable[..., Any], content: bytes
) -> None:
    author = person()
    video = ready(author, content)
    made = publishing.submit(author, composition(video=VideoUse(video)), policy=policy_for(author), at=NOON)
    publishing.approve(made, at=NOON)
    read = caller().get(f"notes/{made.public_id}/").json()
    assert [(one["name"], one["bytes"] > 0) for one in read["video"]["renditions"]] == [
        ("720", True),
        ("480", True),
        ("preview", True),
    ]
    changed = caller(author).call("PATCH", f"notes/{made.public_id}/", {"title": "Bread, louder"})
    assert (changed.status_code, changed.json()["video"]["id"]) == (200, video.public_id)
    card = caller().get(f"people/{author.handle}/notes/").json()["items"][0]
    assert (card["cover"]["length"], card["cover"]["preview"].endswith("-preview.mp4")) == ("0:02", True)


def test_a_draft_keeps_its_video_with_its_still_and_publishes_it(caller: Callable[..., Any], content: bytes) -> None:
    category("food")
    author = person()
    video, program, key = ready(author, content), caller(author), uuid.uuid4()
    asked = {"title": "Bread that sang", "category": "food"}
    asked |= {"video": {"id": video.public_id, "alt": "A loaf", "poster": 3}}
    kept = program.call("PUT", f"drafts/{key}/", asked | {"version": 0})
    assert kept.status_code in {200, 201}
    assert program.get(f"drafts/{key}/").json()["content"]["video"] == asked["video"]
    video.refresh_from_db()
    assert video.draft is not None
    assert program.post(f"drafts/{key}/publish/", {}).status_code == 201
    video.refresh_from_db()
    assert (video.note, video.draft, video.poster) == (Note.objects.get(), None, 3)
