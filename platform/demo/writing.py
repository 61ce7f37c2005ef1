"""The notes: written through the site's own deeds, with painted pictures."""

import random
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from common.markup import topic_slug
from common.models import Category, City
from demo.painting import SCENES
from demo.reading import NoteRow, TopicRow
from demo.rendering import SHAPES, Order, Rendered
from notes import publishing, videos
from notes.composition import Composition, PictureUse, PlaceTag, ProductTag, VideoUse
from notes.models import Note, Picture, Topic, Video
from notes.policy import policy_for
from shop.models import Product
from users.models import User

_NAMESPACE = uuid.UUID("5b0a9d52-5f3b-4f0c-9d43-0f1f6a0c7a11")
# Between handing in and going live.
_VERDICT = timedelta(seconds=2)


def load_topics(rows: Sequence[TopicRow]) -> None:
    """The topics with their sentences; notes put themselves under them."""
    Topic.objects.bulk_create([Topic(slug=topic_slug(row.name), name=row.name, about=row.about) for row in rows])


def orders_of(row: NoteRow) -> list[Order]:
    """One picture to paint for each scene of a note, the cover first; all of one shape. A film walks over one scene."""
    if row.is_film:
        return [Order(f"{row.key}-film", "film", row.scenes[0], (3, 4))]
    shape = random.Random(row.key).choice(SHAPES)  # noqa: S311  (a demo, not a secret)
    return [Order(f"{row.key}-{number:02}", "scene", scene, shape) for number, scene in enumerate(row.scenes)]


def alt_of(row: NoteRow, number: int) -> str:
    """The description of a note's picture, in the language of the note."""
    scene = SCENES[row.scenes[number]]
    return scene.alt_zh if row.is_chinese else scene.alt_en


class NoteLoader:
    """Writes notes for the people and products already made."""

    def __init__(self, people: dict[str, User], products: dict[str, Product], at: datetime) -> None:
        self.people = people
        self.products = products
        self.at = at
        self.categories = {category.code: category for category in Category.objects.all()}
        self.cities = {city.code: city for city in City.objects.all()}

    def load(self, row: NoteRow, pictures: Sequence[Rendered]) -> Note:
        """Hands the note in and lets it through at the time its row names."""
        author = self.people[row.author]
        when = self.at - timedelta(days=row.days_ago)
        composition = self.composition(row, self._pictures(row, author, pictures, when))
        note = publishing.submit(author, composition, policy=policy_for(author), at=when)
        publishing.approve(note, at=when + _VERDICT)
        return note

    def load_film(self, row: NoteRow, rendered: Rendered) -> Note:
        """The same for a note with a film."""
        author = self.people[row.author]
        when = self.at - timedelta(days=row.days_ago)
        video = _video(author, rendered, when)
        video.save()
        videos.set_captions(video, _captions_of(row))
        composition = replace(self.composition(row, []), video=VideoUse(video, alt_of(row, 0)))
        note = publishing.submit(author, composition, policy=policy_for(author), at=when)
        publishing.approve(note, at=when + _VERDICT)
        return note

    def composition(self, row: NoteRow, pictures: Sequence[PictureUse]) -> Composition:
        """What the author of a row hands in."""
        return Composition(
            title=row.title,
            body=row.body,
            pictures=pictures,
            category=self.categories[row.category],
            topics=row.topics,
            place=PlaceTag(row.place, self.cities[row.city] if row.city else None) if row.place else None,
            products=[ProductTag(self.products[word.product], word.relation, word.stance) for word in row.products],
            visibility=row.visibility,
            is_ai_made=row.is_ai_made,
            submission_key=uuid.uuid5(_NAMESPACE, row.key),
        )

    def _pictures(
        self, row: NoteRow, author: User, pictures: Sequence[Rendered], when: datetime
    ) -> Sequence[PictureUse]:
        made = Picture.objects.bulk_create([picture_row(author, picture, when) for picture in pictures])
        return [PictureUse(picture, alt_of(row, number)) for number, picture in enumerate(made)]


def picture_row(author: User, rendered: Rendered, when: datetime) -> Picture:
    return Picture(
        owner=author,
        state=Picture.State.READY,
        file_name=f"{rendered.key}.jpg",
        stem=rendered.stem,
        width=rendered.width,
        height=rendered.height,
        colour=rendered.colour,
        placeholder=rendered.placeholder,
        created_at=when,
    )


def _video(author: User, rendered: Rendered, when: datetime) -> Video:
    film = rendered.film
    if film is None:
        raise ValueError(f"{rendered.key} was painted, not filmed")
    return Video(
        owner=author,
        state=Video.State.READY,
        file_name=f"{rendered.key}.mp4",
        size_bytes=film.renditions["720"][2],
        offset_bytes=film.renditions["720"][2],
        expires_at=when,
        percent=100,
        stem=rendered.stem,
        width=film.width,
        height=film.height,
        seconds=film.seconds,
        renditions=film.renditions,
        posters=film.posters,
        poster=film.chosen,
        created_at=when,
    )


def _captions_of(row: NoteRow) -> bytes:
    """The title and the first words of the note, over the few seconds its film has."""
    words = re.split(r"(?<=[.。！？?])\s*", row.body.replace("\n", " "), maxsplit=1)[0][:90]
    return f"WEBVTT\n\n00:00.300 --> 00:02.300\n{row.title}\n\n00:02.500 --> 00:04.900\n{words}\n".encode()
