"""What a note's going live, changing or leaving means for the floors below: counts, growth, evidence."""

from datetime import datetime

from django.db.models import F

from common.fingerprints import fingerprint
from notes import tagging
from notes.models import Note, NoteProduct, NoteTopic, Topic, Visibility
from shop import evidence
from shop.models import Evidence
from users import levels
from users.models import GrowthEntry, User

Reason = GrowthEntry.Reason


def of_publishing(note: Note, *, at: datetime) -> None:
    """Counts the note, writes the growth ledger and hands its evidence to the shop."""
    _count(note, by=1)
    if note.visibility != Visibility.PUBLIC:
        return
    levels.record(note.author_id, reason=Reason.PUBLISHED, source=note.source, at=at)
    tagging.reward([note], at=at)
    hand_over_evidence(note, at=at)


def of_editing(note: Note, was_visible: str, *, at: datetime) -> None:
    """Renews the evidence of a live note; one that is no longer public stops being evidence."""
    if note.visibility == Visibility.PUBLIC:
        hand_over_evidence(note, at=at)
    elif was_visible == Visibility.PUBLIC:
        evidence.withdraw(note.source, at=at)


def of_leaving(note: Note, *, at: datetime) -> None:
    """A note that left gives no evidence. What its author learned from it stays in the ledger."""
    evidence.withdraw(note.source, at=at)


def of_account(person_id: int, *, at: datetime) -> None:
    """Takes back the evidence of everything somebody wrote who closed their account or was suspended, and hands it over
    again when they are back. Safe to run twice; what stands right already is left alone."""
    public = Note.objects.public().filter(author=person_id, note_products__isnull=False).distinct()
    wanted = {note.source: note for note in public}
    standing = set(Evidence.objects.standing().filter(author=person_id).values_list("source", flat=True))
    for source in sorted(source for source in standing - wanted.keys() if source.startswith("note:")):
        evidence.withdraw(source, at=at)
    for source in sorted(wanted.keys() - standing):
        hand_over_evidence(wanted[source], at=at)


def uncount(note: Note) -> None:
    _count(note, by=-1)


def _count(note: Note, *, by: int) -> None:
    User.objects.filter(pk=note.author_id).update(notes_count=F("notes_count") + by)
    topics = NoteTopic.objects.filter(note=note).order_by("topic_id").values_list("topic_id", flat=True)
    Topic.objects.filter(pk__in=list(topics)).update(notes_count=F("notes_count") + by)


def hand_over_evidence(note: Note, *, at: datetime) -> None:
    """One row of evidence per product the note speaks of; products it no longer names are withdrawn."""
    tags = list(NoteProduct.objects.filter(note=note).order_by("product_id"))
    evidence.withdraw(note.source, at=at, except_products=frozenset(tag.product_id for tag in tags))
    text = f"{note.title}\n{note.body}"
    for tag in tags:
        experience = evidence.Experience(
            product_id=tag.product_id,
            author_id=note.author_id,
            relation=tag.relation,
            stance=tag.stance,
            text=text,
            source=note.source,
            source_url=note.get_absolute_url(),
            text_fingerprint=fingerprint(text),
        )
        evidence.record(experience, at=at)
