"""What a reader does not meet: people they blocked or were blocked by, and the people, words and topics they muted.

Every page of somebody known asks for it, so it is one look into the cache, and none at all for a reader whom no block
or mute ever concerned. The reader's own row carries the edition of the shield: a block or a mute raises it in the same
transaction, so nobody can go on with a shield from before, however many processes keep one.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from redis import RedisError

from common.clock import now
from users.models import Block, Mute, User
from users.models.person import UserQuerySet

log = structlog.get_logger("safety")
Reader = User | AnonymousUser
KEEP_SECONDS = 24 * 3600
# kind, key (a person's key or a folded text), end in seconds since the epoch
_Line = tuple[str, str, float | None]
_BLOCK = "block"
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Shield:
    """`blocked` holds in both directions and everywhere; the others hold in lists and messages. Texts are folded."""

    blocked: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    @property
    def hidden(self) -> frozenset[int]:
        """The people whose notes and comments do not come up in a list."""
        return self.blocked | self.muted


NONE = Shield()


def shield_of(reader: Reader, *, at: datetime | None = None) -> Shield:
    """The shield of somebody reading, as it holds now or at an instant. No query while the cache is warm."""
    if not isinstance(reader, User) or not reader.shield_edition:
        return NONE
    remembered: tuple[int, list[_Line]] | None = reader.__dict__.get("_shield_lines")
    if remembered is None or remembered[0] != reader.shield_edition:
        # A request asks several times and always with the same object.
        remembered = reader.__dict__["_shield_lines"] = (reader.shield_edition, _lines_of(reader))
    return _shield(remembered[1], (at or now()).timestamp())


def _shield(lines: Iterable[_Line], moment: float) -> Shield:
    kept: dict[str, set[str]] = {_BLOCK: set(), Mute.Kind.PERSON: set(), Mute.Kind.WORD: set(), Mute.Kind.TOPIC: set()}
    for kind, key, until in lines:
        if until is None or until > moment:
            kept[kind].add(key)
    return Shield(
        frozenset(map(int, kept[_BLOCK])),
        frozenset(map(int, kept[Mute.Kind.PERSON])),
        frozenset(kept[Mute.Kind.WORD]),
        frozenset(kept[Mute.Kind.TOPIC]),
    )


def _lines_of(reader: User) -> list[_Line]:
    name = f"shield:{reader.pk}:{reader.shield_edition}"
    try:
        kept = cache.get(name)
        if kept is None:
            kept = json.dumps(_read(reader.pk))
            cache.set(name, kept, KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("shield not cached", error=str(error))
        return _read(reader.pk)
    return [(kind, key, until) for kind, key, until in json.loads(kept)]


def _read(person_id: int) -> list[_Line]:
    """Every block and mute that concerns a person. One query."""
    key = Coalesce(Cast("muted_id", CharField()), "folded")
    mutes = Mute.objects.filter(owner=person_id).annotate(key=key).values_list("kind", "key", "until")
    made = _blocks(Block.objects.filter(blocker=person_id), "blocked_id")
    suffered = _blocks(Block.objects.filter(blocked=person_id), "blocker_id")
    # The mutes first: their column gives the others, which have no end, its type.
    rows = mutes.union(made, suffered, all=True)
    return [(kind, key, until.timestamp() if until else None) for kind, key, until in rows[:_MOST_LINES]]


def _blocks(blocks: QuerySet[Block], other: str) -> QuerySet[Block, tuple[str, str, datetime | None]]:
    return blocks.annotate(
        kind=Value(_BLOCK, CharField()), key=Cast(other, CharField()), until=Value(None, DateTimeField())
    ).values_list("kind", "key", "until")


def is_blocked_between(first_id: int, second_id: int) -> bool:
    """Whether either of two people blocked the other. One query, straight from the rows: for deeds."""
    one_way, other_way = Q(blocker=first_id, blocked=second_id), Q(blocker=second_id, blocked=first_id)
    return Block.objects.filter(one_way | other_way).exists()


def blocked_ids(person_id: int) -> set[int]:
    """The keys of everybody this person blocked or was blocked by. One query."""
    pairs = Block.objects.filter(Q(blocker=person_id) | Q(blocked=person_id)).values_list("blocker_id", "blocked_id")
    return {key for pair in pairs for key in pair} - {person_id}


def raise_edition(*people: User) -> None:
    """Makes the shields of these people be read anew. Call inside the transaction that changed them."""
    User.objects.filter(pk__in=[person.pk for person in people]).update(shield_edition=F("shield_edition") + 1)
    for person in people:
        person.refresh_from_db(fields=["shield_edition"])


def people_for(reader: Reader) -> UserQuerySet:
    """Active people whom a reader may find and open: nobody with whom there is a block."""
    blocked = shield_of(reader).blocked
    return User.objects.listed().exclude(pk__in=blocked) if blocked else User.objects.listed()
