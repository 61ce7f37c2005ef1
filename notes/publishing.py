"""The life of a note. Each step is one function; which steps exist is the table STEPS."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from notes import albums, consequences, guarding, linking, revisions
from notes.classification import proposing
from notes.composition import Composition, CompositionRefused, check
from notes.covers import renew_cover
from notes.drafts import put_away
from notes.events import (
    note_edited,
    note_held,
    note_published,
    note_refused,
    note_reworded,
    note_submitted,
    note_withdrawn,
)
from notes.mentions import announce_in_note, text_of
from notes.models import Note, Picture, State, Video
from notes.models.video import VIDEO_KEPT_FOR
from notes.points import announce_marks, unmarked_in
from notes.policy import Policy
from notes.writing import set_words, write
from users.allowances import Exhausted, spend
from users.models import User
from users.privileges import Privilege

# step -> (states it may start from, state it leads to)
STEPS: Mapping[str, tuple[frozenset[State], State]] = {
    "submit": (frozenset({State.DRAFT, State.WITHDRAWN, State.REFUSED}), State.SUBMITTED),
    "resubmit": (frozenset({State.SCHEDULED}), State.SUBMITTED),
    "hold": (frozenset({State.SUBMITTED, State.LIVE}), State.IN_REVIEW),
    "schedule": (frozenset({State.SUBMITTED, State.IN_REVIEW}), State.SCHEDULED),
    "publish": (frozenset({State.SUBMITTED, State.IN_REVIEW, State.SCHEDULED}), State.LIVE),
    "refuse": (frozenset({State.SUBMITTED, State.IN_REVIEW, State.LIVE}), State.REFUSED),
    "withdraw": (
        frozenset({State.SUBMITTED, State.IN_REVIEW, State.SCHEDULED, State.LIVE, State.REFUSED}),
        State.WITHDRAWN,
    ),
}


class WrongState(Exception):
    """The note is not in a state from which this step leads; nothing was changed."""


class NotReady(Exception):
    """Some pictures or the video are still being prepared; ask again when they are."""


class TooManyNotes(Exception):
    """The author handed in as many notes as their level allows in a day. `again_at` says when the next may come."""

    def __init__(self, limit: int, again_at: datetime) -> None:
        super().__init__(_("You have published as many notes today as your level allows."))
        self.limit = limit
        self.again_at = again_at


def _step(note: Note, name: str, **changes: object) -> State:
    """Moves the note by one step. The UPDATE itself checks the old state, so two hands cannot both win."""
    sources, target = STEPS[name]
    before = State(note.state)
    moved = before in sources and Note.objects.filter(pk=note.pk, state=before).update(
        state=target, is_media_due=True, **changes
    )
    if not moved:
        raise WrongState(f"{name} is no step from {note.state}")
    note.state = target
    for field, value in changes.items():
        setattr(note, field, value)
    guarding.settle_after_commit(note)
    return before


def _keep_to_limit(author: User, policy: Policy, *, at: datetime) -> None:
    most = policy.daily_notes(author.level)
    try:
        spend(author, Privilege.NOTES_A_DAY, at=at, most=most)
    except Exhausted as refusal:
        raise TooManyNotes(most, refusal.again_at or at + timedelta(days=1)) from refusal


def _keep_to_links(author: User, note: Note, before: str, *, policy: Policy, at: datetime) -> None:
    """Counts the links to other sites that were not in the text before. Raises CompositionRefused (body)."""
    try:
        linking.spend_links(author, f"{note.title}\n{note.body}", before, most=policy.weekly_links(author.level), at=at)
    except linking.TooManyLinks as refusal:
        raise CompositionRefused({"body": [str(refusal)]}) from refusal


@transaction.atomic
def submit(author: User, composition: Composition, *, policy: Policy, at: datetime) -> Note:
    """Hands in a note. The same submission key gives the same note, however often it is sent.

    Raises CompositionRefused (fields), TooManyNotes (limit of the level).
    """
    sent = Note.objects.filter(author=author, submission_key=composition.submission_key).first()
    if sent is not None:
        return sent
    check(composition, author, policy.rules(author.level), at=at)
    note = Note(author=author, origin=policy.origin, submission_key=composition.submission_key)
    note.created_at = note.submitted_at = at
    note.state = State.SUBMITTED
    set_words(note, composition)
    if not added(note):
        return Note.objects.get(author=author, submission_key=composition.submission_key)
    # After the row: a page sent twice uses up one note, and a refusal takes the row back with it.
    _keep_to_limit(author, policy, at=at)
    _keep_to_links(author, note, "", policy=policy, at=at)
    write(note, composition, at=at)
    proposing.settle(note, at=at)
    put_away(author.pk, note.submission_key)
    announce(note_submitted, note_id=note.pk)
    return note


@transaction.atomic
def approve(note: Note, *, at: datetime) -> None:
    """Lets a submitted note through: live now, or scheduled for the time its author chose.

    Raises NotReady while pictures or the video are being prepared, WrongState when somebody decided otherwise.
    """
    if Picture.objects.filter(note=note, state=Picture.State.WAITING).exists():
        raise NotReady
    if Video.objects.filter(note=note).unsettled().exists():
        raise NotReady
    if note.scheduled_at is not None and note.scheduled_at > at:
        _step(note, "schedule")
        return
    go_live(note, at=at)


@transaction.atomic
def go_live(note: Note, *, at: datetime) -> None:
    """Publishes a note that was let through. Raises WrongState."""
    first = note.published_at is None
    _step(note, "publish", published_at=note.published_at or at)
    renew_cover(note)
    revisions.let_be_read(note)
    consequences.of_publishing(note, at=at)
    announce(note_published if first else note_edited, note_id=note.pk)
    announce_marks(note)
    announce_in_note(note)


def went_live(note: Note, *, at: datetime) -> bool:
    """Publishes a note whose time has come; False when another hand was first."""
    try:
        go_live(note, at=at)
    except WrongState:
        return False
    return True


@transaction.atomic
def resubmit(note: Note) -> None:
    """Has a scheduled note checked again: it was let through with other words. Raises WrongState."""
    _step(note, "resubmit")
    announce(note_submitted, note_id=note.pk)


@transaction.atomic
def hold(note: Note, *, reason: str, at: datetime) -> None:
    """Puts a note before a person: it waits in the queue, with the reason shown to its author. Raises WrongState.

    While nobody may read it, it gives no evidence; let through, it gives it again.
    """
    before = _step(note, "hold", refusal=reason, pinned_at=None)
    _take_down(note, before, at=at)
    announce(note_held, note_id=note.pk)


@transaction.atomic
def refuse(note: Note, *, reason: str, at: datetime) -> None:
    """Refuses a note; its author reads the reason. Raises WrongState."""
    before = _step(note, "refuse", refusal=reason, pinned_at=None)
    _take_down(note, before, at=at)
    announce(note_refused, note_id=note.pk)


@transaction.atomic
def withdraw(note: Note, *, at: datetime) -> None:
    """Takes a note back at its author's wish. Raises WrongState."""
    before = _step(note, "withdraw", withdrawn_at=at, pinned_at=None)
    _leave(note, before)
    consequences.of_leaving(note, at=at)


def _take_down(note: Note, before: State, *, at: datetime) -> None:
    """What somebody took offence at is not left to be read in the history either."""
    _leave(note, before)
    if before == State.LIVE:
        revisions.keep_from_readers(note)
    consequences.of_leaving(note, at=at)


def _leave(note: Note, before: State) -> None:
    if before == State.LIVE:
        consequences.uncount(note)
        announce(note_withdrawn, note_id=note.pk)
        announce_in_note(note)


@transaction.atomic
def delete(note: Note, *, at: datetime) -> None:
    """Deletes a note for good, with its pictures' rows, comments and reactions. Evidence it gave is withdrawn first."""
    # Whoever reacts to it meanwhile waits, and finds it gone; whoever was faster is found below.
    Note.objects.select_for_update().filter(pk=note.pk).values_list("pk").first()
    if note.state in STEPS["withdraw"][0]:
        withdraw(note, at=at)
    Picture.objects.filter(note=note).update(note=None, loose_since=at)
    Video.objects.filter(note=note).update(note=None, expires_at=at + VIDEO_KEPT_FOR)
    Picture.objects.filter(comment__note=note).update(comment=None, loose_since=at)
    albums.leave(note)
    note.delete()


@transaction.atomic
def edit(note: Note, composition: Composition, *, policy: Policy, at: datetime) -> None:
    """Changes the words, pictures and facts of a note, and keeps what a published one said before.

    A refused or withdrawn note is handed in again; a scheduled one is checked again, and so are the new words of a live
    one, which stays live meanwhile. A disclosure once told stays.
    Raises CompositionRefused.
    """
    if note.published_at is not None:
        # A note appears once: what its form still says of a time is past.
        composition = replace(composition, scheduled_at=None)
    check(composition, note.author, policy.rules(note.author.level), at=at)
    # Between the page and this moment a verdict may have come: what follows goes by the row, not by what was seen.
    note.refresh_from_db(from_queryset=Note.objects.select_for_update(no_key=True, of=("self",)))
    _keep_promises(note, composition)
    before, was_live = revisions.snapshot(note), note.is_live
    said, read = text_of(note), revisions.words_of(note)
    write(note, composition, at=at)
    proposing.settle(note, at=at)
    _keep_to_links(note.author, note, said, policy=policy, at=at)
    if note.published_at is not None and revisions.keep(note, before, is_open=was_live, at=at):
        note.edited_at = at
        note.save(update_fields=["edited_at"])
    put_away(note.author_id, note.submission_key)
    _go_on(note, before.visibility, at=at)
    if was_live:
        announce_in_note(note, said)
        _have_checked(note, read)


def _have_checked(note: Note, before: str) -> None:
    """Has the words of a live note read again by moderation when they are others.

    The mark outlives a lost task, see notes.tasks.resume_submitted.
    """
    if revisions.words_of(note) != before:
        Note.objects.filter(pk=note.pk).update(is_check_due=True)
        note.is_check_due = True
        announce(note_reworded, note_id=note.pk)


def _keep_promises(note: Note, composition: Composition) -> None:
    """What readers were told of a product stays told, and who took their mark out is not marked again."""
    told = revisions.told_relations(note) if note.published_at is not None else {}
    weaker = [
        gettext("Readers were told how you came by %(product)s. That cannot be made less.")
        % {"product": tag.product.name}
        for tag in composition.products
        if revisions.weakens(tag.relation, told.get(tag.product.public_id, ""))
    ]
    unmarked = unmarked_in(note, [mark for use in composition.pictures for mark in use.points])
    errors = {name: sentences for name, sentences in (("products", weaker), ("pictures", unmarked)) if sentences}
    if errors:
        raise CompositionRefused(errors)


def _go_on(note: Note, was_visible: str, *, at: datetime) -> None:
    """Where a note stands after it was changed."""
    if note.state in STEPS["submit"][0]:
        _step(note, "submit", submitted_at=at, refusal="", withdrawn_at=None)
        announce(note_submitted, note_id=note.pk)
    elif note.state == State.SCHEDULED:
        resubmit(note)
    elif note.is_live:
        guarding.due(note)
        consequences.of_editing(note, was_visible, at=at)
        announce(note_edited, note_id=note.pk)
        announce_marks(note)
