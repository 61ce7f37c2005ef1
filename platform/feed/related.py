"""Notes like a given one."""

from collections import Counter

from common.models import within
from feed.candidates import recommendable
from feed.memory import Memory
from notes.cards import Card, Viewer, cards_among
from notes.models import Note, NoteTopic

RELATED = 10
# Of a large topic only the newest are looked at: a page shows ten.
MOST_OF_TOPICS = 300
_memory: Memory[list[int]] = Memory()


def related(note: Note, viewer: Viewer) -> list[Card]:
    """Cards of public notes that share topics with this one, most first, then of its category; each newest first."""
    keys = _memory.get(note.public_id, lambda: _keys(note))
    return cards_among(recommendable().offered_to(viewer), keys, viewer, {})


def _keys(note: Note) -> list[int]:
    """Two queries, each along an index: one for the topics, one for the category."""
    shared = _shared(note)
    newest = recommendable().exclude(pk=note.pk).order_by("-published_at", "-pk")
    under = newest.filter(pk__in=shared).values_list("pk", flat=True) if shared else []
    keys = sorted(under, key=lambda pk: -shared[pk])[:RELATED]
    if len(keys) < RELATED and note.category:
        beside = newest.filter(within(note.category.top_code)).exclude(pk__in=keys)
        keys += beside.values_list("pk", flat=True)[: RELATED - len(keys)]
    return keys


def _shared(note: Note) -> Counter[int]:
    """How many topics of this note the newest others stand under, by their key."""
    own = NoteTopic.objects.filter(note=note).values("topic")
    rows = NoteTopic.objects.filter(topic__in=own).exclude(note=note).order_by("-note_id")
    return Counter(rows.values_list("note_id", flat=True)[:MOST_OF_TOPICS])
