"""A video note as readers meet it: page, sheet, card, feed, Open Graph; and as its author meets it on the way."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.media import poster_stem, rendition_url, video_url
from notes import publishing, receiving, videos
from notes.cards import cards_of
from notes.composition import ProductTag, VideoUse
from notes.models import Note, State, Video
from notes.policy import policy_for
from shop.models import Relation
from tests.factories import NOON, composition, note, person, product

pytestmark = pytest.mark.django_db
STILL = {"at_ms": 0, "width": 720, "height": 1280, "colour": "#888888", "placeholder": "data:image/webp;base64,AA"}


def video(owner, **facts) -> Video:
    """A video of 65 seconds as a worker left it; its files are not there."""
    given = {
        "state": Video.State.READY,
        "size_bytes": 9,
        "offset_bytes": 9,
        "expires_at": NOON,
        "stem": f"v/aa/{owner.handle}",
        "width": 1080,
        "height": 1920,
        "seconds": 65.4,
        "has_sound": True,
        "renditions": {"720": [720, 1280, 9000], "480": [480, 854, 4000], "preview": [360, 640, 500]},
        "posters": [STILL, STILL],
        "poster": 1,
        "alt": "A loaf on a board",
    }
    return Video.objects.create(owner=owner, **(given | facts))


def live(author=None, **facts) -> Note:
    author = author or person("mina")
    whole = composition(video=VideoUse(video(author), "A loaf on a board"), **facts)
    made = publishing.submit(author, whole, policy=policy_for(author), at=NOON)
    publishing.approve(made, at=NOON)
    return made


def page(client, made: Note, **headers) -> str:
    answer = client.get(made.get_absolute_url(), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"X-Sheet": "1"}])
def test_the_page_and_the_sheet_hold_a_player_that_needs_no_script(client, headers):
    made = live()
    html = page(client, made, **headers)
    player = re.search(r"<video.*?</video>", html, re.DOTALL).group()
    assert " controls" in player
    assert re.findall(r'<source src="([^"]+)"', player) == [
        video_url(made.video.stem, "480"),
        video_url(made.video.stem, "720"),
    ]
    assert f'poster="{rendition_url(poster_stem(made.video.stem, 1), 1440)}"' in player
    assert 'aria-label="A loaf on a board"' in player
    assert "<track" not in player
    assert "css/components/player.css" in html


def test_captions_are_a_track_in_their_own_language(client):
    made = live()
    videos.set_captions(made.video, "WEBVTT\n\n00:01.000 --> 00:02.000\n面包在唱歌\n".encode())
    html = page(client, Note.objects.get())
    assert re.search(r'<track kind="captions" src="[^"]+/c/\w\w/[\w-]+\.vtt" srclang="zh-Hans" label="Captions">', html)


def test_what_must_be_told_stands_inside_the_frame_that_fills_the_screen(client):
    made = live(products=[], is_ai_made=True)
    html = page(client, made)
    frame = html[html.index('class="player__frame"') : html.index('class="player__bar"')]
    assert "Made with AI" in frame
    assert "disablepictureinpicture" in frame


def test_a_paid_video_says_so_on_its_frame_its_card_and_its_page(client):
    made = live(products=[ProductTag(product("Pan"), Relation.PAID)])
    html = page(client, made)
    frame = html[html.index('class="player__frame"') : html.index('class="player__bar"')]
    assert '<span class="disclosure">Paid</span>' in frame
    card = cards_of(Note.objects.filter(pk=made.pk).for_cards(), made.author)[0]
    assert (card.disclosure, card.form) == ("paid", "video")


def test_the_card_tells_the_length_and_knows_a_light_preview(client):
    made = live()
    card = cards_of(Note.objects.for_cards(), made.author)[0]
    assert (card.cover.length, card.cover.preview) == ("1:05", video_url(made.video.stem, "preview"))
    html = client.get("/@mina/").content.decode()
    assert f'data-preview="{card.cover.preview}"' in html
    assert '<span class="figures">1:05</span>' in html


def test_a_card_of_pictures_has_neither_length_nor_preview():
    cover = {"stem": "p/aa/x", "width": 360, "height": 480, "colour": "", "placeholder": "", "alt": ""}
    made = note(cover=cover)
    card = cards_of(Note.objects.filter(pk=made.pk).for_cards(), made.author)[0]
    assert (card.cover.length, card.cover.preview) == ("", "")


def test_the_player_costs_the_page_no_query_of_its_own(client, django_assert_num_queries):
    made, words = live(), note()
    with django_assert_num_queries(_queries(client, words)):
        page(client, made)


def _queries(client, made: Note) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, made)
    return len(asked)


def test_open_graph_and_json_ld_know_the_film(client):
    made = live()
    html = page(client, made)
    assert f'<meta property="og:video" content="http://127.0.0.1:8000{video_url(made.video.stem, "720")}">' in html
    assert '<meta property="og:video:type" content="video/mp4">' in html
    assert '<meta property="og:video:duration" content="65">' in html
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html).group(1))
    film = facts["video"]
    assert (film["@type"], film["name"], film["duration"]) == ("VideoObject", made.title, "PT65S")
    assert film["contentUrl"].endswith("-720.mp4")
    assert film["thumbnailUrl"].endswith("-p1-1440.webp")


def test_the_feed_encloses_the_lighter_film(client):
    made = live()
    rss = client.get(reverse("distribution:person_feed", args=["mina"])).content.decode()
    address = f"http://127.0.0.1:8000{video_url(made.video.stem, '480')}"
    assert f'<enclosure length="4000" type="video/mp4" url="{address}"/>' in rss.replace("></enclosure>", "/>")


def waiting(author, state: str) -> Note:
    made = video(author, state=state, stem="", renditions={}, posters=[], percent=40)
    whole = composition(video=VideoUse(made))
    return publishing.submit(author, whole, policy=policy_for(author), at=NOON)


def test_the_author_sees_how_far_the_video_is(client):
    author = person("mina")
    made = waiting(author, Video.State.WORKING)
    client.force_login(author)
    html = page(client, made)
    assert "Your video is being prepared." in html
    assert 'value="40"' in html


def test_a_stuck_video_has_a_button_that_tries_again(client):
    author = person("mina")
    made = waiting(author, Video.State.STUCK)
    client.force_login(author)
    assert f'action="/n/{made.public_id}/video/again/"' in page(client, made)
    answer = client.post(f"/n/{made.public_id}/video/again/")
    assert answer["Location"] == made.get_absolute_url()
    assert Video.objects.get().state == Video.State.WAITING


def test_nobody_tries_again_the_video_of_another(client):
    made = waiting(person("mina"), Video.State.STUCK)
    client.force_login(person("eve"))
    assert client.post(f"/n/{made.public_id}/video/again/").status_code == 404
    assert Video.objects.get().state == Video.State.STUCK


def test_a_note_whose_film_is_not_ready_is_seen_by_its_author_alone(client):
    made = waiting(person("mina"), Video.State.WORKING)
    assert made.state == State.SUBMITTED
    assert client.get(made.get_absolute_url()).status_code == 404


def test_the_desk_of_the_moderators_plays_the_video(client):
    made = live()
    client.force_login(person("staff", is_staff=True, is_superuser=True))
    answer = client.get(f"/admin/notes/note/{made.pk}/change/", follow=True)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "desk-film" not in html or video_url(made.video.stem, "480") in html


def test_a_video_that_came_with_a_form_is_told_in_its_owners_words(client):
    author = person("mina")
    received = receiving.receive(author, SimpleUploadedFile("a.mp4", b"0123456789"), at=NOON)
    client.force_login(author)
    told = client.get(reverse("notes:video_state", args=[received.public_id])).json()
    assert (told["name"], told["state"], told["percent"]) == ("a.mp4", "waiting", 0)
