"""Which lines a note has reached, by the reactions that speak for themselves.

The same function answers when a reaction arrives, on the author's page, and in the nightly recount: it loads the
reactions and asks users.independence. A line once reached stays in the ledger, whatever is taken back later.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from notes.models import Collect, Form, Like, Note, NoteQuerySet, State, Visibility
from users import levels
from users.givers import givers, set_rings
from users.independence import Given, Rules, Weighing, weigh
from users.ladder_rows import LadderRows, LineFigures, ladder_rows
from users.models import GrowthEntry
from users.rings import rings_of

KINDS: Mapping[str, type[Like] | type[Collect]] = {"like": Like, "collect": Collect}
# Up to here each reaction is weighed as it comes; beyond, every 50th, and each by night.
_EACH_UNTIL, _THEN_EVERY = 200, 50
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """What a note's likes and collects add up to."""

    likes: Weighing
    collects: Weighing

    def reaches(self, line: LineFigures) -> bool:
        return line.is_reached(collects=self.collects.count, likes=self.likes.count)


def reason_of(note: Note, line: str) -> str:
    """The reason under which a line is written into the ledger: "note_base", "video_strong"."""
    return f"{'video' if note.form == Form.VIDEO else 'note'}_{line}"


def standings(notes: Collection[Note], *, rules: Rules, at: datetime) -> dict[int, Standing]:
    """Weighs the reactions to each of these notes, the authors' own left out. Eight queries however many they are."""
    likes, collects = (_given(model, notes, rules) for model in (Like, Collect))
    people = givers({pk for rows in (likes, collects) for found in rows.values() for pk, *_rest in found})

    def weighed(rows: Sequence[tuple[int, datetime, int]]) -> Weighing:
        return weigh((Given(people[pk], when, earlier) for pk, when, earlier in rows), rules=rules, at=at)

    return {note.pk: Standing(weighed(likes[note.pk]), weighed(collects[note.pk])) for note in notes}


def _given(
    model: type[Like] | type[Collect], notes: Collection[Note], rules: Rules
) -> dict[int, list[tuple[int, datetime, int]]]:
    """The reactions of one kind to each note as (giver, when, how many other notes of the author came before it)."""
    rows = model.objects.filter(note__in=notes).exclude(person=F("note__author"))
    own = list(rows.values_list("note_id", "note__author_id", "person_id", "created_at"))
    before = _times(model, {(author, giver) for _note, author, giver, _when in own}, own, rules)
    found: dict[int, list[tuple[int, datetime, int]]] = defaultdict(list)
    span = timedelta(days=rules.per_days)
    for note_id, author, giver, when in own:
        times = before[author, giver]
        found[note_id].append((giver, when, bisect_left(times, when) - bisect_left(times, when - span)))
    return found


def _times(
    model: type[Like] | type[Collect],
    pairs: Collection[tuple[int, int]],
    own: Sequence[tuple[int, int, int, datetime]],
    rules: Rules,
) -> dict[tuple[int, int], list[datetime]]:
    """When each of these givers reacted to anything of these authors, in order, as far back as the rules look."""
    times: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    if not own:
        return times
    since = min(when for *_ids, when in own) - timedelta(days=rules.per_days)
    rows = model.objects.filter(
        note__author__in={author for author, _giver in pairs},
        person__in={giver for _author, giver in pairs},
        created_at__gte=since,
    )
    for author, giver, when in rows.order_by("created_at").values_list("note__author_id", "person_id", "created_at"):
        times[author, giver].append(when)
    return times


def reward(note: Note, *, at: datetime) -> None:
    """Writes the lines a note has reached into its author's ledger. Called for each reaction, so it looks no further
    than it must: not below the first line's raw counts, and of a note that many reacted to only now and then.
    """
    rows = ladder_rows()
    raw = note.like_count + note.collect_count
    if not _raw_lines(note, rows) or (raw > _EACH_UNTIL and raw % _THEN_EVERY):
        return
    _write([note], rows, at=at)


def recount(*, at: datetime) -> int:
    """Weighs every public note anew that may have reached a line it has no entry for. Returns how many it has now.

    It finds what no reaction tells of: an account that grew old enough, a ring that broke up, other figures of a line.
    """
    rows, written, last = ladder_rows(), 0, 0
    while notes := list(_candidates(rows).filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        written += _write(notes, rows, at=at)
        last = notes[-1].pk
    return written


def _candidates(rows: LadderRows) -> NoteQuerySet:
    enough = Q(like_count__gte=min(line.likes for line in rows.lines))
    enough |= Q(collect_count__gte=min(line.collects for line in rows.lines))
    return Note.objects.public().filter(enough)


def _raw_lines(note: Note, rows: LadderRows) -> list[LineFigures]:
    """The lines a note would have reached if every reaction counted; none for a note that is not for everybody."""
    if note.visibility != Visibility.PUBLIC or note.state != State.LIVE:
        return []
    return [line for line in rows.lines if line.is_reached(collects=note.collect_count, likes=note.like_count)]


def _write(notes: Sequence[Note], rows: LadderRows, *, at: datetime) -> int:
    known = GrowthEntry.objects.filter(
        source__in=[note.source for note in notes], person__in={n.author_id for n in notes}
    )
    written = set(known.values_list("source", "reason"))
    open_lines = {
        note: [line for line in _raw_lines(note, rows) if (note.source, reason_of(note, line.code)) not in written]
        for note in notes
    }
    wanting = [note for note, lines in open_lines.items() if lines]
    if not wanting:
        return 0
    found = standings(wanting, rules=rows.rules, at=at)
    return sum(
        levels.record(note.author_id, reason=reason_of(note, line.code), source=note.source, at=at)
        for note in wanting
        for line in open_lines[note]
        if found[note.pk].reaches(line)
    )


def edges_since(since: datetime) -> Counter[tuple[int, int]]:
    """How often each person reacted to each author's notes since an instant, one's own left out. Two queries."""
    edges: Counter[tuple[int, int]] = Counter()
    for model in (Like, Collect):
        rows = model.objects.filter(created_at__gte=since).exclude(person=F("note__author"))
        pairs = rows.order_by().values_list("person_id", "note__author_id").annotate(times=Count("pk"))
        for giver, author, times in pairs.iterator(chunk_size=5000):
            edges[giver, author] += times
    return edges


def renew_rings(*, at: datetime) -> int:
    """Finds who mostly reacts to one another, out of the last months. Returns how many people are in a ring."""
    rules = ladder_rows().rules
    edges = edges_since(at - timedelta(days=rules.ring_days))
    return set_rings(rings_of(edges, rules), at=at)
