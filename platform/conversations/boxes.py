"""Boxes of conversations, and the people somebody would send something to."""

from common.keyset import KeysetPage, page_after
from conversations.models import Box, Side
from users.models import Follow, User

PAGE = 30
_MOST_PEOPLE = 24


def box_of(person: User, box: Box, cursor: str) -> KeysetPage[Side]:
    """One page of a box, what moved last first. One query. A cursor nobody made starts again at the top."""
    return page_after(Side.objects.in_box(person, box), cursor, fields=("-moved_at", "-pk"), size=PAGE)


def people_to_send_to(person: User) -> list[User]:
    """People one talked with last, then those one followed last; each once. Two queries."""
    sides = Side.objects.in_box(person, Box.INBOX).filter(other__is_active=True).order_by("-moved_at", "-pk")
    talked = [side.other for side in sides[:_MOST_PEOPLE]]
    follows = Follow.objects.filter(follower=person, followed__is_active=True).select_related("followed")
    followed = [row.followed for row in follows.order_by("-pk")[:_MOST_PEOPLE]]
    return list({one.pk: one for one in [*talked, *followed]}.values())[:_MOST_PEOPLE]
