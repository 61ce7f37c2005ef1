"""Items of the inbox as the page shows them: a sentence in the reader's language, a cover, where it leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notes.cards import Cover, cover_of
from notes.models import Note
from push.models import InboxItem, Kind
from users.models import User
from users.templatetags.level_tags import level_name

EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page. `words` are the comment's, or the note's title; empty when neither is to be seen.
    `person` is whose picture stands before it."""

    id: str
    kind: str
    sentence: str
    words: str
    cover: Cover | None
    ground: str
    person: User | None
    happened_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What sentences are made of."""

    item: InboxItem
    note: Note | None

    @property
    def who(self) -> str:
        """The last person, and how many others: "Mina", "Mina and 12 others"."""
        name = self.item.actor.shown_name if self.item.actor else _("Somebody")
        others = self.item.count - 1
        if others < 1:
            return name
        shown = {"name": name, "count": others}
        return ngettext("%(name)s and %(count)d other", "%(name)s and %(count)d others", others) % shown

    @property
    def author(self) -> str:
        return self.note.author.shown_name if self.note else _("Somebody")

    @property
    def level(self) -> str:
        number = int(self.item.facts.get("level", 0))
        return f"{number} · {level_name(number)}".rstrip(" ·")


def _for_you(words: Words) -> str:
    if words.note is None:
        return _("A note we picked for you was taken back since.")
    if words.item.facts.get("source") == "followed":
        return _("New from %(name)s, whom you follow") % {"name": words.author}
    return _("Picked for you: a note by %(name)s") % {"name": words.author}


# The sentence of each kind. A verb for several people is the same as for one in the past tense.
SENTENCES: Mapping[str, Callable[[Words], str]] = {
    Kind.FOR_YOU: _for_you,
    Kind.COMMENT: lambda words: _("%(who)s commented on your note") % {"who": words.who},
    Kind.REPLY: lambda words: _("%(who)s answered your comment") % {"who": words.who},
    Kind.LIKE: lambda words: _("%(who)s liked your note") % {"who": words.who},
    Kind.COLLECT: lambda words: _("%(who)s collected your note") % {"who": words.who},
    Kind.FOLLOWER: lambda words: _("%(who)s followed you") % {"who": words.who},
    Kind.LEVEL: lambda words: _("You reached level %(level)s") % {"level": words.level},
    Kind.REFUSED: lambda _words: _("Your note could not be published. Open it to read why."),
}


def shown(items: Sequence[InboxItem], reader: User) -> list[Shown]:
    """The items as lines. One query for all their notes: those the reader may open; of others nothing is told."""
    wanted = {item.note_id for item in items if item.note_id is not None}
    notes = Note.objects.visible_to(reader).for_cards().in_bulk(wanted) if wanted else {}
    return [_line(item, notes.get(item.note_id) if item.note_id else None) for item in items]


def _line(item: InboxItem, note: Note | None) -> Shown:
    said = item.comment.body if note and item.comment and item.comment.removed_at is None else ""
    return Shown(
        id=item.public_id,
        kind=item.kind,
        sentence=SENTENCES[item.kind](Words(item, note)),
        words=Truncator(said).chars(EXCERPT) if said else (note.title if note else ""),
        cover=cover_of(note) if note else None,
        ground=note.category.top_code if note and note.category else "lifestyle",
        person=note.author if note and item.kind == Kind.FOR_YOU else item.actor,
        happened_at=item.happened_at,
        is_unread=item.read_at is None,
    )


def address_of(item: InboxItem, reader: User) -> str:
    """Where an item leads; back to the inbox when what it was about is gone."""
    if item.kind == Kind.LEVEL:
        return reverse("users:growth")
    if item.kind == Kind.FOLLOWER:
        one = item.actor if item.count == 1 and item.actor and item.actor.is_active else reader
        return one.get_absolute_url()
    note = Note.objects.visible_to(reader).filter(pk=item.note_id).first() if item.note_id else None
    if note is None:
        return reverse("push:inbox")
    return note.get_absolute_url() + ("#comments" if item.kind in {Kind.COMMENT, Kind.REPLY} else "")
