"""Objects for tests, made through the models with honest defaults. A test states only what it is about."""

import itertools
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from common.models import Category
from notes.composition import Composition
from notes.models import Form, Note, State
from notes.writing import excerpt_of
from shop.models import Brand, Evidence, Product, Variant
from users.models import User

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def category(code: str = "food", **facts: Any) -> Category:
    """The category of this code, made with its parent when missing."""
    top, _, leaf = code.partition("/")
    parent = category(top) if leaf else None
    names = {"name_en": code.title(), "name_zh": code, "parent": parent} | facts
    return Category.objects.get_or_create(code=code, defaults=names)[0]


def person(handle: str = "", **facts: Any) -> User:
    """A member without a usable password; give `password=` to log in with."""
    handle = handle or f"person_{next(_numbers)}"
    facts = {"email": f"{handle}@example.org", "joined_at": NOON} | facts
    return User.objects.create_user(handle, **facts)


def settled(handle: str = "", **facts: Any) -> User:
    """A member who has been here long enough for their reactions to count towards a line."""
    return person(handle, **({"joined_at": NOON - timedelta(days=100)} | facts))


def composition(title: str = "Bread that rose", **facts: Any) -> Composition:
    """What an author hands in: a text composition in the category food."""
    return Composition(title=title, **({"body": "It took all night.", "category": category()} | facts))


def note(author: User | None = None, **facts: Any) -> Note:
    """A live public text note, written straight to its row: no event is announced."""
    given = {
        "title": f"Note {next(_numbers)}",
        "body": "It took all night.",
        "state": State.LIVE,
        "form": Form.TEXT,
        "published_at": NOON,
        "submission_key": uuid.uuid4(),
    } | facts
    if "category" not in given:
        given["category"] = category()
    given.setdefault("excerpt", excerpt_of(given["body"]))
    return Note.objects.create(author=author or person(), **given)


def brand(name: str = "", **facts: Any) -> Brand:
    number = next(_numbers)
    return Brand.objects.create(**({"name_en": name or f"Brand {number}", "slug": f"brand-{number}"} | facts))


def product(name: str = "Hand cream", **facts: Any) -> Product:
    """A live product with one variant of 12.00 GBP and 5 in stock."""
    given = {"name_en": name, "state": Product.State.LIVE} | facts
    given.setdefault("brand", None)
    given["brand"] = given["brand"] or brand()
    given["category"] = given.get("category") or category("skin-care")
    made = Product.objects.create(**given)
    Variant.objects.create(product=made, name_en="50 ml", price_minor=1200, currency="GBP", stock=5)
    return made


def evidence(about: Product, author: User | None = None, **facts: Any) -> Evidence:
    """One standing, independent experience with stance 4."""
    given = {
        "relation": "bought",
        "stance": 4,
        "text": f"Used it for {next(_numbers)} weeks.",
        "source": f"note:{uuid.uuid4().hex[:11]}",
        "created_at": NOON,
    } | facts
    return Evidence.objects.create(product=about, author=author or person(), **given)


__all__ = ["NOON", "brand", "category", "composition", "evidence", "note", "person", "product", "settled"]
