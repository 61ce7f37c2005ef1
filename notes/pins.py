"""Pinned notes: the few an author puts first on their page."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from notes.models import Note, State
from users.models import User
from users.privileges import Privilege, level_that_opens, limit


class CannotPin(Exception):
    """The note is not pinned; the message may be shown."""


@transaction.atomic
def pin(note: Note, *, at: datetime) -> None:
    """Puts a live note first on its author's page. Pinning twice pins once. Raises CannotPin."""
    most = limit(note.author.level, Privilege.PINNED_NOTES)
    if not most:
        opens = level_that_opens(Privilege.PINNED_NOTES)
        raise CannotPin(_("Notes can be pinned from level %d on.") % (opens or 10))
    # The author's row is the queue in which their hands stand: counting and pinning are one step.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=note.author_id)
    pinned = Note.objects.live().filter(author=note.author_id, pinned_at__isnull=False).exclude(pk=note.pk)
    if pinned.count() >= most:
        raise CannotPin(_("%d notes are pinned already. Take one down first.") % most)
    if not Note.objects.filter(pk=note.pk, state=State.LIVE).update(pinned_at=at):
        raise CannotPin(_("Only a published note can be pinned."))
    note.pinned_at = at


def unpin(note: Note) -> None:
    """Takes a note down from the first place."""
    Note.objects.filter(pk=note.pk).update(pinned_at=None)
    note.pinned_at = None
