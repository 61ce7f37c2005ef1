"""Lists of people with a follow button: followers, followed, suggestions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.keyset import BadCursor, Cursor, KeysetPage, keyset_page
from users import profile_panels
from users.following import followed_among
from users.models import Follow, User
from users.requests import asked_among
from users.shield import shield_of

Viewer = User | AnonymousUser
Side = Literal["follower", "followed"]
PAGE = 30


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list shows them to one viewer."""

    person: User
    is_following: bool
    is_self: bool
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Rows and the cursor of the page after them; an empty cursor means the end."""

    rows: list[PersonRow]
    cursor: str


def rows_of(people: Iterable[User], viewer: Viewer) -> list[PersonRow]:
    """People with what the viewer has to do with them. One query, and one more where some of them are private."""
    found = list(people)
    followed, asked = followed_among(viewer, found), asked_among(viewer, found)
    return [PersonRow(person, person.pk in followed, person.pk == viewer.pk, person.pk in asked) for person in found]


def followers_of(person: User, viewer: Viewer, *, cursor: str = "") -> PeoplePage:
    """Active people who follow `person`, the newest follow first. Two queries."""
    kept = Follow.objects.exclude(follower__in=shield_of(viewer).blocked)
    follows = kept.filter(followed=person, follower__is_active=True).select_related("follower")
    return _page(follows, "follower", viewer, cursor)


def followed_by(person: User, viewer: Viewer, *, cursor: str = "") -> PeoplePage:
    """Active people whom `person` follows, the newest follow first. Two queries."""
    kept = Follow.objects.exclude(followed__in=shield_of(viewer).blocked)
    follows = kept.filter(follower=person, followed__is_active=True).select_related("followed")
    return _page(follows, "followed", viewer, cursor)


def _page(follows: QuerySet[Follow], side: Side, viewer: Viewer, cursor: str) -> PeoplePage:
    page = _keyset(follows, cursor)
    following = page.next_cursor.encode() if page.next_cursor else ""
    return PeoplePage(rows_of([getattr(row, side) for row in page.items], viewer), following)


def _keyset(follows: QuerySet[Follow], cursor: str) -> KeysetPage[Follow]:
    try:
        after = Cursor.decode(cursor) if cursor else None
        return keyset_page(follows, fields=("-pk",), after=after, size=PAGE)
    except BadCursor:
        # A cursor that was not made here starts at the top.
        return keyset_page(follows, fields=("-pk",), size=PAGE)


def _followers_panel(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"people": followers_of(person, viewer, cursor=cursor), "empty": _("Nobody follows this account yet.")}


def _following_panel(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"people": followed_by(person, viewer, cursor=cursor), "empty": _("This account follows nobody yet.")}


def _register() -> None:
    for key, name, position, fill in (
        ("followers", _("Followers"), 80, _followers_panel),
        ("following", _("Following"), 90, _following_panel),
    ):
        panel = profile_panels.Panel(key, name, position, fill, "users/_people.html", "users/_people_rows.html")
        profile_panels.register(panel)


_register()
