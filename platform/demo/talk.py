"""What was said with a picture, put first, liked and kept: the lively part of the conversation."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from common.models import Category
from demo.reading import AlbumRow, CommentRow
from demo.rendering import Order, Rendered
from demo.writing import picture_row
from notes import albums
from notes.albums import AlbumFacts
from notes.appreciation import pin_comment
from notes.models import Collect, Comment, CommentLike, Picture
from users.models import User

_SHAPE = (4, 3)
# How likely a reader who was about likes a comment.
_FONDNESS = 0.09


def key_of(number: int) -> str:
    return f"talk-{number:04}"


def orders_of_talk(rows: Sequence[CommentRow]) -> list[Order]:
    """The pictures that comments carry."""
    return [Order(key_of(n), "scene", row.scene, _SHAPE) for n, row in enumerate(rows) if row.scene]


def load_talk(rows: Sequence[CommentRow], pictures: Mapping[str, Rendered], *, at: datetime) -> None:
    """Hangs the pictures, puts first what the authors put first, and has readers like what was said."""
    comments = list(Comment.objects.select_related("author").order_by("created_at", "body"))
    said = {(comment.author.handle, comment.body): comment for comment in comments}
    for number, row in enumerate(rows):
        if row.scene:
            _hang(said[row.author, row.text], row, pictures[key_of(number)])
        if row.is_pinned:
            pin_comment(said[row.author, row.text], at=at)
    _like(comments, at)


def _hang(comment: Comment, row: CommentRow, rendered: Rendered) -> None:
    picture: Picture = picture_row(comment.author, rendered, comment.created_at)
    picture.comment, picture.alt = comment, row.alt
    picture.save()


def _like(comments: Sequence[Comment], at: datetime) -> None:
    """In bulk, with the counters recounted after, as the likes of notes."""
    chance = random.Random(31)  # noqa: S311  (a demo, not a secret)
    readers = list(User.objects.filter(level__gte=1).order_by("pk").values_list("pk", flat=True))
    CommentLike.objects.bulk_create(
        CommentLike(comment=comment, person_id=reader, created_at=at)
        for comment in comments
        for reader in readers
        if reader != comment.author_id and chance.random() < _FONDNESS
    )
    counted = CommentLike.objects.filter(comment=OuterRef("pk")).order_by().values("comment").annotate(n=Count("pk"))
    Comment.objects.update(like_count=Coalesce(Subquery(counted.values("n")), 0))


def load_albums(rows: Sequence[AlbumRow], people: Mapping[str, User], *, at: datetime) -> int:
    """Makes every album and moves into it what its owner collected of its category, the best liked first. Returns how
    many albums there are."""
    for number, row in enumerate(rows):
        owner, begun = people[row.owner], at - timedelta(days=20 - number)
        album = albums.make(owner, AlbumFacts(row.name, row.about, row.is_open), at=begun)
        kept = Collect.objects.filter(person=owner, album=None, note__category__in=Category.objects.filter(_of(row)))
        for later, collect in enumerate(kept.order_by("-note__like_count", "note__title")[: row.number]):
            albums.put(collect, album, at=begun + timedelta(hours=later))
    return len(rows)


def _of(row: AlbumRow) -> Q:
    return Q(code=row.category) | Q(code__startswith=f"{row.category}/")
