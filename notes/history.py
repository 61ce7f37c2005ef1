"""The versions of a note as a page shows them: what changed from one to the next, in words."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import regex
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from common.models import Category
from notes.models import Note, Revision
from shop.models import Relation
from users.models import User

Facts = Mapping[str, Any]  # Any: JSON, see notes.revisions.snapshot
# More words than this are compared as wholes: the page must not think for long about a stranger's text.
_MOST_WORDS = 1600
_WORD = regex.compile(r"\p{Han}|[^\s\p{Han}]+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: kept, added or taken out."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version; the first one a reader sees has nothing to differ from and is shown whole."""

    number: int
    made_at: datetime
    title: Sequence[Piece]
    body: Sequence[Piece]
    changes: Sequence[str]
    is_open: bool


def versions_of(note: Note, reader: User | AnonymousUser) -> list[Version]:
    """The versions a reader may see, the newest first. Three queries at most."""
    return _shown(list(Revision.objects.readable_by(reader, note).order_by("number")))


def every_version_of(note: Note) -> list[Version]:
    """All of them, for staff."""
    return _shown(list(Revision.objects.filter(note=note).order_by("number")))


def _shown(rows: Sequence[Revision]) -> list[Version]:
    categories = {category.code: category.name for category in Category.objects.all()} if rows else {}
    pairs = zip([None, *rows], rows, strict=False)
    return [_version(before, row, categories) for before, row in pairs][::-1]


def _version(before: Revision | None, row: Revision, categories: Mapping[str, str]) -> Version:
    title = difference(before.title if before else row.title, row.title)
    body = difference(before.body if before else row.body, row.body)
    changes = list(_changes(before.facts, row.facts, categories)) if before else []
    return Version(row.number, row.made_at, title, body, changes, row.is_open)


def difference(before: str, after: str) -> list[Piece]:
    """What was kept, taken out and added, word by word; a very long text as a whole, which is quicker to read too."""
    if before == after:
        return [Piece("kept", after)] if after else []
    first, second = _words(before), _words(after)
    if len(first) + len(second) > _MOST_WORDS:
        return [Piece("gone", before), Piece("new", after)]
    pieces = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(first[i:j])))
            continue
        pieces += [Piece("gone", "".join(first[i:j])), Piece("new", "".join(second[k:m]))]
    return [piece for piece in pieces if piece.words]


def _words(text: str) -> list[str]:
    """Latin words with the blank after them; in Chinese each character is one."""
    return [str(word) for word in _WORD.findall(text)]


def _changes(before: Facts, after: Facts, categories: Mapping[str, str]) -> Sequence[str]:
    told = [
        *_of_pictures(before.get("pictures", ()), after.get("pictures", ())),
        *_of_products(before.get("products", ()), after.get("products", ())),
    ]
    named = [
        (_("Category"), categories.get(before["category"], ""), categories.get(after["category"], "")),
        (_("Topics"), _listed(before["topics"]), _listed(after["topics"])),
        (_("Place"), before["place"], after["place"]),
        (_("Made with AI"), _yes(before["is_ai_made"]), _yes(after["is_ai_made"])),
    ]
    plain = [
        _("%(what)s: %(before)s → %(after)s") % {"what": what, "before": old or "–", "after": new or "–"}
        for what, old, new in named
        if old != new
    ]
    return [*told, *plain]


def _listed(names: Sequence[str]) -> str:
    return " ".join(f"#{name}" for name in names)


def _yes(value: bool) -> str:  # noqa: FBT001  (a value, not a switch)
    return _("Yes") if value else _("No")


def _of_pictures(before: Sequence[Facts], after: Sequence[Facts]) -> list[str]:
    old, new = {p["id"]: p for p in before}, {p["id"]: p for p in after}
    told = [
        _("Picture %(number)d was taken out%(alt)s") % {"number": n, "alt": _described(p)}
        for n, p in enumerate(before, start=1)
        if p["id"] not in new
    ]
    told += [
        _("Picture %(number)d was added%(alt)s") % {"number": n, "alt": _described(p)}
        for n, p in enumerate(after, start=1)
        if p["id"] not in old
    ]
    if [key for key in old if key in new] != [key for key in new if key in old]:
        told.append(_("The pictures were put in another order"))
    for number, picture in enumerate(after, start=1):
        was = old.get(picture["id"])
        if was and was["alt"] != picture["alt"]:
            told.append(
                _("Picture %(number)d is described anew%(alt)s") % {"number": number, "alt": _described(picture)}
            )
        if was and was.get("points", []) != picture.get("points", []):
            told.append(_("The marks on picture %d were changed") % number)
    return told


def _described(picture: Facts) -> str:
    return f": {picture['alt']}" if picture["alt"] else ""


def _of_products(before: Sequence[Facts], after: Sequence[Facts]) -> list[str]:
    labels = dict(Relation.choices)
    old, new = {p["id"]: p for p in before}, {p["id"]: p for p in after}
    told = [_("%(product)s was taken out") % {"product": p["name"]} for key, p in old.items() if key not in new]
    for key, product in new.items():
        relation = str(labels.get(product["relation"], product["relation"]))
        if key not in old:
            told.append(_("%(product)s was added: %(relation)s") % {"product": product["name"], "relation": relation})
        elif old[key] != product:
            told.append(
                _("%(product)s is told anew: %(relation)s") % {"product": product["name"], "relation": relation}
            )
    return told
