"""Two versions of one draft beside each other, part by part, and the draft the author makes of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.media import rendition_url
from common.models import Category, City
from notes.drafts import Fields, without_passing
from notes.models import CommentsFrom, Picture, Visibility
from notes.ugc.composing import querydict_of
from notes.ugc.trays import ProductTray, ids_in
from users.models import User

MINE, KEPT = "mine", "kept"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that only make sense together: those called so, and those whose names begin so."""

    key: str
    name: Promise
    fields: frozenset[str]
    prefixes: tuple[str, ...] = ()

    def holds(self, field: str) -> bool:
        return field in self.fields or field.startswith(self.prefixes or ("\x00",))


def _group(key: str, name: Promise, *fields: str, prefixes: tuple[str, ...] = ()) -> Group:
    return Group(key, name, frozenset({key, *fields}), prefixes)


GROUPS: Sequence[Group] = (
    _group("title", gettext_lazy("Title")),
    _group("body", gettext_lazy("Text")),
    _group("picture", gettext_lazy("Pictures"), prefixes=("alt_", "pt_")),
    _group("topics", gettext_lazy("Topics")),
    _group("category", gettext_lazy("Category")),
    _group("product", gettext_lazy("Products"), prefixes=("relation_", "stance_")),
    _group("place", gettext_lazy("Place"), "city"),
    _group("visibility", gettext_lazy("Who may see it")),
    _group("comments_from", gettext_lazy("Who may comment")),
    _group("is_ai_made", gettext_lazy("Made with AI")),
    _group("scheduled_at", gettext_lazy("Publish later")),
)
# Whatever the page holds beside those.
REST = Group("rest", gettext_lazy("The rest"), frozenset())


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: words to read, or pictures to look at."""

    words: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    key: str
    name: str
    mine: Side
    kept: Side


def parts_of(fields: Fields) -> dict[str, dict[str, list[str]]]:
    """The fields by the key of their group."""
    found: dict[str, dict[str, list[str]]] = {group.key: {} for group in (*GROUPS, REST)}
    for name, values in without_passing(fields).items():
        group = next((group for group in GROUPS if group.holds(name)), REST)
        found[group.key][name] = list(values)
    return found


def differences(mine: Fields, kept: Fields, author: User) -> list[Difference]:
    """The parts in which the two differ, readable. A few queries."""
    first, second = parts_of(mine), parts_of(kept)
    return [
        Difference(
            group.key, str(group.name), _side(group, first[group.key], author), _side(group, second[group.key], author)
        )
        for group in (*GROUPS, REST)
        if _said(first[group.key]) != _said(second[group.key])
    ]


def _said(part: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Without what is empty: a field left blank and one that is missing say the same."""
    return {name: [v.replace("\r\n", "\n") for v in values] for name, values in part.items() if any(values)}


Part = Mapping[str, Sequence[str]]
_LABELS = {**dict(Visibility.choices), **dict(CommentsFrom.choices)}


def _side(group: Group, part: Part, author: User) -> Side:
    if group.key == "picture":
        return _pictures(part, author)
    make = _WORDS.get(group.key)
    return Side(make(part) if make else _one(part, group.key))


def _one(part: Part, name: str) -> str:
    return next(iter(part.get(name, ())), "")


def _category(part: Part) -> str:
    key = _one(part, "category")
    found = Category.objects.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
    return found.name if found else ""


def _place(part: Part) -> str:
    key = _one(part, "city")
    found = City.objects.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
    return ", ".join(word for word in (_one(part, "place"), found.name if found else "") if word)


def _products(part: Part) -> str:
    return ", ".join(row.product.name for row in ProductTray.read(querydict_of(part)).rows)


def _audience(part: Part) -> str:
    return str(next((_LABELS.get(value, value) for values in part.values() for value in values), ""))


def _rest(part: Part) -> str:
    return ", ".join(value for values in part.values() for value in values if value)[:300]


_WORDS: Mapping[str, Callable[[Part], str]] = {
    "category": _category,
    "place": _place,
    "product": _products,
    "visibility": _audience,
    "comments_from": _audience,
    "is_ai_made": lambda part: _("Yes") if _one(part, "is_ai_made") else _("No"),
    "scheduled_at": lambda part: _one(part, "scheduled_at").replace("T", " "),
    "rest": _rest,
}


def _pictures(part: Part, author: User) -> Side:
    """Small pictures in their order, and their descriptions."""
    wanted = ids_in(part.get("picture", ()))[:60]
    found = Picture.objects.filter(owner=author).in_bulk(wanted, field_name="public_id") if wanted else {}
    shown = [found[name] for name in wanted if name in found]
    words = [_one(part, f"alt_{picture.public_id}") for picture in shown]
    addresses = tuple(rendition_url(picture.stem, 360) for picture in shown if picture.stem)
    return Side(" · ".join(word for word in words if word), addresses)


def merged(mine: Fields, kept: Fields, choices: Mapping[str, str]) -> dict[str, list[str]]:
    """The kept draft with those parts of mine that were chosen, by group: {"title": "mine"}."""
    first, second = parts_of(mine), parts_of(kept)
    return {
        name: values for key in second for name, values in (first if choices.get(key) == MINE else second)[key].items()
    }


def as_text(fields: Fields) -> str:
    """Fields as they travel through the page that compares."""
    return json.dumps(without_passing(fields), ensure_ascii=False)


def from_text(text: str) -> dict[str, list[str]] | None:
    """The same back again; None for anything else."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    is_sound = isinstance(found, dict) and all(
        isinstance(values, list) and all(isinstance(value, str) for value in values) for values in found.values()
    )
    return found if is_sound else None
