"""Comments as they stand under a note: first level with its replies, hot or new, page by page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString

from common.ids import PUBLIC_ID_LENGTH
from common.keyset import page_after
from notes.markup import body_html
from notes.models import Comment, Note
from notes.models.engagement import CommentQuerySet
from users.models import User

PAGE = 10
# Sort -> fields; "hot" is what was answered most.
SORTS: Mapping[str, tuple[str, ...]] = {"hot": ("-reply_count", "-pk"), "new": ("-pk",)}
REPLIES = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment with what its reader may do."""

    comment: Comment
    html: SafeString
    is_author: bool
    is_own: bool
    is_marked: bool
    replies: list["Entry"]


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of first-level comments; `cursor` is empty at the end."""

    entries: list[Entry]
    sort: str
    cursor: str


def comment_page(note: Note, reader: User | AnonymousUser, query: Mapping[str, str]) -> Thread:
    """The page of comments a query asks for: sort, after, comment (a deep link, shown first). Two or three queries."""
    sort = query.get("sort", "hot") if query.get("sort") in SORTS else "hot"
    shown = Comment.objects.for_page(reader).filter(note=note)
    first = shown.first_level()
    page = page_after(first, query.get("after", ""), fields=SORTS[sort], size=PAGE)
    marked = query.get("comment", "")[:PUBLIC_ID_LENGTH]
    tops = _with_marked(shown, page.items, marked)
    replies = _replies_of(shown, tops)
    make = _Maker(note, reader, marked)
    entries = [make.entry(top, [make.entry(reply, []) for reply in replies[top.pk]]) for top in tops]
    return Thread(entries, sort, page.next_cursor.encode() if page.next_cursor else "")


def _with_marked(shown: CommentQuerySet, tops: list[Comment], marked: str) -> list[Comment]:
    """The thread a deep link points into comes first, wherever it would stand."""
    if not marked:
        return tops
    found = shown.filter(public_id=marked).first()
    top_id = (found.parent_id or found.pk) if found else None
    top = shown.filter(pk=top_id).first() if top_id else None
    return [top, *(other for other in tops if other.pk != top.pk)] if top else tops


def _replies_of(shown: CommentQuerySet, tops: list[Comment]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = defaultdict(list)
    parents = [top.pk for top in tops if top.reply_count]
    if parents:
        rows = shown.filter(parent__in=parents).order_by("pk")[: REPLIES * PAGE]
        for reply in rows:
            found[reply.parent_id or 0].append(reply)
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    note: Note
    reader: User | AnonymousUser
    marked: str

    def entry(self, comment: Comment, replies: list[Entry]) -> Entry:
        return Entry(
            comment,
            body_html(comment.body),
            comment.author_id == self.note.author_id,
            comment.author_id == self.reader.pk,
            comment.public_id == self.marked,
            replies,
        )
