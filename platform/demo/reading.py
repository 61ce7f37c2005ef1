"""The words of the demo community, read from its text files: columns apart by bars, notes and comments in blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

WORDS = Path(__file__).parent / "words"
_BLOCK = "@@"
Row = TypeVar("Row")


class WordsUnreadable(Exception):
    """A file of words breaks its format; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    handle: str
    name: str
    kind: str
    level: int
    city: str
    language: str
    zone: str
    interests: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class BrandRow:
    key: str
    name_en: str
    name_zh: str
    country: str
    owner: str
    story_en: str
    story_zh: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    """`price_minor` counts the currency's smallest unit."""

    key: str
    brand: str
    kind: str
    category: str
    name_en: str
    name_zh: str
    price_minor: int
    currency: str
    stock: int
    about_en: str
    about_zh: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class ProductWord:
    """What a note says of a product: how its author came by it and, from 1 to 5, how they found it."""

    product: str
    relation: str
    stance: int | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    key: str
    author: str
    category: str
    scenes: tuple[str, ...]
    topics: tuple[str, ...]
    products: tuple[ProductWord, ...]
    days_ago: float
    title: str
    body: str
    visibility: str
    is_ai_made: bool
    place: str
    city: str
    is_film: bool = False

    @property
    def is_chinese(self) -> bool:
        return self.key.startswith("zh")


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A word under a note; `answers` is the place of the comment it answers among all comments, or None.

    With a `scene` it carries a picture, which `alt` describes; a pinned one is put first by the note's author.
    """

    title: str
    author: str
    text: str
    answers: int | None = None
    scene: str = ""
    alt: str = ""
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class AlbumRow:
    """An album somebody keeps: the best liked notes of a category that others wrote."""

    owner: str
    name: str
    about: str
    is_open: bool
    category: str
    number: int


def _list(cell: str, mark: str = ",") -> tuple[str, ...]:
    return tuple(part for raw in cell.split(mark) if (part := raw.strip()))


def _person(cells: list[str]) -> PersonRow:
    handle, name, kind, level, city, language, zone, interests, about = cells
    return PersonRow(handle, name, kind, int(level), city, language, zone, _list(interests, " "), about)


def _product(cells: list[str]) -> ProductRow:
    key, brand, kind, category, name_en, name_zh, price, stock, about_en, about_zh, aliases = cells
    minor, currency = price.split()
    words = (about_en, about_zh, _list(aliases))
    return ProductRow(key, brand, kind, category, name_en, name_zh, int(minor), currency, int(stock), *words)


def _table(name: str, row: Callable[[list[str]], Row]) -> tuple[Row, ...]:
    """The rows of a file of columns; its first line names them."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            try:
                found.append(row([cell.strip() for cell in line.split("|")]))
            except (TypeError, ValueError) as error:
                raise WordsUnreadable(f"{name}.txt: {line[:60]}: {error}") from error
    return tuple(found)


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    """The blocks of a file: what stands behind the mark, and the lines under it."""
    found = []
    for block in f"\n{text}".split(f"\n{_BLOCK}")[1:]:
        head, *lines = block.splitlines()
        found.append((head.strip(), lines))
    return found


def _product_word(cell: str) -> ProductWord:
    product, relation, *stance = cell.split(":")
    return ProductWord(product, relation, int(stance[0]) if stance else None)


def _place(words: tuple[str, ...]) -> tuple[str, str]:
    """The name of the place and the code of its city, both empty without a `place=Name/city` among the words."""
    named = next((word.removeprefix("place=") for word in words if word.startswith("place=")), "")
    name, _slash, city = named.partition("/")
    return name, city


def _note(key: str, head: str, lines: list[str]) -> NoteRow:
    author, category, form, scenes, topics, products, days_ago, *extras = [cell.strip() for cell in head.split("|")]
    title, *body = lines
    if (form != "t") != bool(_list(scenes)):
        raise ValueError("a note with pictures or a film names scenes, one of text none")
    words = _list(extras[0]) if extras else ()
    name, city = _place(words)
    return NoteRow(
        key=key,
        author=author,
        category=category,
        scenes=_list(scenes),
        topics=_list(topics),
        products=tuple(_product_word(word) for word in _list(products)),
        days_ago=float(days_ago),
        title=title.strip(),
        body="\n".join(body).strip(),
        visibility=next((word for word in words if word in {"followers", "private"}), "public"),
        is_ai_made="ai" in words,
        place=name,
        city=city,
        is_film=form == "v",
    )


def _notes_in(language: str) -> list[NoteRow]:
    found: list[NoteRow] = []
    for file in sorted(WORDS.glob(f"notes_{language}_*.txt")):
        for head, lines in _blocks(file.read_text(encoding="utf-8")):
            try:
                found.append(_note(f"{language}-{len(found) + 1:03}", head, lines))
            except ValueError as error:
                raise WordsUnreadable(f"{file.name}: {head}: {error}") from error
    return found


@lru_cache(maxsize=1)
def people() -> tuple[PersonRow, ...]:
    """Everybody, in the order of the file."""
    return _table("people", _person)


@lru_cache(maxsize=1)
def brands() -> tuple[BrandRow, ...]:
    return _table("brands", lambda cells: BrandRow(*cells))


@lru_cache(maxsize=1)
def products() -> tuple[ProductRow, ...]:
    return _table("products", _product)


@lru_cache(maxsize=1)
def topics() -> tuple[TopicRow, ...]:
    return _table("topics", lambda cells: TopicRow(*cells))


@lru_cache(maxsize=1)
def notes() -> tuple[NoteRow, ...]:
    """Every note, English ones first. A key counts through the files of its language: en-001, zh-042."""
    return (*_notes_in("en"), *_notes_in("zh"))


@lru_cache(maxsize=1)
def comments() -> tuple[CommentRow, ...]:
    """Every comment. A block is named by its note's title; a line is `handle: text`, a reply begins with `>`.

    `!` before the handle puts it first; `[scene: what it shows]` behind the text is its picture.
    """
    found: list[CommentRow] = []
    for file in sorted(WORDS.glob("comments_*.txt")):
        for title, lines in _blocks(file.read_text(encoding="utf-8")):
            first: int | None = None
            for line in filter(None, map(str.strip, lines)):
                is_reply = line.startswith(">")
                author, _colon, said = line.lstrip(">! ").partition(": ")
                text, scene, alt = _picture_behind(said)
                if not text or (is_reply and first is None):
                    raise WordsUnreadable(f"{file.name}: {title}: {line[:60]}")
                answers = first if is_reply else None
                found.append(CommentRow(title, author, text, answers, scene, alt, line.startswith("!")))
                first = first if is_reply else len(found) - 1
    return tuple(found)


def _picture_behind(said: str) -> tuple[str, str, str]:
    """The words, the scene and its description; the last two empty without a picture."""
    text, _mark, picture = said.partition(" [")
    scene, _colon, alt = picture.removesuffix("]").partition(": ")
    return text, scene, alt


def _album(cells: list[str]) -> AlbumRow:
    owner, name, about, who, category, number = cells
    return AlbumRow(owner, name, about, who == "open", category, int(number))


@lru_cache(maxsize=1)
def albums() -> tuple[AlbumRow, ...]:
    return _table("albums", _album)


def forget() -> None:
    """Reads the files anew the next time they are asked for."""
    for table in (people, brands, products, topics, notes, comments, albums):
        table.cache_clear()
