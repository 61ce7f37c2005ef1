"""What readers did: comments through the site's deed, likes and collects in bulk."""

import random
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from demo.reading import rows
from notes.comments import write_comment
from notes.models import Collect, Comment, Like, Note
from users.models import User


def load_comments(notes: dict[str, Note], people: dict[str, User], *, at: datetime) -> int:
    """Writes every comment whose note is live, replies after what they answer. Returns how many."""
    made: dict[str, Comment] = {}
    chance = random.Random(11)  # noqa: S311  (a demo, not a secret)
    count = 0
    for row in sorted(rows("comment"), key=lambda row: "reply_to" in row):
        note, author = notes.get(row["note"]), people.get(row["author"])
        if note is None or author is None or note.published_at is None:
            continue
        parent = made.get(row.get("reply_to", ""))
        earliest = parent.created_at if parent else note.published_at
        when = earliest + (at - earliest) * chance.random() ** 2
        comment = write_comment(note, author, row["text"], at=when, parent=parent)
        if "key" in row:
            made[row["key"]] = comment
        count += 1
    return count


def load_reactions(notes: dict[str, Note], people: dict[str, User], *, at: datetime) -> int:
    """Likes and collects by taste: readers react most to what they are interested in. Returns how many.

    Written in bulk with the counters recounted after, because the deeds would announce thousands of old reactions.
    """
    chance = random.Random(23)  # noqa: S311  (a demo, not a secret)
    tastes = {person: set(person.interests.values_list("category__code", flat=True)) for person in people.values()}
    likes: list[Like] = []
    collects: list[Collect] = []
    for note in notes.values():
        if not note.is_public or note.published_at is None or note.category is None:
            continue
        charm = chance.betavariate(1.6, 2.6)
        for reader, interests in tastes.items():
            if reader.pk == note.author_id:
                continue
            fit = 1.0 if note.category.top_code in interests else 0.45
            when = note.published_at + (at - note.published_at) * chance.random() ** 3
            if chance.random() < charm * fit:
                likes.append(Like(note=note, person=reader, created_at=when))
            if chance.random() < charm * fit * 0.4:
                collects.append(Collect(note=note, person=reader, created_at=when + timedelta(minutes=1)))
    Like.objects.bulk_create(likes)
    Collect.objects.bulk_create(collects)
    _recount()
    return len(likes) + len(collects)


def _recount() -> None:
    for model, counter in ((Like, "like_count"), (Collect, "collect_count")):
        counted = model.objects.filter(note=OuterRef("pk")).order_by().values("note").annotate(n=Count("pk"))
        Note.objects.update(**{counter: Coalesce(Subquery(counted.values("n")), 0)})
    received = Note.objects.filter(author=OuterRef("pk")).order_by().values("author")
    total = received.annotate(n=Sum(F("like_count") + F("collect_count")))
    User.objects.update(received_count=Coalesce(Subquery(total.values("n")), 0))
