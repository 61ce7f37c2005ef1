"""An author's own desk: drafts, notes that wait for their time, notes that wait for a verdict or a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from common.media import rendition_url
from notes.cards import Card, cards_of
from notes.drafts import MAX_DRAFTS, first_picture
from notes.models import Draft, Note, NoteQuerySet, Picture, State
from notes.models.note import CARD_FIELDS
from users.models import User

# What its author has to know of, and nobody else sees.
_WAITING = (State.SUBMITTED, State.IN_REVIEW, State.REFUSED, State.WITHDRAWN)
_MOST = 100


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in the list; `note_url` is the note it would change, empty for a new one."""

    key: UUID
    title: str
    url: str
    src: str
    saved_at: datetime
    note_url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note with what its card does not say."""

    card: Card
    state: str
    label: str
    scheduled_at: datetime | None


def drafts_of(person: User) -> list[DraftRow]:
    """A person's drafts, the last saved first. Two queries."""
    drafts = list(Draft.objects.of(person).select_related("note").order_by("-saved_at", "-pk")[:MAX_DRAFTS])
    wanted = [first_picture(draft)[:11] for draft in drafts]
    stems = dict(Picture.objects.filter(owner=person, public_id__in=wanted).values_list("public_id", "stem"))
    return [
        DraftRow(
            draft.submission_key,
            draft.title,
            draft.get_absolute_url(),
            rendition_url(stems.get(first_picture(draft), ""), 360),
            draft.saved_at,
            draft.note.get_absolute_url() if draft.note else "",
        )
        for draft in drafts
    ]


def scheduled_of(person: User) -> list[Waiting]:
    """Notes that appear later, the next first. One query."""
    return _rows(Note.objects.filter(author=person, state=State.SCHEDULED), ("scheduled_at", "pk"), person)


def waiting_of(person: User) -> list[Waiting]:
    """Notes nobody else sees: being checked, in review, refused, taken back; the newest first. One query."""
    return _rows(Note.objects.filter(author=person, state__in=_WAITING), ("-submitted_at", "-pk"), person)


def _rows(notes: NoteQuerySet, order: Sequence[str], person: User) -> list[Waiting]:
    found = list(notes.for_cards().only(*CARD_FIELDS, "scheduled_at").order_by(*order)[:_MOST])
    cards = cards_of(found, person)
    return [
        Waiting(card, note.state, note.get_state_display(), note.scheduled_at)
        for note, card in zip(found, cards, strict=True)
    ]
