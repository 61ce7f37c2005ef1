"""What becomes of a note when the last of its pictures or its video is settled."""

from datetime import datetime

from django.utils.translation import gettext_lazy, override

from common.events import announce
from notes import publishing
from notes.covers import renew_cover
from notes.events import note_submitted
from notes.models import Form, Note, Picture, State, Video

_NONE_LEFT = gettext_lazy("None of the pictures could be used, and the note has no text.")


def settled(note: Note, *, at: datetime) -> None:
    """Renews the cover of a locked note; one that waited for this goes on to its verdict, or back to its author.

    A note that has nothing left to show is refused. So is one whose video was: the words alone were not what its
    author meant to publish.
    """
    renew_cover(note)
    if note.state != State.SUBMITTED or _waits(note):
        return
    if note.form == Form.VIDEO and (reason := _refusal_of_video(note)):
        publishing.refuse(note, reason=reason, at=at)
    elif note.form == Form.VIDEO or note.pictures.usable().exists() or note.body:
        announce(note_submitted, note_id=note.pk)
    else:
        with override(note.author.language or None):
            publishing.refuse(note, reason=str(_NONE_LEFT), at=at)


def _waits(note: Note) -> bool:
    pictures = Picture.objects.filter(note=note, state=Picture.State.WAITING)
    return pictures.exists() or Video.objects.filter(note=note).unsettled().exists()


def _refusal_of_video(note: Note) -> str:
    refused = Video.objects.filter(note=note, state=Video.State.REFUSED).values_list("refusal", flat=True)
    return refused.first() or ""
