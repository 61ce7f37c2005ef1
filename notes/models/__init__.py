"""Notes and what hangs on them: drafts, pictures, videos, topics, places, products, versions, reactions, comments."""

from notes.models.album import Album
from notes.models.draft import Draft
from notes.models.engagement import Collect, CollectQuerySet, Comment, CommentLike, CommentQuerySet, Like, Share
from notes.models.note import (
    CommentsFrom,
    Form,
    Note,
    NoteProduct,
    NoteQuerySet,
    NoteTopic,
    Origin,
    State,
    Visibility,
)
from notes.models.picture import Picture
from notes.models.point import WORDED, Point, PointKind, Unmarking
from notes.models.revision import Revision
from notes.models.topic import Place, Topic
from notes.models.video import Video

__all__ = [
    "WORDED",
    "Album",
    "Collect",
    "CollectQuerySet",
    "Comment",
    "CommentLike",
    "CommentQuerySet",
    "CommentsFrom",
    "Draft",
    "Form",
    "Like",
    "Note",
    "NoteProduct",
    "NoteQuerySet",
    "NoteTopic",
    "Origin",
    "Picture",
    "Place",
    "Point",
    "PointKind",
    "Revision",
    "Share",
    "State",
    "Topic",
    "Unmarking",
    "Video",
    "Visibility",
]
