"""How much is unread, and how many people wait for an answer. What pages show is kept by push.unread."""

from django.db.models import Sum

from conversations.models import Box, Side
from users.models import User

MOST_COUNTED = 99


def unread_messages(person_id: int) -> int:
    """Unread messages of people one talks with, along the partial index. Requests ring nobody and are not counted."""
    found = Side.objects.filter(person=person_id, box=Box.INBOX, unread__gt=0).aggregate(n=Sum("unread"))
    return found["n"] or 0


def count_requests(person: User) -> int:
    """How many people wait for an answer, MOST_COUNTED at most."""
    waiting = Side.objects.filter(person=person.pk, box=Box.REQUESTS, conversation__newest__isnull=False)
    return int(waiting[:MOST_COUNTED].count())
