"""Captions are read strictly and written anew: nothing of the file is served as it came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.captions import MAX_CUES, CaptionsRefused, Cue, read_captions, words_of, write_captions

PLAIN = "WEBVTT\n\n00:01.000 --> 00:02.500\nThe crust sings.\n\n00:03.000 --> 00:04.000\nListen.\n"


def code_of(data: bytes) -> str:
    with pytest.raises(CaptionsRefused) as refused:
        read_captions(data)
    return refused.value.code


def test_cues_are_read_with_their_times():
    assert read_captions(PLAIN.encode()) == [Cue(1000, 2500, "The crust sings."), Cue(3000, 4000, "Listen.")]


def test_what_is_written_holds_times_and_escaped_words_alone():
    rich = (
        "WEBVTT - made by hand\n\nSTYLE\n::cue { background: url(http://evil.example) }\n\nNOTE private\n\n"
        "intro\n00:00:01.000 --> 00:00:02.000 line:0 position:10%\n"
        "<v Ann><b>5 &lt; 6</b> & <script>alert(1)</script></v>\n"
    )
    assert write_captions(read_captions(rich.encode())) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n5 &lt; 6 &amp; alert(1)\n"
    )


def test_cues_stand_in_the_order_of_time():
    mixed = "WEBVTT\n\n00:05.000 --> 00:06.000\nlast\n\n00:01.000 --> 00:02.000\nfirst\n"
    assert words_of(read_captions(mixed.encode())) == "first\nlast"


def test_a_file_of_windows_with_a_byte_order_mark_is_read_too():
    assert len(read_captions(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"WEBVTT\n" + b"x" * 600_000, "too_large"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nGr\u00fcn".encode("latin-1"), "not_text"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nSubRip", "not_captions"),
        (b"<html>WEBVTT</html>", "not_captions"),
        (b"WEBVTT\x00\n\n", "not_captions"),
        (b"WEBVTT\n\nNOTE nothing said\n", "no_cues"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nbackwards\n", "bad_time"),
        (b"WEBVTT\n\n1.5 --> 2.5\nno minutes\n", "bad_time"),
    ],
)
def test_other_files_are_refused_with_their_reason(data: bytes, code: str):
    assert code_of(data) == code


def test_the_refusal_names_the_line_of_a_wrong_time():
    with pytest.raises(CaptionsRefused) as refused:
        read_captions(PLAIN.encode() + b"\n00:09.000 --> 00:08.000\nback\n")
    assert refused.value.message.startswith("Line 9: a cue needs two times")


def test_more_cues_than_anybody_reads_are_refused():
    block = "".join(f"00:{n // 60 % 60:02}:{n % 60:02}.000 --> 01:00:00.000\nx\n\n" for n in range(MAX_CUES + 1))
    assert code_of(("WEBVTT\n\n" + block).encode()) == "too_many"


@given(st.binary(max_size=400).map(lambda tail: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + tail))
def test_whatever_follows_is_read_or_refused_and_what_is_written_reads_back(data: bytes):
    try:
        cues = read_captions(data)
    except CaptionsRefused:
        return
    written = write_captions(cues)
    assert "<" not in written
    assert read_captions(written.encode()) == cues
