"""The composer's video without a script: one file field, stills as radio buttons, captions, errors in their place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from notes import videos
from notes.models import Form, Note, Picture, State, Video
from tests.common.video_files import film
from tests.factories import NOON, category, person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "loaf.mp4", seconds=3).read_bytes()


@pytest.fixture
def browser(client) -> Client:
    client.force_login(person("mina"))
    return client


def fields(**facts) -> dict[str, object]:
    given = {
        "submission_key": "6a1f0a0e-5a62-4a0f-8f3c-0d3a5a0c9d11",
        "title": "Bread that sang",
        "body": "Listen.",
        "category": category("food").pk,
        "visibility": "public",
        "comments_from": "everybody",
    }
    return given | facts


def a_file(content: bytes, name: str = "loaf.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "video/mp4")


def posted(browser: Client, **facts):
    return browser.post("/publish/", fields(**facts))


def test_a_video_is_published_with_the_form_alone(browser, content):
    answer = posted(browser, video_file=a_file(content), video_alt="A loaf")
    made = Note.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (made.form, made.state) == (Form.VIDEO, State.SUBMITTED)
    assert (made.video.state, made.video.alt) == (Video.State.WAITING, "A loaf")


def ready(browser: Client, content: bytes) -> Video:
    page = posted(browser, video_file=a_file(content), step="add-video").content.decode()
    video = Video.objects.get()
    assert f'name="video" value="{video.public_id}"' in page
    videos.prepare(video.pk, at=NOON)
    video.refresh_from_db()
    return video


def test_a_video_laid_on_the_page_comes_back_with_stills_to_choose(browser, content):
    video = ready(browser, content)
    page = posted(browser, video=video.public_id, step="look").content.decode()
    assert page.count('name="poster"') == 6 + 1
    assert page.count(f'value="{video.poster}" checked') == 1
    assert not Note.objects.exists()


def test_the_chosen_still_and_the_captions_go_with_the_note(browser, content):
    video = ready(browser, content)
    cues = SimpleUploadedFile("loaf.vtt", b"WEBVTT\n\n00:00.100 --> 00:01.000\nIt sings.\n", "text/vtt")
    posted(browser, video=video.public_id, poster="3", captions_file=cues)
    video.refresh_from_db()
    assert (video.note, video.poster, video.captions_language) == (Note.objects.get(), 3, "en")


def test_a_moment_is_asked_for_in_minutes_and_seconds(browser, content):
    video = ready(browser, content)
    posted(browser, video=video.public_id, moment="0:02.5", step="look")
    video.refresh_from_db()
    assert video.wanted_ms == 2500


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"moment": "soon"}, "Write a moment as 1:05 or 65."),
        ({"moment": "9:59"}, "The video is not that long."),
        ({"captions_file": SimpleUploadedFile("a.vtt", b"<script>")}, "This is not a WebVTT file"),
    ],
)
def test_what_is_wrong_with_a_video_is_said_and_nothing_is_lost(browser, content, facts, sentence):
    video = ready(browser, content)
    answer = posted(browser, video=video.public_id, video_alt="A loaf", **facts)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert 'value="Bread that sang"' in page
    assert 'value="A loaf"' in page
    assert not Note.objects.exists()


def test_captions_without_a_video_are_told_what_they_need(browser):
    cues = SimpleUploadedFile("a.vtt", b"WEBVTT\n")
    assert "Captions need a video" in posted(browser, captions_file=cues).content.decode()


def test_an_empty_file_is_refused_beside_its_field(browser):
    answer = posted(browser, video_file=SimpleUploadedFile("a.mp4", b""))
    assert (answer.status_code, "This file is empty." in answer.content.decode()) == (422, True)
    assert not Video.objects.exists()


def test_pictures_and_a_video_together_are_refused_with_both_kept(browser, content):
    video = ready(browser, content)
    picture = Picture.objects.create(owner=video.owner)
    page = posted(browser, video=video.public_id, picture=picture.public_id).content.decode()
    assert "A note has pictures or a video, not both. Remove one of them." in page
    assert f'name="picture" value="{picture.public_id}"' in page
    assert f'name="video" value="{video.public_id}"' in page


def test_a_video_taken_off_the_page_is_not_in_the_note(browser, content):
    video = ready(browser, content)
    page = posted(browser, video=video.public_id, step="drop-video").content.decode()
    assert f'value="{video.public_id}"' not in page
    posted(browser)
    assert Note.objects.get().form == Form.TEXT


def test_the_video_of_another_cannot_be_laid_on_the_page(browser):
    other = Video.objects.create(owner=person(), size_bytes=1, offset_bytes=1, state="ready", expires_at=NOON)
    page = posted(browser, video=other.public_id, step="look").content.decode()
    assert other.public_id not in page


def test_the_page_tells_what_began_to_arrive(browser):
    browser.post("/publish/videos/", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "10"})
    Video.objects.update(file_name="loaf.mp4", offset_bytes=4)
    page = browser.get("/publish/").content.decode()
    assert "loaf.mp4: 40 % have arrived. Choose the same file again to go on." in page


def test_the_composer_over_a_video_note_shows_its_video(browser, content):
    video = ready(browser, content)
    posted(browser, video=video.public_id, poster="2")
    page = browser.get(f"/n/{Note.objects.get().public_id}/edit/").content.decode()
    assert f'name="video" value="{video.public_id}"' in page
    assert 'id="still-2" value="2" checked' in page
