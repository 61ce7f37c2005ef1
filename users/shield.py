"""What a reader does not meet: people they blocked or were blocked by, and the people, words and topics they muted.

Every page of somebody known asks for it, so it is one look into the cache, and none at all for a reader whom no block
or mute ever concerned. The reader's own row carries the edition of the shield: a block or a mute raises it in the same
transaction, so nobody can go on with a shield from before, however many processes keep one.
"""

import json
from collections.abc import Collection, Iterable, Sequence
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
_Rows = QuerySet[Block, tuple[int, str, str, datetime | None]]


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


def shields_of(readers: Iterable[User], *, at: datetime) -> dict[int, Shield]:
    """The shields of many, by key; a reader whom nothing concerns is left out. One query at most."""
    concerned = [reader for reader in readers if reader.shield_edition]
    return {pk: _shield(lines, at.timestamp()) for pk, lines in _lines_of_many(concerned).items()}


def _lines_of(reader: User) -> list[_Line]:
    return _lines_of_many([reader])[reader.pk]


def _lines_of_many(readers: Sequence[User]) -> dict[int, list[_Line]]:
    """Out of the cache, and from the rows what is not there; a cache that is down costs time, never the page."""
    names = {f"shield:{reader.pk}:{reader.shield_edition}": reader.pk for reader in readers}
    if not names:
        return {}
    try:
        kept = {names[name]: json.loads(lines) for name, lines in cache.get_many(list(names)).items()}
        missing = _read(set(names.values()) - kept.keys())
        cache.set_many({name: json.dumps(missing[pk]) for name, pk in names.items() if pk in missing}, KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("shields not cached", error=str(error))
        return _read(set(names.values()))
    return kept | missing


def _read(ids: Collection[int]) -> dict[int, list[_Line]]:
    """Every block and mute that concerns these people. One query; none for nobody."""
    if not ids:
        return {}
    key = Coalesce(Cast("muted_id", CharField()), "folded")
    mutes = Mute.objects.filter(owner__in=ids).annotate(key=key).values_list("owner_id", "kind", "key", "until")
    made = _blocks(Block.objects.filter(blocker__in=ids), "blocker_id", "blocked_id")
    suffered = _blocks(Block.objects.filter(blocked__in=ids), "blocked_id", "blocker_id")
    found: dict[int, list[_Line]] = {pk: [] for pk in ids}
    # The mutes first: their column gives the others, which have no end, its type.
    for pk, kind, text, until in mutes.union(made, suffered, all=True):
        found[pk].append((kind, text, until.timestamp() if until else None))
    return found


def _blocks(blocks: QuerySet[Block], whose: str, other: str) -> _Rows:
    facts = {"kind": Value(_BLOCK, CharField()), "until": Value(None, DateTimeField())}
    return blocks.annotate(key=Cast(other, CharField()), **facts).values_list(whose, "kind", "key", "until")


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


def people_offered_to(reader: Reader) -> UserQuerySet:
    """The same without those the reader muted: for lists and suggestions."""
    hidden = shield_of(reader).hidden
    return User.objects.listed().exclude(pk__in=hidden) if hidden else User.objects.listed()
