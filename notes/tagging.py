"""Topics somebody invents: held back until looked at below the level for new tags, and no growth in a topic alone.

A topic that waits is hidden everywhere a hidden one is. It opens when staff let it, or when an author whose new tags
need no review writes under it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from common.events import announce
from notes.events import note_edited
from notes.models import Note, NoteTopic, State, Topic, Visibility
from notes.policy import policy_of
from users import levels
from users.ladder_rows import ladder_rows
from users.models import GrowthEntry, RingMember

Reason = GrowthEntry.Reason
# So long a topic has time to find company; what is older the night no longer looks at.
_COMPANY = timedelta(days=90)
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Naming:
    """Who names topics, and whether a new one of theirs opens at once."""

    opens_at_once: bool
    at: datetime


def naming_of(note: Note, *, at: datetime) -> Naming:
    """How far the author of a note is trusted with new topics: by their level, or by the origin of the note."""
    return Naming(policy_of(note.origin).tags_at_once(note.author.level), at)


def topics_named(names: Mapping[str, str], naming: Naming) -> list[Topic]:
    """The topics of these names by address; those nobody wrote under yet are made, open or waiting."""
    made = {} if naming.opens_at_once else {"is_hidden": True, "waits_since": naming.at}
    topics = [
        Topic.objects.get_or_create(slug=slug, defaults={"name": name[:80], **made})[0] for slug, name in names.items()
    ]
    if naming.opens_at_once:
        for topic in topics:
            open_waiting(topic)
    return topics


def open_waiting(topic: Topic) -> bool:
    """Gives a waiting topic its page. False when it does not wait: what staff hid stays hidden."""
    if topic.waits_since is None or not _settle(topic, is_hidden=False):
        return False
    # Search hears of a topic through a note under it.
    under = Note.objects.public().filter(note_topics__topic=topic).order_by("-pk").first()
    if under is not None:
        announce(note_edited, note_id=under.pk)
    return True


def keep_hidden(topic: Topic) -> bool:
    """Decides that a waiting topic gets no page. False when it does not wait any more."""
    return _settle(topic, is_hidden=True)


def _settle(topic: Topic, **decided: bool) -> bool:
    waiting = Topic.objects.filter(pk=topic.pk, waits_since__isnull=False)
    if not waiting.update(waits_since=None, **decided):
        return False
    topic.waits_since = None
    topic.is_hidden = decided["is_hidden"]
    return True


def in_company(notes: Collection[Note], *, at: datetime) -> set[int]:
    """The keys of those notes that stand under an open topic somebody independent of their author writes under too.

    Independent: an account as old as the rules of counting ask, and not found in a ring. One query.
    """
    old_enough = at - timedelta(days=ladder_rows().rules.min_age_days)
    others = NoteTopic.objects.filter(
        topic=OuterRef("topic"),
        note__state=State.LIVE,
        note__visibility=Visibility.PUBLIC,
        note__author__is_active=True,
        note__author__is_private=False,
        note__author__joined_at__lte=old_enough,
    )
    independent = others.exclude(note__author=OuterRef("note__author")).exclude(
        note__author__in=RingMember.objects.values("person")
    )
    rows = NoteTopic.objects.filter(Exists(independent), note__in=notes, topic__is_hidden=False)
    return set(rows.values_list("note_id", flat=True))


def reward(notes: Collection[Note], *, at: datetime) -> int:
    """Writes the line of those of these public notes whose topics are in company. Returns how many are new."""
    found = in_company(notes, at=at)
    return sum(
        levels.record(note.author_id, reason=Reason.UNDER_TOPIC, source=note.source, at=at)
        for note in notes
        if note.pk in found
    )


def recount(*, at: datetime) -> int:
    """Finds the notes whose topics found company or were let open since they appeared. Returns how many."""
    written, last = 0, 0
    while notes := list(_recent(at).filter(pk__gt=last)[:_AT_ONCE]):
        sources = GrowthEntry.objects.filter(
            reason=Reason.UNDER_TOPIC,
            source__in=[note.source for note in notes],
            person__in={n.author_id for n in notes},
        )
        known = set(sources.values_list("source", flat=True))
        written += reward([note for note in notes if note.source not in known], at=at)
        last = notes[-1].pk
    return written


def _recent(at: datetime) -> QuerySet[Note]:
    fresh = Note.objects.public().filter(published_at__gt=at - _COMPANY)
    return fresh.filter(Exists(NoteTopic.objects.filter(note=OuterRef("pk")))).order_by("pk")
