"""A year of made-up people, honest and in rings, through the real rules: what do the rules cost each of them?

The same reactions are counted twice: as they are, and as users.independence weighs them. Rings, lines and levels come
from the functions the site runs (weigh, rings_of, level_reached) and from the ladder in force; only the people are
invented. Nothing is written to the database.
"""

import random
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from users.independence import Given, Giver, weigh
from users.ladder_rows import LadderRows
from users.levels import POINTS, Reason, Record, level_reached
from users.models import Level
from users.rings import rings_of

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 24 * 60
WEEK = 7
_VIDEO_SHARE = 0.15
Kept = TypeVar("Kept")
Both = tuple[Kept, Kept]
_START_LINES = (Reason.PUBLISHED, Reason.FOLLOWED, Reason.COLLECTED, Reason.COMMENTED)


@dataclass(frozen=True, slots=True)
class Town:
    """How large the made-up year is. Rings hold 10 to 40 accounts each."""

    accounts: int = 10_000
    in_rings: int = 500
    days: int = 365
    seed: int = 7


@dataclass(slots=True)
class Person:
    """Somebody made up. `joined` in minutes before (below 0) or after the year began; `ring` for a fraud's fellows."""

    key: int
    joined: int
    quality: float
    notes: int
    fellows: Sequence[int] = ()
    ring: int | None = None
    pads: bool = False


@dataclass(slots=True)
class MadeNote:
    """A note and what it was given: (giver, minute) by kind."""

    author: int
    minute: int
    is_video: bool
    likes: list[tuple[int, int]] = field(default_factory=list)
    collects: list[tuple[int, int]] = field(default_factory=list)


def people_of(town: Town) -> list[Person]:
    """The honest first, the rings after them. Honest people have a circle of acquaintances they also read."""
    chance = random.Random(town.seed)  # noqa: S311  (invented people, no secret)
    honest = town.accounts - town.in_rings
    made = [_honest(key, honest, town, chance) for key in range(honest)]
    while len(made) < town.accounts:
        made += _ring(len(made), min(chance.randint(10, 40), town.accounts - len(made)), town, chance)
    return made


def _honest(key: int, honest: int, town: Town, chance: random.Random) -> Person:
    joined = -chance.randint(1, 700) * DAY if chance.random() < 0.6 else chance.randint(0, town.days * DAY)
    # A circle is mutual: whoever stands as far on one side has this person on the other.
    near = [(key + side * step) % honest for step in chance.sample((1, 3, 7, 12, 18, 25, 33), 4) for side in (-1, 1)]
    notes = min(60, int(chance.lognormvariate(1.2, 1.0) * town.days / 365))
    return Person(key, joined, chance.betavariate(2, 4), notes, [one for one in near if one != key])


def _ring(first: int, size: int, town: Town, chance: random.Random) -> list[Person]:
    """Accounts bought together or over months; they write often and badly, and like one another."""
    fellows, pads = range(first, first + size), chance.random() < 0.5
    bought_at_once, start = chance.random() < 0.5, -chance.randint(10, 200) * DAY
    notes = max(2, 24 * town.days // 365)
    return [
        Person(
            key,
            start + (chance.randint(0, 9) if bought_at_once else chance.randint(0, 9 * DAY)),
            0.08,
            notes,
            [one for one in fellows if one != key],
            first,
            pads,
        )
        for key in fellows
    ]


def notes_of(people: Sequence[Person], town: Town) -> list[MadeNote]:
    """Every note of the year with all it is given, in the order in which it appeared."""
    chance = random.Random(town.seed + 1)  # noqa: S311
    public = Public(people)
    end, made = town.days * DAY, []
    for author in people:
        begins = max(0, author.joined)
        for _ in range(author.notes if begins < end else 0):
            note = MadeNote(author.key, chance.randint(begins, end), chance.random() < _VIDEO_SHARE)
            _react(note, author, public, chance)
            made.append(note)
    _pad(people, made, chance)
    return sorted(made, key=lambda note: note.minute)


class Public:
    """Everybody honest in the order in which they joined: only who is there already can react."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._joined = sorted((one.joined, one.key) for one in people if one.ring is None)
        self._since = {one.key: one.joined for one in people}

    def somebody(self, minute: int, chance: random.Random) -> int:
        here = bisect_right(self._joined, (minute, len(self._since)))
        return self._joined[chance.randrange(max(1, here))][1]

    def is_here(self, key: int, minute: int) -> bool:
        return self._since[key] <= minute


def _react(note: MadeNote, author: Person, public: Public, chance: random.Random) -> None:
    """What a note is given: by strangers as it deserves, by acquaintances more, by fellows of a ring nearly always."""
    strangers = int(chance.expovariate(1 / (28 * author.quality**1.5)))
    readers = [public.somebody(note.minute, chance) for _ in range(strangers)]
    warmth = 0.8 if author.ring is not None else 0.3
    readers += [key for key in author.fellows if chance.random() < warmth]
    quick = author.ring is not None and chance.random() < 0.4
    for key in dict.fromkeys(readers):
        if key == author.key or not public.is_here(key, note.minute):
            continue
        minute = note.minute + (chance.randint(0, 50) if quick else int(chance.expovariate(1 / (3 * DAY))))
        note.likes.append((key, minute))
        if chance.random() < 0.3:
            note.collects.append((key, minute + 1))


def _pad(people: Sequence[Person], notes: Sequence[MadeNote], chance: random.Random) -> None:
    """Some rings like strangers too, so as not to stand out: a quarter of what they give to fellows."""
    honest = [note for note in notes if people[note.author].ring is None]
    for one in people:
        if one.pads and honest:
            for _ in range(len(one.fellows) * one.notes // 4):
                note = chance.choice(honest)
                note.likes.append((one.key, note.minute + chance.randint(0, 5 * DAY)))


class Year:
    """The year, week by week: rings are found, notes weighed, lines written, levels reached."""

    def __init__(self, people: Sequence[Person], notes: Sequence[MadeNote], rows: LadderRows, town: Town) -> None:
        self.people, self.notes, self.rows, self.town = people, notes, rows, town
        self.rings: Mapping[int, int] = {}
        # Of each of the two ways of counting: lines, levels, and levels summed over the weeks (how high, how soon).
        self.have: Both[list[Counter[str]]] = ([Counter() for _ in people], [Counter() for _ in people])
        self.levels = ([0] * len(people), [0] * len(people))
        self.height = ([0] * len(people), [0] * len(people))
        self.times = _times_by_pair(notes)
        self._done: Both[set[tuple[int, str]]] = (set(), set())

    def play(self, ladder: Sequence[Level]) -> None:
        weekly, rules = _weekly(self.notes), self.rows.rules
        edges, looked_back = Counter[tuple[int, int]](), -(-rules.ring_days // WEEK)
        for week in range(1, -(-self.town.days // WEEK) + 1):
            until = week * WEEK * DAY
            edges += weekly[week].edges
            edges -= weekly[week - looked_back].edges
            self.rings = rings_of(edges, rules)
            touched = weekly[week].notes | weekly[week - 1].notes
            for number in sorted(touched):
                self._weigh(number, until)
            self._climb(ladder, until)

    def _weigh(self, number: int, until: int) -> None:
        """Writes what a note has reached by now, as everything counts (0) and as it is weighed (1)."""
        note = self.notes[number]
        self._begin(note)
        likes, collects = ([r for r in given if r[1] <= until] for given in (note.likes, note.collects))
        honest = {"likes": self._as_given(note, likes), "collects": self._as_given(note, collects)}
        for line in self.rows.lines:
            if line.is_reached(**honest):
                self._write(0, number, line.code)
        open_lines = [line for line in self.rows.lines if line.is_reached(likes=len(likes), collects=len(collects))]
        if any((number, line.code) not in self._done[1] for line in open_lines):
            counted = {"likes": self._count(note, likes, until), "collects": self._count(note, collects, until)}
            for line in open_lines:
                if line.is_reached(**counted):
                    self._write(1, number, line.code)

    def _as_given(self, note: MadeNote, given: Sequence[tuple[int, int]]) -> int:
        """How many reactions there are when each counts. What rings strew over honest notes is no output of theirs."""
        if self.people[note.author].ring is not None:
            return len(given)
        return sum(self.people[key].ring is None for key, _minute in given)

    def _begin(self, note: MadeNote) -> None:
        for have in self.have:
            have[note.author].update(dict.fromkeys(_START_LINES, 1))

    def _write(self, way: int, number: int, line: str) -> None:
        if (number, line) not in self._done[way]:
            self._done[way].add((number, line))
            note = self.notes[number]
            self.have[way][note.author][f"{'video' if note.is_video else 'note'}_{line}"] += 1

    def _count(self, note: MadeNote, given: Iterable[tuple[int, int]], until: int) -> int:
        return weigh(self._given(note, given), rules=self.rows.rules, at=_at(until)).count

    def _given(self, note: MadeNote, given: Iterable[tuple[int, int]]) -> Iterator[Given]:
        span = self.rows.rules.per_days * DAY
        for key, minute in given:
            earlier = sum(minute - span < one < minute for one in self.times[note.author, key])
            giver = Giver(key, _at(self.people[key].joined), True, self.rings.get(key))
            yield Given(giver, _at(minute), earlier)

    def _climb(self, ladder: Sequence[Level], until: int) -> None:
        for way, have in enumerate(self.have):
            levels, height = self.levels[way], self.height[way]
            for key, lines in enumerate(have):
                if lines:
                    levels[key] = max(levels[key], level_reached(ladder, Record(lines), _at(until)))
                height[key] += levels[key]


def _at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@dataclass(slots=True)
class _Week:
    """What happened in a week: who gave to whom how often, and which notes were given something."""

    edges: Counter[tuple[int, int]] = field(default_factory=Counter)
    notes: set[int] = field(default_factory=set)


def _weekly(notes: Sequence[MadeNote]) -> dict[int, _Week]:
    found: dict[int, _Week] = defaultdict(_Week)
    for number, note in enumerate(notes):
        for key, minute in (*note.likes, *note.collects):
            week = found[minute // (WEEK * DAY) + 1]
            week.edges[key, note.author] += 1
            week.notes.add(number)
    return found


def _times_by_pair(notes: Iterable[MadeNote]) -> dict[tuple[int, int], list[int]]:
    times: dict[tuple[int, int], list[int]] = defaultdict(list)
    for note in notes:
        for key, minute in note.likes:
            times[note.author, key].append(minute)
    return times


@dataclass(frozen=True, slots=True)
class Group:
    """What a group of people reached, as everything counts and as it is weighed."""

    name: str
    people: int
    notes: float
    raw_points: int
    points: int
    raw_level: float
    level: float
    raw_height: int
    height: int

    @property
    def kept(self) -> float:
        """The share of the raw points that is left."""
        return self.points / self.raw_points if self.raw_points else 1.0

    @property
    def slowed(self) -> float:
        """By what share the way up is longer: levels summed over the weeks."""
        return 1 - self.height / self.raw_height if self.raw_height else 0.0


def group(name: str, members: Sequence[Person], year: Year) -> Group:
    keys = [one.key for one in members]

    def points(way: int) -> int:
        return sum(POINTS.get(r, 0) * n for key in keys for r, n in year.have[way][key].items() if "_" in r)

    def mean(figures: Sequence[int]) -> float:
        return sum(figures[key] for key in keys) / max(1, len(keys))

    return Group(
        name,
        len(keys),
        sum(one.notes for one in members) / max(1, len(keys)),
        points(0),
        points(1),
        mean(year.levels[0]),
        mean(year.levels[1]),
        sum(year.height[0][key] for key in keys),
        sum(year.height[1][key] for key in keys),
    )


def simulate(town: Town, *, rows: LadderRows, ladder: Sequence[Level]) -> list[Group]:
    """Plays the year. Returns the honest, those of them who write as much as a ring's accounts, and the rings."""
    people = people_of(town)
    year = Year(people, notes_of(people, town), rows, town)
    year.play(ladder)
    honest = [one for one in people if one.ring is None]
    rings = [one for one in people if one.ring is not None]
    output = rings[0].notes if rings else 0
    same = [one for one in honest if output * 0.75 <= one.notes <= output * 1.25]
    return [
        group("honest", honest, year),
        group("honest, same output", same, year),
        group("rings", [one for one in rings if not one.pads], year),
        group("rings that pad", [one for one in rings if one.pads], year),
        group("all rings", rings, year),
    ]
