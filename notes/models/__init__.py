"""Notes and what hangs on them: pictures, topics, places, products, reactions, comments."""

from notes.models.engagement import Collect, Comment, Like, Share
from notes.models.note import Form, Note, NoteProduct, NoteQuerySet, NoteTopic, Origin, State, Visibility
from notes.models.picture import Picture
from notes.models.topic import Place, Topic

__all__ = [
    "Collect",
    "Comment",
    "Form",
    "Like",
    "Note",
    "NoteProduct",
    "NoteQuerySet",
    "NoteTopic",
    "Origin",
    "Picture",
    "Place",
    "Share",
    "State",
    "Topic",
    "Visibility",
]
