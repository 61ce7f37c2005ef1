"""Pages of the feed: sources, ranking, mixing, then one query for the cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from common.keyset import page_after
from common.models import within
from feed import pools, sessions
from feed.candidates import Candidate, recommendable
from feed.mixing import mixed
from feed.ranking import ranked
from feed.readers import Reader, reader_of
from feed.sessions import Chosen
from feed.sources import IMPERSONAL, SOURCES
from feed.sources.contract import by_rank
from feed.sources.followed import notes_followed
from feed.steering import steering
from feed.surroundings import Surroundings, Where, notes_in, surroundings_of
from notes.cards import Card, cards_among, offered_cards
from notes.models import Note, NoteQuerySet
from users.models import User
from users.shield import shield_of

PAGE = 20
SITTING = 300
MOST_CANDIDATES = 500
Viewer = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Page:
    """Cards and the cursor of the page after them; an empty cursor means the end."""

    cards: list[Card]
    cursor: str


def gather(reader: Reader, at: datetime) -> list[Candidate]:
    """What all sources that are on for this reader's stage propose, MOST_CANDIDATES at most."""
    on = [(name, limit) for name, limit, stages in steering()[0] if reader.stage in stages and name in SOURCES]
    asked = [(name, limit) for name, limit in on if reader.is_personal or name in IMPERSONAL]
    found = [candidate for name, limit in asked for candidate in SOURCES[name](reader, limit, at)]
    return _without(reader.hidden, found)[:MOST_CANDIDATES]


def _without(hidden: frozenset[int], found: list[Candidate]) -> list[Candidate]:
    """Taken out before mixing, so that a sitting is full; the pools are shared and know no reader."""
    return [candidate for candidate in found if candidate.facts.author_id not in hidden] if hidden else found


def for_you(viewer: Viewer, cursor: str, *, at: datetime, size: int = PAGE) -> Page:
    """The recommended page: a mixture of all sources of the reader's stage, then everything by age."""

    def mixture() -> list[Candidate]:
        reader = reader_of(viewer, at)
        return mixed(ranked(gather(reader, at), steering()[1], at), SITTING, own=reader.person_id)

    return _sitting(viewer, cursor, mixture, recommendable().exclude(author=viewer.pk), size)


def of_category(viewer: Viewer, code: str, cursor: str, *, at: datetime, size: int = PAGE) -> Page:
    """The best of one category and its children, then everything of it by age."""

    def mixture() -> list[Candidate]:
        popular = by_rank("popular", pools.popular_in(code, at), MOST_CANDIDATES)
        found = _without(shield_of(viewer).hidden, popular)
        return mixed(ranked(found, steering()[1], at), SITTING, is_category_chosen=True)

    return _sitting(viewer, cursor, mixture, recommendable().filter(within(code)), size)


def _sitting(
    viewer: Viewer, cursor: str, mixture: Callable[[], list[Candidate]], rest: NoteQuerySet, size: int
) -> Page:
    """One page of a sitting. The cursor is "<session>.<offset>" while the sitting is kept, then "k<keyset>"."""
    if cursor.startswith("k"):
        return newest(viewer, rest, cursor[1:], prefix="k", size=size)
    key, _, place = cursor.partition(".")
    if key and place.isdecimal():
        kept = sessions.load(key)
        return _cut(viewer, key, kept, int(place), size) if kept else newest(viewer, rest, "", prefix="k", size=size)
    # Whatever was switched off, a first screen is empty only where there is nothing to read.
    return _begin(viewer, mixture(), size) or newest(viewer, rest, "", prefix="k", size=size)


def following(viewer: User, cursor: str, *, size: int = PAGE) -> Page:
    """Everything of the people followed, newest first: no ranking, no mixing."""
    return newest(viewer, notes_followed(viewer.pk), cursor, prefix="", size=size, source="followed")


def near(viewer: User, cursor: str, *, at: datetime, size: int = PAGE) -> Page:
    """The newest public notes around; empty where too few people are about to stay unrecognised."""
    return near_in(surroundings_of(viewer, at=at), viewer, cursor, at=at, size=size)


def near_in(found: Surroundings, viewer: User, cursor: str, *, at: datetime, size: int = PAGE) -> Page:
    """The same where it is known already where to look."""
    if found.where in {Where.UNKNOWN, Where.TOO_FEW}:
        return Page([], "")
    return newest(viewer, notes_in(found, viewer, at=at), cursor, prefix="", size=size, source="nearby")


def newest(
    viewer: Viewer, notes: NoteQuerySet, cursor: str, *, prefix: str, size: int = PAGE, source: str = "fresh"
) -> Page:
    """A keyset page of any notes, newest first. A cursor nobody made starts again at the top."""
    wanted = notes.offered_to(viewer).for_offer(viewer)
    page = page_after(wanted, cursor, fields=("-published_at", "-pk"), size=size)
    sources = {note.pk: source for note in page.items}
    following_page = f"{prefix}{page.next_cursor.encode()}" if page.next_cursor else ""
    return Page(offered_cards(page.items, viewer, sources), following_page)


def _begin(viewer: Viewer, mixture: Sequence[Candidate], size: int) -> Page | None:
    """The first page of a new sitting; None when no source found anything."""
    if not mixture:
        return None
    chosen = [Chosen(c.facts.note_id, c.source) for c in mixture]
    key = sessions.keep(mixture) if len(chosen) > size else ""
    return _cut(viewer, key, chosen, 0, size)


def _cut(viewer: Viewer, key: str, chosen: Sequence[Chosen], start: int, size: int) -> Page:
    part = chosen[start : start + size]
    end = start + len(part)
    cursor = f"{key}.{end}" if key and end < len(chosen) else ""
    return Page(cards_for(viewer, part), cursor)


def cards_for(viewer: Viewer, chosen: Sequence[Chosen]) -> list[Card]:
    """Cards of the chosen notes in their order; what was withdrawn, or is kept away, meanwhile is left out.

    One query."""
    sources = {c.note_id: c.source for c in chosen}
    return cards_among(Note.objects.visible_to(viewer).offered_to(viewer), list(sources), viewer, sources)
