"""What readers keep away holds for what they are told: blocks, and muted people, words and topics."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from notes.models import Note, NoteTopic
from users.models import User
from users.muting import names_a_muted_word
from users.shield import NONE, Shield, shields_of


@dataclass(slots=True)
class KeptAway:
    """The shields of some readers, and of the notes in question what those shields have to look at."""

    shields: Mapping[int, Shield] = field(default_factory=dict)
    texts: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    topics: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def holds_back(self, reader_id: int, note_id: int, author_id: int) -> bool:
        """Whether this reader does not want to meet this note."""
        shield = self.shields.get(reader_id, NONE)
        if shield == NONE:
            return False
        is_named = author_id in shield.hidden or bool(shield.topics & self.topics.get(note_id, frozenset()))
        return is_named or names_a_muted_word(shield.words, self.texts.get(note_id, ()))


def kept_away(readers: Iterable[User], notes: Collection[int], *, at: datetime) -> KeptAway:
    """What these readers keep away of these notes: three queries at most, and none when nobody keeps anything away."""
    shields = shields_of(readers, at=at)
    texts = _texts(notes) if any(shield.words for shield in shields.values()) else {}
    topics = _topics(notes) if any(shield.topics for shield in shields.values()) else {}
    return KeptAway(shields, texts, topics)


def _texts(notes: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = Note.objects.filter(pk__in=notes).values_list("pk", "title", "body")
    return {pk: (title, body) for pk, title, body in rows}


def _topics(notes: Collection[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for note_id, slug in NoteTopic.objects.filter(note__in=notes).values_list("note_id", "topic__slug"):
        found[note_id].add(slug)
    return {note_id: frozenset(slugs) for note_id, slugs in found.items()}
