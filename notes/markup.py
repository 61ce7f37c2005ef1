"""Bodies and comments as HTML, with the addresses only this floor knows."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.safestring import SafeString

from common.markup import Addresses, as_html, mentions_in
from users.models import User


def people_named_in(texts: Iterable[str]) -> frozenset[str]:
    """The handles these texts mention whose pages open. One query for a page of texts, none where nobody is named.

    It does not ask who reads: who is kept away from a person must not learn it from a missing link.
    """
    handles = {handle for text in texts for handle in mentions_in(text)}
    return frozenset(
        User.objects.active().filter(handle__in=handles).values_list("handle", flat=True) if handles else ()
    )


def body_html(text: str, named: Collection[str]) -> SafeString:
    """A text as typed, escaped, with topics, mentions and links to follow.

    `named` are the handles that lead somewhere, out of people_named_in for all texts of the page; the others stay
    words.
    """
    return as_html(text, Addresses(topic=_topic, person=lambda handle: _person(handle, named)))


def _topic(slug: str) -> str:
    return reverse("notes:topic", args=[slug])


def _person(handle: str, named: Collection[str]) -> str:
    return reverse("users:profile", args=[handle]) if handle in named else ""
