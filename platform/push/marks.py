"""Somebody is marked on a picture: told while the mark stands and they can see the note."""

from notes.models import Note, Point
from push.models import Kind
from push.notices import Deed, Line, settle
from users.models import User


def settle_mark(note_id: int, person_id: int) -> None:
    """Tells a person that they are marked in a note, or takes it back when they no longer are."""
    note = Note.objects.select_related("author").filter(pk=note_id).first()
    person = User.objects.filter(pk=person_id).first()
    if note is None or person is None or note.author_id == person_id:
        return

    def find() -> Deed | None:
        if not Note.objects.visible_to(person).live().filter(pk=note_id).exists():
            return None
        point = Point.objects.filter(picture__note=note_id, person=person_id).order_by("created_at").first()
        return Deed(max(point.created_at, note.published_at or point.created_at)) if point else None

    settle(Line(person, Kind.MARKED, f"note:{note_id}", note), note.author_id, find)
