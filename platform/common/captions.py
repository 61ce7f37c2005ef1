"""Captions people bring: WebVTT, read strictly and written anew, so that what is served is ours word by word."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from common.text import clean

FILE_BYTES = 512 * 1024
MAX_CUES = 3000
MAX_CUE = 500

REFUSALS = {
    "empty": _("This file is empty."),
    "too_large": _("This captions file is over %(limit)s kB."),
    "not_text": _("This captions file is not text in UTF-8. Save it again as UTF-8."),
    "not_captions": _("This is not a WebVTT file: it has to begin with the line WEBVTT."),
    "bad_time": _("Line %(found)s: a cue needs two times such as 00:01.000 --> 00:04.000, the second after the first."),
    "no_cues": _("There is no caption in this file."),
    "too_many": _("A captions file may hold %(limit)s captions."),
}

_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+.*)?")
# Marks of speech, language and style fall away; their words stay.
_TAG = re.compile(r"<[^<>]*>")
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")


class CaptionsRefused(Exception):
    """The file is not taken. `code` is a key of REFUSALS; `message` tells it to the author."""

    def __init__(self, code: str, *, found: object = "", limit: object = "") -> None:
        super().__init__(code)
        self.code = code
        self._figures = {"found": found, "limit": limit}

    @property
    def message(self) -> str:
        return str(REFUSALS[self.code]) % self._figures


@dataclass(frozen=True, slots=True)
class Cue:
    """Words from one moment to another, in milliseconds."""

    begins: int
    ends: int
    words: str


def read_captions(data: bytes) -> list[Cue]:
    """The cues in the order of time. Raises CaptionsRefused."""
    cues = sorted(_cues(_text(data).split("\n")), key=lambda cue: (cue.begins, cue.ends))
    if not cues:
        raise CaptionsRefused("no_cues")
    return cues


def write_captions(cues: list[Cue]) -> str:
    """WebVTT of these cues: times and escaped words, nothing else."""
    blocks = [f"{_time(cue.begins)} --> {_time(cue.ends)}\n{html.escape(cue.words, quote=False)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def words_of(cues: list[Cue]) -> str:
    return "\n".join(cue.words for cue in cues)


def _text(data: bytes) -> str:
    if not data.strip():
        raise CaptionsRefused("empty")
    if len(data) > FILE_BYTES:
        raise CaptionsRefused("too_large", limit=FILE_BYTES // 1024)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise CaptionsRefused("not_text") from wrong
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text or not _SIGNATURE.fullmatch(text.split("\n", 1)[0]):
        raise CaptionsRefused("not_captions")
    return text


def _cues(lines: list[str]) -> Iterator[Cue]:
    count, at = 0, 0
    while at < len(lines):
        if "-->" not in lines[at]:
            # A note, a style, the name of a cue: players do without.
            at += 1
            continue
        begins, ends = _times(lines[at], at + 1)
        words, at = _words(lines, at + 1)
        if words:
            count += 1
            if count > MAX_CUES:
                raise CaptionsRefused("too_many", limit=MAX_CUES)
            yield Cue(begins, ends, words)


def _times(line: str, number: int) -> tuple[int, int]:
    found = _CUE.fullmatch(line.strip())
    if not found:
        raise CaptionsRefused("bad_time", found=number)
    parts = [int(part or 0) for part in found.groups()]
    begins, ends = _milliseconds(*parts[:4]), _milliseconds(*parts[4:])
    if ends <= begins:
        raise CaptionsRefused("bad_time", found=number)
    return begins, ends


def _milliseconds(hours: int, minutes: int, seconds: int, rest: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _words(lines: list[str], at: int) -> tuple[str, int]:
    """The words up to the next empty line, and where that is. An arrow among them would begin a cue in some players."""
    kept = []
    while at < len(lines) and lines[at].strip():
        plain = clean(html.unescape(_TAG.sub("", lines[at]))).replace("-->", "→").strip()
        if plain:
            kept.append(plain)
        at += 1
    return "\n".join(kept)[:MAX_CUE], at


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
