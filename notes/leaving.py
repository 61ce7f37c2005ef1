"""What is undone of somebody's notes, words and reactions before their account is deleted."""

from datetime import datetime
from functools import partial

from django.db import transaction

from notes import comments, engagement, publishing, receiving, uploads
from notes.models import Comment, Draft, Note, Picture, Video
from users.leaving import register_eraser
from users.models import User

HEIGHT = 40


def erase(person: User, at: datetime) -> None:
    """Takes everything back by the deeds that made it, so that counters, evidence and events are those of any deed."""
    for kind, model in engagement.KINDS.items():
        rows = model.objects.filter(person=person).select_related("note").order_by("note_id")
        for row in rows.iterator(chunk_size=500):
            engagement.unreact(row.note, person, kind)
    for comment in Comment.objects.filter(author=person, removed_at=None).order_by("pk").iterator(chunk_size=500):
        comments.remove_comment(comment, at=at)
    for note in Note.objects.filter(author=person).order_by("pk").iterator(chunk_size=100):
        publishing.delete(note, at=at)
    Draft.objects.filter(author=person).delete()
    _erase_files(person)


def _erase_files(person: User) -> None:
    pictures = list(Picture.objects.filter(owner=person))
    Picture.objects.filter(owner=person).delete()
    transaction.on_commit(partial(uploads.delete_files, pictures))
    for video in Video.objects.filter(owner=person):
        receiving.discard(video)


register_eraser("notes", HEIGHT, erase)
