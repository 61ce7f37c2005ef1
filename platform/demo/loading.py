"""The whole community, from its words and painted pictures to rows, in the order in which things happened."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from demo import reading
from demo.arriving import load_arriving
from demo.conversation import load_comments, load_growth, load_reactions
from demo.goods import load_brands, load_products
from demo.letters import load_letters
from demo.misfits import load_misfits
from demo.people import load_follows, load_people
from demo.rendering import Order, Rendered
from demo.searching import load_searches
from demo.second_thoughts import load_second_thoughts
from demo.talk import load_albums, load_talk, orders_of_talk
from demo.telling import load_inboxes
from demo.waiting import load_waiting
from demo.writing import NoteLoader, load_topics, orders_of
from notes.models import Note
from search.indexing import rebuild
from shop.models import Product
from shop.reputation import recompute_all
from users.models import User

Pictures = dict[str, dict[str, Rendered]]  # kind -> key -> picture
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, how much there is


def orders() -> list[Order]:
    """Every picture the community needs: faces, emblems, packshots and the scenes of the notes."""
    return [
        *(Order(row.handle, "portrait", row.handle) for row in reading.people()),
        # Consecutive seeds give marks that differ from each other.
        *(Order(row.key, "emblem", row.name_en, number=n) for n, row in enumerate(reading.brands(), start=1)),
        *(Order(row.key, "packshot", row.kind) for row in reading.products()),
        *(order for row in reading.notes() for order in orders_of(row)),
        *orders_of_talk(reading.comments()),
    ]


def by_kind(painted: Iterable[tuple[Order, Rendered]]) -> Pictures:
    """The pictures as `load` wants them."""
    found: Pictures = {}
    for order, rendered in painted:
        found.setdefault(order.kind, {})[order.key] = rendered
    return found


@transaction.atomic
def load(pictures: Pictures, *, at: datetime, progress: Progress) -> int:
    """Writes everybody and everything into an empty site, or nothing at all. Returns how many notes there are."""
    people = load_people(reading.people(), pictures["portrait"], at=at)
    brands = load_brands(reading.brands(), pictures["emblem"], people, at=at)
    products = load_products(reading.products(), brands, pictures["packshot"], at=at)
    load_topics(reading.topics())
    notes = _load_notes(people, products, pictures, at=at, progress=progress)
    to_do = stages(notes, people, at)
    for number, stage in enumerate(to_do, start=1):
        stage()
        progress("talking", number, len(to_do))
    load_talk(reading.comments(), pictures["scene"], at=at)
    load_albums(reading.albums(), people, at=at)
    load_misfits(people, at=at)
    load_waiting(people, at=at)
    load_arriving(people, at=at)
    load_inboxes(people, at=at)
    load_searches(people, at=at)
    rebuild()
    progress("indexing", 1, 1)
    return len(notes)


def _load_notes(
    people: dict[str, User],
    products: dict[str, Product],
    pictures: Pictures,
    *,
    at: datetime,
    progress: Progress,
) -> list[Note]:
    """Every note, the oldest handed in first."""
    loader = NoteLoader(people, products, at)
    rows = sorted(reading.notes(), key=lambda row: -row.days_ago)
    notes = []
    for number, row in enumerate(rows, start=1):
        ordered = [pictures[order.kind][order.key] for order in orders_of(row)]
        notes.append(loader.load_film(row, ordered[0]) if row.is_film else loader.load(row, ordered))
        progress("writing", number, len(rows))
    return notes


def stages(notes: list[Note], people: dict[str, User], at: datetime) -> list[Callable[[], object]]:
    """What happened once the notes were there; each stage rests on those before it."""
    rows = reading.people()
    return [
        lambda: load_follows(rows, people, at=at),
        lambda: load_comments(reading.comments(), notes, people, at=at),
        lambda: load_reactions(notes, rows, people, at=at),
        lambda: load_growth(rows, people, at=at),
        lambda: load_second_thoughts(notes, people, at=at),
        lambda: load_letters(people, at=at),
        lambda: recompute_all(at=at),
    ]
