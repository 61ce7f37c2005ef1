"""Putting a note where it belongs: the topics staff choose for it. Its category is theirs in notes.classification."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.events import announce
from common.markup import topic_slug
from common.rows import added
from notes.composition import MAX_TOPICS
from notes.events import note_edited
from notes.models import Note, NoteTopic, Topic
from notes.tagging import open_waiting


class CannotFile(Exception):
    """The note stays where it is; the message may be shown."""


@transaction.atomic
def put_under_topic(note: Note, name: str) -> Topic:
    """Puts a note under one more topic, which is made when nobody wrote under it yet and opened when it waits.

    Raises CannotFile.
    """
    slug = topic_slug(name)
    if not slug:
        raise CannotFile(_("Give the topic a name."))
    # The row of the note is the lock under which its topics are counted.
    Note.objects.select_for_update().only("pk").get(pk=note.pk)
    position = NoteTopic.objects.filter(note=note).count()
    if position >= MAX_TOPICS:
        raise CannotFile(_("The note stands under 10 topics already."))
    topic, _made = Topic.objects.get_or_create(slug=slug, defaults={"name": name.strip().strip("#＃")[:80]})
    open_waiting(topic)
    if not added(NoteTopic(note=note, topic=topic, position=position)):
        raise CannotFile(_("The note stands under this topic already."))
    if note.is_live:
        Topic.objects.filter(pk=topic.pk).update(notes_count=F("notes_count") + 1)
    _tell(note)
    return topic


def _tell(note: Note) -> None:
    if note.is_live:
        announce(note_edited, note_id=note.pk)
