"""The archive of a person: one zip that holds all that is theirs. docs/export.md describes the format.

Each floor registers the sections it knows. This module knows names and rows, and nobody's business; a person is a key.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from django.utils.functional import Promise

FORMAT = "meadow-archive"
VERSION = 1
MANIFEST, INDEX = "manifest.json", "index.html"
# What JSON can hold; kept loose, because each section has a shape of its own.
Row = dict[str, object]


class RowRefused(Exception):
    """A row is not what it should be; `reason` says what, and in which field."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that goes along: its name in the archive, "media/pictures/<id>.webp", and how to open it."""

    name: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Page:
    """A row as index.html shows it: plain words and names of pictures in the archive."""

    title: str
    text: str = ""
    pictures: tuple[tuple[str, str], ...] = ()


class Bringing(Protocol):
    """What a section may ask while its rows are brought back."""

    person_id: int
    at: datetime
    # Whether this site made the archive for this very person, and nobody changed it since.
    is_trusted: bool
    # Whether everything will be rolled back: no file is stored then.
    is_rehearsal: bool
    # (storage, name) of files a section stored; they go again when the import does not hold.
    stored: list[tuple[str, str]]

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other. One on which RowRefused is raised through `guard` stops the whole import."""

    def guard(self, act: Callable[[Row], str]) -> None:
        """Calls `act` with every row and counts what it answers: "new", "there", or "left" for one left out."""

    def media(self, name: object) -> IO[bytes]:
        """A file of the archive, bounded in size. Raises RowRefused when it is none."""


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing in the archive, kept as "data/<name>.jsonl". `rows` and `files` read a few rows at a time.

    `bring` takes rows back; a section without it is for reading alone.
    """

    name: str
    title: Promise
    position: int
    rows: Callable[[int], Iterator[Row]]
    files: Callable[[int], Iterator[MediaFile]] = lambda _person_id: iter(())
    page: Callable[[Row], Page] | None = None
    bring: Callable[[Bringing], None] | None = None

    @property
    def data_name(self) -> str:
        return f"data/{self.name}.jsonl"


_SECTIONS: dict[str, Section] = {}


def register(section: Section) -> None:
    """Adds a section to every archive. Registering a name again replaces it."""
    _SECTIONS[section.name] = section


def sections() -> list[Section]:
    """All sections in the order in which they are written and brought back."""
    return sorted(_SECTIONS.values(), key=lambda section: (section.position, section.name))


def section_names() -> Mapping[str, Promise]:
    """What each section is called, for people."""
    return {section.name: section.title for section in sections()}
