"""Links to other sites in what people write: so many a week by level, notes and comments together."""

from collections import Counter
from datetime import datetime

from django.utils.translation import ngettext

from common.markup import links_in
from users.allowances import Exhausted, spend, told_again
from users.models import User
from users.privileges import Privilege


class TooManyLinks(Exception):
    """The links of the week are used up; the message says how many there may be and when there is room again."""


def spend_links(author: User, text: str, before: str, *, most: int, at: datetime) -> None:
    """Counts the links of a text that were not there before it was changed. Raises TooManyLinks."""
    fresh = (Counter(links_in(text)) - Counter(links_in(before))).total()
    if not fresh:
        return
    try:
        spend(author, Privilege.LINKS_A_WEEK, fresh, at=at, most=most)
    except Exhausted as refusal:
        raise TooManyLinks(_sentence(fresh, refusal)) from refusal


def _sentence(fresh: int, refusal: Exhausted) -> str:
    said = ngettext(
        "Your level allows %(most)s link to other sites a week; here are %(count)s new.",
        "Your level allows %(most)s links to other sites a week; here are %(count)s new.",
        refusal.most,
    ) % {"most": refusal.most, "count": fresh}
    return f"{said} {told_again(refusal.again_at)}".rstrip()
