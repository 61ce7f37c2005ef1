"""What readers did: comments through the site's deed, likes and collects in bulk, and the levels they add up to."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from demo import reading
from demo.reading import CommentRow, PersonRow
from notes import tagging
from notes.comments import write_comment
from notes.lines import reason_of, standings
from notes.models import Collect, Comment, Form, Like, Note, Visibility
from users import levels
from users.ladder_rows import ladder_rows
from users.models import Follow, GrowthEntry, User

Reason = GrowthEntry.Reason
# Newcomers look around first: they like and collect nothing yet.
_FIRST_LEVEL_THAT_REACTS = 1
_COLLECTS_PER_LIKE = 0.45
# Whoever wrote under a note mostly likes it.
_TALKERS_WISH = 0.85


@dataclass(frozen=True, slots=True)
class Wish:
    """How much (0 to 1) a reader wants to react to a note, and when they came upon it."""

    note: Note
    reader: int
    strength: float
    at: datetime


def load_comments(
    rows: Sequence[CommentRow], notes: Iterable[Note], people: Mapping[str, User], *, at: datetime
) -> int:
    """Writes every comment, the oldest first. Returns how many. KeyError for an unknown title."""
    of_title = {note.title: note for note in notes}
    times = _times(rows, of_title, at)
    made: dict[int, Comment] = {}
    for number in sorted(range(len(rows)), key=lambda number: (times[number], number)):
        row = rows[number]
        answered = None if row.answers is None else made[row.answers]
        note, author = of_title[row.title], people[row.author]
        made[number] = write_comment(note, author, row.text, at=times[number], parent=answered)
    return len(made)


def _times(rows: Sequence[CommentRow], notes: Mapping[str, Note], at: datetime) -> list[datetime]:
    """When each comment was written: after what it speaks to, mostly within the first days, never in the future."""
    chance = random.Random(11)  # noqa: S311  (a demo, not a secret)
    times: list[datetime] = []
    for number, row in enumerate(rows):
        # The lines of a thread follow each other; a first word follows the note.
        earliest = notes[row.title].published_at if row.answers is None else times[number - 1]
        if earliest is None:
            raise ValueError(f"{row.title} is not live")
        times.append(earliest + min(at - earliest, timedelta(days=4)) * chance.random() ** 2)
    return times


def appeal(rank: float) -> float:
    """The likelihood that somebody fond of the category likes a note, by the note's rank from 0 (best) to 1.

    A Pareto curve: a few notes are liked by nearly everybody, most by some, the last by hardly anyone.
    """
    return float(0.97 / (1 + 12 * rank) ** 0.9)


def load_reactions(
    notes: Iterable[Note], rows: Sequence[PersonRow], people: Mapping[str, User], *, at: datetime
) -> int:
    """Likes and collects by taste, language and acquaintance. Returns how many.

    Written in bulk with the counters recounted after, because the deeds would announce thousands of old reactions.
    """
    chance = random.Random(23)  # noqa: S311  (a demo, not a secret)
    readers = [(row, people[row.handle].pk) for row in rows]
    public = [note for note in notes if note.visibility == Visibility.PUBLIC]
    ranked = _by_draw(public, {pk: row.level for row, pk in readers}, chance)
    wishes = _wishes(ranked, readers, at, chance)
    likes = [Like(note=w.note, person_id=w.reader, created_at=w.at) for w in wishes if chance.random() < w.strength]
    kept = [w for w in wishes if chance.random() < w.strength * _COLLECTS_PER_LIKE]
    kept = sorted([*kept, *_for_albums(wishes, kept, people)], key=lambda wish: wish.at)
    Like.objects.bulk_create(likes)
    Collect.objects.bulk_create([Collect(note=w.note, person_id=w.reader, created_at=w.at) for w in kept])
    _recount()
    return len(likes) + len(kept)


def _for_albums(wishes: Sequence[Wish], kept: Sequence[Wish], people: Mapping[str, User]) -> list[Wish]:
    """What keepers of albums collect besides, of each album's category what they wished for most: no album is empty."""
    there = {(wish.note.pk, wish.reader) for wish in kept}
    more: dict[tuple[int, int], Wish] = {}
    for row in reading.albums():
        owner = people[row.owner].pk
        mine = [w for w in wishes if w.reader == owner and w.note.category and w.note.category.top_code == row.category]
        best = sorted(mine, key=lambda wish: -wish.strength)[: row.number]
        more |= {(w.note.pk, owner): w for w in best if (w.note.pk, owner) not in there}
    return list(more.values())


def _wishes(
    ranked: Sequence[Note], readers: Sequence[tuple[PersonRow, int]], at: datetime, chance: random.Random
) -> list[Wish]:
    """Everybody's wish to react to everybody else's notes, in the order in which they came upon them."""
    follows = set(Follow.objects.values_list("follower_id", "followed_id"))
    talkers = set(Comment.objects.values_list("note_id", "author_id"))
    found = []
    for number, note in enumerate(ranked):
        best, since = appeal(number / len(ranked)), note.published_at or at
        for row, pk in readers:
            when = since + (at - since) * chance.random() ** 3
            if pk != note.author_id and row.level >= _FIRST_LEVEL_THAT_REACTS:
                wish = best * _fit(note, row, is_following=(pk, note.author_id) in follows)
                wish = max(wish, _TALKERS_WISH) if (note.pk, pk) in talkers else wish
                found.append(Wish(note, pk, wish, when))
    return sorted(found, key=lambda wish: wish.at)


def _by_draw(notes: Sequence[Note], standing: Mapping[int, int], chance: random.Random) -> list[Note]:
    """The notes from the most to the least liked: a draw in which pictures, well-known authors and talk do better."""
    talk = dict(Note.objects.values_list("pk", "comment_count"))

    def drawn(note: Note) -> float:
        pictures = 0.15 if note.form == Form.PICTURES else 0.0
        return chance.random() + pictures + 0.05 * standing[note.author_id] + 0.12 * min(5, talk[note.pk])

    return sorted(notes, key=drawn, reverse=True)


def _fit(note: Note, reader: PersonRow, *, is_following: bool) -> float:
    top = note.category.top_code if note.category else ""
    fit = 1.0 if top in reader.interests else 0.5
    same_tongue = 1.0 if reader.language.startswith(note.language) else 0.5
    return min(1.0, fit * same_tongue * (1.4 if is_following else 1.0))


def _recount() -> None:
    for model, counter in ((Like, "like_count"), (Collect, "collect_count")):
        counted = model.objects.filter(note=OuterRef("pk")).order_by().values("note").annotate(n=Count("pk"))
        Note.objects.update(**{counter: Coalesce(Subquery(counted.values("n")), 0)})
    received = Note.objects.filter(author=OuterRef("pk")).order_by().values("author")
    total = received.annotate(n=Sum(F("like_count") + F("collect_count")))
    User.objects.update(received_count=Coalesce(Subquery(total.values("n")), 0))


def load_growth(rows: Sequence[PersonRow], people: Mapping[str, User], *, at: datetime) -> None:
    """Writes the ledger lines the reactions earned and the levels they add up to.

    Whoever stands higher in people.txt than their ledger reaches has a line by staff that says so.
    """
    # When a note appeared, those that keep it company under its topics were mostly not written yet.
    tagging.recount(at=at)
    GrowthEntry.objects.bulk_create([*_collected(), *_reached(at)])
    ladder = levels.ladder()
    for row in rows:
        person = people[row.handle]
        reached = levels.level_reached(ladder, levels.record_of(person.pk), at)
        level = max(row.level, reached)
        User.objects.filter(pk=person.pk).update(level=level)
        if level:
            reason = Reason.STAFF if row.level > reached else Reason.LEVEL
            GrowthEntry.objects.get_or_create(
                person=person, reason=reason, source=f"level:{level}", defaults={"created_at": at}
            )


def _collected() -> list[GrowthEntry]:
    return [
        GrowthEntry(
            person_id=collect.person_id,
            reason=Reason.COLLECTED,
            source=collect.note.source,
            points=levels.POINTS[Reason.COLLECTED],
            created_at=collect.created_at,
        )
        for collect in Collect.objects.select_related("note").order_by("pk")
    ]


def _reached(at: datetime) -> list[GrowthEntry]:
    """A line for each note that independent reactions carried there, by the rule the site itself uses."""
    rows = ladder_rows()
    notes = list(Note.objects.public().order_by("pk"))
    found = standings(notes, rules=rows.rules, at=at)
    return [
        GrowthEntry(
            person_id=note.author_id,
            reason=reason_of(note, line.code),
            source=note.source,
            points=levels.POINTS[reason_of(note, line.code)],
            created_at=at,
        )
        for line in rows.lines
        for note in notes
        if found[note.pk].reaches(line)
    ]
