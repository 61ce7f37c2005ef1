"""Media on a laptop: whole files and parts of them, never anything outside the public part."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

CONTENT = bytes(range(200))


@pytest.fixture
def address(client) -> str:
    path = Path(settings.MEDIA_ROOT) / "public" / "v" / "test" / "film.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CONTENT)
    return f"{settings.MEDIA_URL}v/test/film.mp4"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def asked(client: Client, address: str, ranges: str):
    return client.get(address, headers={"Range": ranges})


@pytest.mark.parametrize(
    ("ranges", "begins", "ends"),
    [("bytes=0-9", 0, 10), ("bytes=150-", 150, 200), ("bytes=-20", 180, 200), ("bytes=190-999", 190, 200),
     ("bytes=-999", 0, 200)],
)  # fmt: skip
def test_a_player_gets_the_part_it_asks_for(client, address, ranges, begins, ends):
    answer = asked(client, address, ranges)
    assert (answer.status_code, body(answer)) == (206, CONTENT[begins:ends])
    assert answer["Content-Range"] == f"bytes {begins}-{ends - 1}/200"
    assert answer["Content-Length"] == str(ends - begins)
    assert answer["Content-Type"] == "video/mp4"


@pytest.mark.parametrize("ranges", ["bytes=200-", "bytes=999-1000", "bytes=-0", "bytes=9-3"])
def test_a_part_that_is_not_there_is_refused_with_the_size(client, address, ranges):
    answer = asked(client, address, ranges)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */200")


@pytest.mark.parametrize("ranges", ["bytes=0-1,5-6", "lines=1-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=9" * 40])
def test_words_that_are_no_single_range_get_the_whole_file(client, address, ranges):
    answer = asked(client, address, ranges)
    assert (answer.status_code, body(answer)) == (200, CONTENT)
    assert answer["Accept-Ranges"] == "bytes"


def test_a_served_file_can_do_nothing_but_be_shown(client, address):
    answer = client.get(address)
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer) == CONTENT


def test_captions_are_served_as_captions(client, address):
    (Path(settings.MEDIA_ROOT) / "public" / "v" / "test" / "film.vtt").write_text("WEBVTT\n")
    answer = client.get(address.replace(".mp4", ".vtt"))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    body(answer)


@pytest.mark.parametrize("path", ["../incoming/x", "%2e%2e/incoming/x", "v/test", "", "v/none.mp4", "v/x%00.mp4"])
def test_what_is_not_a_public_file_is_not_there(client, address, path):
    assert client.get(f"{settings.MEDIA_URL}{path}").status_code == 404
