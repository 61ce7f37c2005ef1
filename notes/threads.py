"""Comments as they stand under a note: first level with the first replies of each, hot or new, page by page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from common.ids import PUBLIC_ID_LENGTH
from common.keyset import page_after
from notes.markup import body_html, people_named_in
from notes.models import Comment, CommentLike, CommentQuerySet, Note, Picture
from notes.pictures import Slide, slides_of
from users.models import User

Reader = User | AnonymousUser
PAGE = 10
# Sort -> fields; "hot" is what was answered and liked most.
SORTS: Mapping[str, tuple[str, ...]] = {"hot": ("-heat", "-pk"), "new": ("-pk",)}
# Replies that stand under a comment at once, and how many more one step brings.
FIRST_REPLIES = 3
REPLIES = 30
# Longer numbers are no keys of rows.
_LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Replies:
    """Some replies of a thread in the order of time; `after` is the key behind which it goes on, 0 at the end."""

    rows: list[Comment] = field(default_factory=list)
    after: int = 0
    has_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment with what its reader may do, and with its replies as far as they are shown."""

    comment: Comment
    html: SafeString
    is_author: bool
    is_own: bool
    is_marked: bool
    replies: list["Entry"]
    is_liked: bool = False
    may_pin: bool = False
    picture: Slide | None = None
    # "waiting" or "refused", told to its owner while there is nothing to see.
    picture_state: str = ""
    replies_after: int = 0
    has_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of first-level comments; `cursor` is empty at the end."""

    entries: list[Entry]
    sort: str
    cursor: str
    # The comment a deep link points at, carried from page to page so that it is shown once.
    marked: str = ""


def comment_page(note: Note, reader: Reader, query: Mapping[str, str]) -> Thread:
    """The page of comments a query asks for, in at most eight queries however many there are.

    `sort` and `after` choose the page, `comment` is a deep link: its thread is shown first. With `replies` as well,
    that thread goes on behind this reply.
    """
    sort = query.get("sort", "hot") if query.get("sort") in SORTS else "hot"
    shown = Comment.objects.for_page(reader).filter(note=note)
    after = query.get("after", "")
    marked = _marked(shown, query.get("comment", ""))
    top = _top_of(shown, marked)
    # The thread of a deep link stands first, and nowhere else in the pages behind its address.
    listed = shown.first_level().filter(pinned_at=None).exclude(pk=top.pk if top else 0)
    page = page_after(listed, after, fields=SORTS[sort], size=PAGE)
    pinned = [] if after else list(shown.first_level().filter(pinned_at__isnull=False))
    ahead = [top] if top and not after else []
    tops = [*ahead, *(one for one in pinned if one not in ahead), *page.items]
    replies = _first_replies(shown, tops)
    if marked is not None and ahead:
        replies[ahead[0].pk] = _replies_around(shown, marked, query.get("replies", ""))
    entries = _entries(note, reader, tops, replies, marked)
    return Thread(
        entries, sort, page.next_cursor.encode() if page.next_cursor else "", marked.public_id if top and marked else ""
    )


def replies_after(top: Comment, reader: Reader, after: str) -> Entry:
    """A first-level comment whose `replies` are those behind a key out of an address. At most four queries."""
    shown = Comment.objects.for_page(reader).filter(note=top.note_id)
    replies = _cut(shown.filter(parent=top, pk__gt=_key(after)), REPLIES)
    return _entries(top.note, reader, [top], {top.pk: replies}, None)[0]


def entry_of(comment: Comment, note: Note, reader: Reader) -> Entry:
    """One comment by itself, as its reader sees it."""
    return _entries(note, reader, [comment], {}, comment)[0]


def is_reply_cursor(text: str) -> bool:
    """Whether a text can be the key behind which replies go on."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY


def _key(text: str) -> int:
    return int(text) if is_reply_cursor(text) else 0


def _marked(shown: CommentQuerySet, public_id: str) -> Comment | None:
    return shown.filter(public_id=public_id).first() if len(public_id) == PUBLIC_ID_LENGTH else None


def _top_of(shown: CommentQuerySet, marked: Comment | None) -> Comment | None:
    """The first-level comment of a thread; None where this reader does not see it."""
    if marked is None or marked.parent_id is None:
        return marked
    return shown.filter(pk=marked.parent_id).first()


def _first_replies(shown: CommentQuerySet, tops: Iterable[Comment]) -> dict[int, Replies]:
    """The first replies of each thread. One query, none when nothing was answered."""
    parents = [top.pk for top in tops if top.reply_count]
    found: dict[int, list[Comment]] = defaultdict(list)
    if parents:
        rank = Window(RowNumber(), partition_by="parent", order_by="pk")
        rows = shown.filter(parent__in=parents).annotate(rank=rank).filter(rank__lte=FIRST_REPLIES + 1)
        for reply in rows.order_by("pk"):
            found[reply.parent_id or 0].append(reply)
    return {key: _trimmed(rows, FIRST_REPLIES) for key, rows in found.items()}


def _replies_around(shown: CommentQuerySet, marked: Comment, after: str) -> Replies:
    """Of the thread a deep link points into: from the marked reply on, or behind the key asked for."""
    if marked.parent_id is None:
        key = _key(after)
        cut = _cut(shown.filter(parent=marked, pk__gt=key), REPLIES)
        return Replies(cut.rows, cut.after, has_earlier=key > 0)
    siblings = shown.filter(parent=marked.parent_id)
    before = list(siblings.filter(pk__lt=marked.pk).order_by("-pk")[: FIRST_REPLIES + 1])
    cut = _cut(siblings.filter(pk__gte=marked.pk), REPLIES)
    near = before[:FIRST_REPLIES][::-1]
    return Replies([*near, *cut.rows], cut.after, has_earlier=len(before) > FIRST_REPLIES)


def _cut(replies: CommentQuerySet, size: int) -> Replies:
    return _trimmed(list(replies.order_by("pk")[: size + 1]), size)


def _trimmed(rows: list[Comment], size: int) -> Replies:
    shown = rows[:size]
    return Replies(shown, shown[-1].pk if len(rows) > size else 0)


def _entries(
    note: Note, reader: Reader, tops: Sequence[Comment], replies: Mapping[int, Replies], marked: Comment | None
) -> list[Entry]:
    everything = [*tops, *(reply for some in replies.values() for reply in some.rows)]
    named = people_named_in(comment.body for comment in everything)
    make = _Maker(note, reader, marked.pk if marked else 0, _liked_among(everything, reader), named)
    return [make.top(top, replies.get(top.pk, Replies())) for top in tops]


def _liked_among(comments: Sequence[Comment], reader: Reader) -> set[int]:
    """Which of these comments the reader likes. One query; none for somebody unknown or an empty list."""
    if not reader.is_authenticated or not comments:
        return set()
    rows = CommentLike.objects.filter(person=reader.pk, comment__in=[comment.pk for comment in comments])
    return set(rows.values_list("comment_id", flat=True))


@dataclass(frozen=True, slots=True)
class _Maker:
    note: Note
    reader: Reader
    marked: int
    liked: set[int]
    named: frozenset[str]

    def top(self, comment: Comment, replies: Replies) -> Entry:
        made = [self.entry(reply) for reply in replies.rows]
        return self.entry(comment, made, after=replies.after, has_earlier=replies.has_earlier)

    def entry(
        self, comment: Comment, replies: list[Entry] | None = None, *, after: int = 0, has_earlier: bool = False
    ) -> Entry:
        picture: Picture | None = getattr(comment, "picture", None)
        is_ready = picture is not None and picture.state == Picture.State.READY
        return Entry(
            comment,
            body_html(comment.body, self.named),
            is_author=comment.author_id == self.note.author_id,
            is_own=comment.author_id == self.reader.pk,
            is_marked=comment.pk == self.marked,
            replies=replies or [],
            is_liked=comment.pk in self.liked,
            may_pin=comment.parent_id is None and self.note.author_id == self.reader.pk,
            picture=slides_of([picture])[0] if picture is not None and is_ready else None,
            picture_state=picture.state if picture is not None and not is_ready else "",
            replies_after=after,
            has_earlier=has_earlier,
        )
