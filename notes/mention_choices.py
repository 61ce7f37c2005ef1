"""Whom somebody may want to name: people of the same talk first, then those they follow, then others by handle."""

from collections.abc import Iterable

from django.db.models import Q

from common.text import clean
from notes.models import Comment, Note
from users.addressing import mentionable_by
from users.models import Follow, User
from users.shield import people_for, shield_of

OFFERED = 8
# So many of a long talk, and of somebody who follows thousands, are looked at.
_MOST_TALKERS = 200
_MOST_FOLLOWED = 500
# A shorter beginning would leaf through everybody.
_LEAST_FOR_OTHERS = 2


def people_like(text: str, writer: User, note: Note | None) -> list[User]:
    """At most OFFERED people whose handle begins with `text` or whose name holds it; for an empty text the closest.

    Left out are whom the writer keeps away and who do not let the writer name them. Ten queries at most.
    """
    asked = clean(text).strip().lstrip("@＠").lower()
    close = _close_to(writer, note)
    people = people_for(writer).exclude(pk=writer.pk).exclude(pk__in=shield_of(writer).muted)
    of_close = people.filter(pk__in=close).filter(Q(handle__startswith=asked) | Q(name__icontains=asked))
    found = sorted(of_close, key=lambda person: close.index(person.pk))[: 2 * OFFERED]
    if len(found) < OFFERED and len(asked) >= _LEAST_FOR_OTHERS:
        others = people.filter(handle__startswith=asked).exclude(pk__in=[person.pk for person in found])
        found += others.order_by("handle")[:OFFERED]
    may = mentionable_by(writer, found)
    return [person for person in found if person.pk in may][:OFFERED]


def _close_to(writer: User, note: Note | None) -> list[int]:
    """Keys of people, the closest first: the note's author, who spoke under it last, whom the writer follows."""
    talking: Iterable[int] = ()
    if note is not None:
        rows = Comment.objects.visible_to(writer).filter(note=note).order_by("-pk")
        talking = [note.author_id, *rows.values_list("author_id", flat=True)[:_MOST_TALKERS]]
    follows = Follow.objects.filter(follower=writer).order_by("-pk")
    followed = follows.values_list("followed_id", flat=True)[:_MOST_FOLLOWED]
    return list(dict.fromkeys([*talking, *followed]))
