"""Which note a reader is sent: the feed's shared pools and its ranking, less everything the reader knows.

All that many readers share is fetched once a run (`Shelf`), all that tells readers apart once a page of readers
(`Memory`); choosing itself asks nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice, zip_longest

from django.db.models import Q

from feed import pools
from feed.candidates import Candidate, NoteFacts, facts_of, recommendable
from feed.models import Impression
from feed.ranking import Weights, ranked
from feed.readers import stage_of
from feed.sources import IMPERSONAL
from feed.sources.contract import by_rank
from feed.steering import steering
from notes.models import Collect, Like, Note
from push.keeping_away import KeptAway, kept_away
from push.models import PlannedPush
from push.wishes import HISTORY
from users.models import Follow, Interest, User

# How far back the newest notes of followed people are looked for, and how many of the site's at most.
FOLLOWED_DAYS = 7
MOST_RECENT = 2000
# How many candidates of a source are ranked for one reader.
PER_SOURCE = 20
# Two pushes within this time do not bring the same author, where there is another.
AUTHOR_REST = timedelta(days=3)
IMPRESSION_DAYS = 60


@dataclass(slots=True)
class Shelf:
    """What all readers of a run choose from; pools of categories join when the first reader likes one."""

    at: datetime
    weights: Weights
    # source -> stages in which the staff have it on
    stages: dict[str, list[str]]
    popular: list[NoteFacts]
    fresh: list[NoteFacts]
    recent: dict[int, list[NoteFacts]]
    categories: dict[str, list[NoteFacts]] = field(default_factory=dict)
    # note -> language of its words, as far as it was asked for
    languages: dict[int, str] = field(default_factory=dict)

    def note_ids(self) -> set[int]:
        """Every note that could be chosen."""
        groups = chain([self.popular, self.fresh], self.recent.values(), self.categories.values())
        return {facts.note_id for facts in chain.from_iterable(groups)}

    def is_in_language_of(self, reader: User, facts: NoteFacts) -> bool:
        """False when the note is known to be in another language than the one the reader chose."""
        written = self.languages.get(facts.note_id, "")
        return not reader.language or not written or reader.language[:2] == written[:2]


@dataclass(slots=True)
class Memory:
    """What tells the readers of a page apart, by their key."""

    interests: dict[int, list[str]]
    followed: dict[int, list[int]]
    # reader -> notes they saw, liked, collected or were sent
    known: dict[int, set[int]]
    # reader -> (instant, author) of the pushes that came lately
    sent: dict[int, list[tuple[datetime, int | None]]]
    away: KeptAway

    def sent_at(self, reader_id: int) -> list[datetime]:
        return [instant for instant, _author in self.sent[reader_id]]


def shelf_at(at: datetime) -> Shelf:
    """The shelf of one run: the feed's pools, and what was published lately by author. Paid notes are not pushed."""
    sources, weights = steering()
    newest = recommendable().filter(published_at__gt=at - timedelta(days=FOLLOWED_DAYS), published_at__lte=at)
    recent: dict[int, list[NoteFacts]] = defaultdict(list)
    for facts in _free(facts_of(newest.order_by("-published_at", "-pk"), MOST_RECENT)):
        recent[facts.author_id].append(facts)
    stages = {name: stages for name, _limit, stages in sources}
    return Shelf(at, weights, stages, _free(pools.popular(at)), _free(pools.fresh()), dict(recent))


def _free(facts: Iterable[NoteFacts]) -> list[NoteFacts]:
    return [row for row in facts if not row.is_paid]


def memory_of(readers: Sequence[User], shelf: Shelf) -> Memory:
    """What is known of a page of readers: seven queries, however many readers there are, and three more at most when
    some of them keep something away."""
    ids = [reader.pk for reader in readers]
    interests: dict[int, list[str]] = defaultdict(list)
    rows = Interest.objects.filter(person__in=ids).order_by("category__code")
    for reader_id, code in rows.values_list("person_id", "category__code"):
        interests[reader_id].append(code)
        if code not in shelf.categories:
            shelf.categories[code] = _free(pools.popular_in(code, shelf.at))
    notes = shelf.note_ids()
    unasked = Note.objects.filter(pk__in=notes - shelf.languages.keys())
    shelf.languages |= dict(unasked.values_list("pk", "language"))
    known = _known(ids, notes, shelf.at)
    sent = _sent(ids, notes, known, shelf.at)
    away = kept_away(readers, notes, at=shelf.at)
    return Memory(interests, _followed(ids, shelf), known, sent, away)


def _followed(ids: Sequence[int], shelf: Shelf) -> dict[int, list[int]]:
    """Whom the readers follow, of those who published lately."""
    followed: dict[int, list[int]] = defaultdict(list)
    rows = Follow.objects.filter(follower__in=ids, followed__in=list(shelf.recent))
    for reader_id, author_id in rows.values_list("follower_id", "followed_id"):
        followed[reader_id].append(author_id)
    return followed


def _known(ids: Sequence[int], notes: set[int], at: datetime) -> dict[int, set[int]]:
    known: dict[int, set[int]] = defaultdict(set)
    for reader_id, note_id in seen_among(ids, notes, at):
        known[reader_id].add(note_id)
    return known


def seen_among(readers: Iterable[int], notes: Iterable[int], at: datetime) -> Iterator[tuple[int, int]]:
    """(reader, note) of everything these readers saw, liked or collected of these notes. Three queries."""
    people, wanted = list(readers), list(notes)
    since = at - timedelta(days=IMPRESSION_DAYS)
    seen = Impression.objects.filter(reader__in=people, note__in=wanted, seen_at__gt=since)
    for reader_id, note_id in seen.values_list("reader_id", "note_id").distinct():
        if reader_id is not None:
            yield reader_id, note_id
    for model in (Like, Collect):
        yield from model.objects.filter(person__in=people, note__in=wanted).values_list("person_id", "note_id")


def _sent(
    ids: Sequence[int], notes: set[int], known: dict[int, set[int]], at: datetime
) -> dict[int, list[tuple[datetime, int | None]]]:
    """The pushes that came lately; every note that was ever sent or is about to be joins `known`."""
    sent: dict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    rows = PlannedPush.objects.standing().filter(reader__in=ids)
    rows = rows.filter(Q(note__in=list(notes)) | Q(delivered_at__gt=at - HISTORY))
    for reader_id, note_id, author_id, instant in rows.values_list(
        "reader_id", "note_id", "note__author_id", "delivered_at"
    ):
        known[reader_id].add(note_id)
        if instant is not None and instant > at - HISTORY:
            sent[reader_id].append((instant, author_id))
    return sent


def choose(reader: User, shelf: Shelf, memory: Memory) -> Candidate | None:
    """The best note of the shelf this reader does not know, by the feed's own ranking; None when there is none.

    One in the reader's language goes before others, and one by an author who was not brought lately.
    """
    ranking = ranked(_candidates(reader, shelf, memory), shelf.weights, shelf.at)
    rested = {author for instant, author in memory.sent[reader.pk] if instant > shelf.at - AUTHOR_REST}

    def second_choice(candidate: Candidate) -> tuple[bool, bool]:
        facts = candidate.facts
        return not shelf.is_in_language_of(reader, facts), facts.author_id in rested

    return min(ranking, key=second_choice, default=None)


def _candidates(reader: User, shelf: Shelf, memory: Memory) -> list[Candidate]:
    stage = stage_of(reader, shelf.at)
    known = memory.known[reader.pk]
    found: list[Candidate] = []
    for source, facts in _proposals(reader.pk, shelf, memory):
        is_wanted = reader.has_personal_feed or source in IMPERSONAL
        if is_wanted and stage in shelf.stages.get(source, ()):
            unknown = (row for row in facts if row.note_id not in known and row.author_id != reader.pk)
            wanted = (row for row in unknown if not memory.away.holds_back(reader.pk, row.note_id, row.author_id))
            found += by_rank(source, islice(wanted, PER_SOURCE), PER_SOURCE)
    return found


def _proposals(reader_id: int, shelf: Shelf, memory: Memory) -> Iterator[tuple[str, Iterable[NoteFacts]]]:
    """The feed's sources over the shelf: the same names, the same order inside each."""
    followed = chain.from_iterable(shelf.recent[author] for author in memory.followed[reader_id])
    yield "followed", sorted(followed, key=lambda facts: (-facts.published, -facts.note_id))
    turns = zip_longest(*(shelf.categories[code] for code in memory.interests[reader_id]))
    yield "interests", (facts for facts in chain.from_iterable(turns) if facts is not None)
    yield "popular", shelf.popular
    yield "fresh", shelf.fresh
