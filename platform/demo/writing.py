"""The notes: written through the site's own deeds, with painted pictures."""

import random
import uuid
from datetime import datetime, timedelta

from common.models import Category, City
from demo.painting import SCENES
from demo.reading import Row, rows
from demo.rendering import SHAPES, Order, Rendered
from demo.scenes import scene_for
from notes import publishing
from notes.composition import Composition, PictureUse, PlaceTag, ProductTag
from notes.models import Note, Picture, Topic, Visibility
from notes.origins import policy_for
from shop.models import Product
from users.models import User

_NAMESPACE = uuid.UUID("5b0a9d52-5f3b-4f0c-9d43-0f1f6a0c7a11")


def load_topics() -> None:
    """The topics with their sentences; notes put themselves under them."""
    for row in rows("topic"):
        Topic.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"], "about": row["about"]})


def picture_orders() -> list[Order]:
    """One order for each picture of each note, the cover first."""
    return [order for row in rows("note") if row["form"] == "pictures" for order in _orders_of(row)]


def _orders_of(row: Row) -> list[Order]:
    chance = random.Random(row["key"])  # noqa: S311  (a demo, not a secret)
    shape = chance.choice(SHAPES)
    return [
        Order(f"{row['key']}-{number}", "scene", scene_for(word, row["category"], chance), shape)
        for number, word in enumerate(row["scenes"][:3])
    ]


class NoteLoader:
    """Writes the notes of notes_*.toml for the people and products already made."""

    def __init__(self, people: dict[str, User], products: dict[str, Product], at: datetime) -> None:
        self.people = people
        self.products = products
        self.at = at
        self.categories = {category.code: category for category in Category.objects.all()}
        self.cities = {city.code: city for city in City.objects.all()}

    def load(self, row: Row, pictures: list[Rendered]) -> Note:
        """Hands the note in and lets it through at the time its row names."""
        author = self.people[row["author"]]
        when = self.at - timedelta(days=float(row["days_ago"]))
        composition = self._composition(row, self._pictures(row, author, pictures, when))
        note = publishing.submit(author, composition, policy=policy_for(author), at=when)
        publishing.approve(note, at=when + timedelta(seconds=2))
        return note

    def _pictures(self, row: Row, author: User, pictures: list[Rendered], when: datetime) -> list[PictureUse]:
        made = [
            Picture.objects.create(
                owner=author,
                state=Picture.State.READY,
                file_name=f"{picture.key}.jpg",
                stem=picture.stem,
                width=picture.width,
                height=picture.height,
                colour=picture.colour,
                placeholder=picture.placeholder,
                created_at=when,
            )
            for picture in pictures
        ]
        return [PictureUse(picture, alt_of(row, number)) for number, picture in enumerate(made)]

    def _composition(self, row: Row, pictures: list[PictureUse]) -> Composition:
        place = row.get("place")
        return Composition(
            title=row["title"],
            body=row["body"],
            pictures=pictures,
            category=self.categories[row["category"]],
            topics=row.get("topics", []),
            place=PlaceTag(place["name"], self.cities.get(place.get("city", ""))) if place else None,
            products=[
                ProductTag(self.products[tag["product"]], tag["relation"], tag.get("stance"))
                for tag in row.get("products", [])
            ],
            visibility=row.get("visibility", Visibility.PUBLIC),
            is_ai_made=row.get("ai_made", False),
            submission_key=uuid.uuid5(_NAMESPACE, row["key"]),
        )


def alt_of(row: Row, number: int) -> str:
    """The picture's description in the language of its note."""
    scene = SCENES[_orders_of(row)[number].name]
    return scene.alt_zh if row["key"].startswith("zh") else scene.alt_en
