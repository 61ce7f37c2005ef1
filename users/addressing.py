"""Who may speak to whom: comment on their notes, mention them, write to them."""

from collections.abc import Iterable
from typing import Literal

from django.db.models import Q

from users.models import Block, Follow, SafetySettings, User, Who
from users.shield import is_blocked_between

Deed = Literal["may_comment", "may_mention", "may_message"]


def wishes_of(person: User) -> SafetySettings:
    """Whom a person lets speak to them; the defaults for somebody who never said. One query."""
    return SafetySettings.objects.filter(pk=person.pk).first() or SafetySettings(person=person)


def may_comment(writer: User, author: User) -> bool:
    """Whether `writer` may comment on the notes of `author`. At most three queries; none for one's own notes."""
    return _may(writer, author, "may_comment")


def may_mention(writer: User, person: User) -> bool:
    """Whether a mention of `person` by `writer` is a link and is told to them. At most three queries."""
    return _may(writer, person, "may_mention")


def may_message(writer: User, person: User) -> bool:
    """Whether `writer` may write to `person` at all; what goes to the request box is asked elsewhere."""
    return _may(writer, person, "may_message")


def mentionable_by(writer: User, people: Iterable[User]) -> set[int]:
    """The keys of those of `people` whom `writer` may mention. Three queries, however many they are."""
    ids = [person.pk for person in people]
    wishes = dict(SafetySettings.objects.filter(pk__in=ids).values_list("pk", "may_mention"))
    pairs = Block.objects.filter(Q(blocker=writer, blocked__in=ids) | Q(blocked=writer, blocker__in=ids))
    blocked = {key for pair in pairs.values_list("blocker_id", "blocked_id") for key in pair} - {writer.pk}
    follows = Follow.objects.filter(Q(follower=writer, followed__in=ids) | Q(followed=writer, follower__in=ids))
    pairs_of_follows = set(follows.values_list("follower_id", "followed_id"))
    return {
        pk
        for pk in ids
        if pk == writer.pk
        or (pk not in blocked and _is_among(writer.pk, pk, wishes.get(pk, Who.EVERYBODY), pairs_of_follows))
    }


def _is_among(writer_id: int, person_id: int, who: str, follows: set[tuple[int, int]]) -> bool:
    by_group = {
        Who.EVERYBODY: True,
        Who.FOLLOWED: (person_id, writer_id) in follows,
        Who.FOLLOWERS: (writer_id, person_id) in follows,
        Who.NOBODY: False,
    }
    return by_group[Who(who)]


def _may(writer: User, person: User, deed: Deed) -> bool:
    if writer.pk == person.pk:
        return True
    if is_blocked_between(writer.pk, person.pk):
        return False
    who: str = getattr(wishes_of(person), deed)
    if who not in {Who.FOLLOWED, Who.FOLLOWERS}:
        return who == Who.EVERYBODY
    either_way = Q(follower=writer, followed=person) | Q(follower=person, followed=writer)
    follows = set(Follow.objects.filter(either_way).values_list("follower_id", "followed_id"))
    return _is_among(writer.pk, person.pk, who, follows)
