"""What this floor knows that a page of another one may say."""

from typing import TypedDict

from django import template

from common.clock import now
from push.best_times import BestTime, best_times_of
from users.models import User

register = template.Library()


class Hint(TypedDict):
    times: list[BestTime]


@register.inclusion_tag("push/_best_times.html")
def best_times(author: User) -> Hint:
    """When an author's followers read, by the author's clock; nothing where too little is known."""
    return {"times": best_times_of(author, at=now())}
