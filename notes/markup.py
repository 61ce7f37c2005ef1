"""Bodies and comments as HTML, with the addresses only this floor knows."""

from django.urls import reverse
from django.utils.safestring import SafeString

from common.markup import Addresses, as_html

_ADDRESSES = Addresses(
    topic=lambda slug: reverse("notes:topic", args=[slug]),
    person=lambda handle: reverse("users:profile", args=[handle]),
)


def body_html(text: str) -> SafeString:
    """A text as typed, escaped, with topics, mentions and links to follow."""
    return as_html(text, _ADDRESSES)
