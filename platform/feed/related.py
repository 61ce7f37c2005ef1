"""Notes like a given one."""

from django.db.models import Count, Q

from common.models import within
from feed.candidates import recommendable
from notes.models import Note

RELATED = 10


def related(note: Note) -> list[Note]:
    """Public notes that share topics with this one, then its category; the newest first. One query."""
    topics = list(note.note_topics.values_list("topic_id", flat=True))
    top = note.category.top_code if note.category else ""
    alike = Q(note_topics__topic__in=topics) | within(top or "-")
    shared = Count("note_topics", filter=Q(note_topics__topic__in=topics))
    found = recommendable().filter(alike).exclude(pk=note.pk).annotate(shared=shared)
    return list(found.for_cards().order_by("-shared", "-published_at", "-pk")[:RELATED])
