"""Which topics are hot: how many different people wrote under them lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count

from notes.models import NoteTopic, State, Topic, Visibility

HOT_DAYS = 14
HOT_TOPICS = 12
LARGEST = 60
_KEEP_SECONDS = 300
_KEY = "feed:topics:hottest"


@dataclass(frozen=True, slots=True)
class HotTopic:
    """A topic with the number of different authors who wrote under it in the last HOT_DAYS days."""

    slug: str
    name: str
    url: str
    authors: int
    notes: int


def hot(at: datetime) -> list[HotTopic]:
    """The topics most people wrote under lately: people are counted, not notes, so nobody makes a topic hot alone."""
    kept: list[HotTopic] | None = cache.get(_KEY)
    if kept is None:
        kept = _hot(at)
        cache.set(_KEY, kept, _KEEP_SECONDS)
    return kept


def _hot(at: datetime) -> list[HotTopic]:
    recent = NoteTopic.objects.filter(
        note__state=State.LIVE,
        note__visibility=Visibility.PUBLIC,
        note__author__is_active=True,
        note__author__is_private=False,
        note__published_at__gt=at - timedelta(days=HOT_DAYS),
        topic__is_hidden=False,
    )
    rows = recent.order_by().values("topic").annotate(authors=Count("note__author", distinct=True), notes=Count("pk"))
    best = list(rows.order_by("-authors", "-notes", "topic")[:HOT_TOPICS])
    topics = Topic.objects.in_bulk([row["topic"] for row in best])
    return [
        HotTopic(topic.slug, topic.name, topic.get_absolute_url(), row["authors"], row["notes"])
        for row, topic in ((row, topics[row["topic"]]) for row in best)
    ]


def largest() -> list[Topic]:
    """The topics with most notes."""
    return list(Topic.objects.filter(is_hidden=False).order_by("-notes_count", "-pk")[:LARGEST])
