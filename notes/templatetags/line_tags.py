"""Notes on their way to a line, on the page of one's growth."""

from django import template

from common.clock import now
from notes.growing import on_the_way
from users.models import User

register = template.Library()


@register.inclusion_tag("notes/_on_the_way.html")
def notes_on_the_way(author: User) -> dict[str, object]:
    """The author's notes with a line ahead; six queries at most, however many notes there are."""
    return {"growing": on_the_way(author, at=now())}
