"""What a page tells feed readers and those who link to a person."""

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.media import rendition_url
from distribution.templatetags.share_tags import Sharing, absolute, head, json_ld
from notes.models import Topic
from users.models import User

register = template.Library()
_TYPES = (("xml", "application/rss+xml", "RSS"), ("atom", "application/atom+xml", "Atom"))


@register.simple_tag
def feed_links(subject: User | Topic) -> SafeString:
    """<link rel="alternate"> for the feeds of a person's or a topic's page: put it into {% block head %}."""
    kind, key = ("person", subject.handle) if isinstance(subject, User) else ("topic", subject.slug)
    names = {"xml": f"distribution:{kind}_feed", "atom": f"distribution:{kind}_atom"}
    rows = ((mime, label, absolute(reverse(names[form], args=[key]))) for form, mime, label in _TYPES)
    return format_html_join("", '<link rel="alternate" type="{}" title="{}" href="{}">', rows)


def sharing_of_person(person: User) -> Sharing:
    """Name, what they say of themselves, and their picture."""
    picture = rendition_url(person.avatar, 720) or static("brand/og.png")
    about = Truncator(" ".join(person.bio.split())).chars(180)
    told = about or _("Notes by %(name)s.") % {"name": person.shown_name}
    title = f"{person.shown_name} (@{person.handle})"
    return Sharing(title, told, absolute(person.get_absolute_url()), absolute(picture), "profile")


@register.simple_tag
def share_person(person: User) -> SafeString:
    """<head> elements of a profile: Open Graph, JSON-LD, the canonical address and the feeds."""
    sharing = sharing_of_person(person)
    facts = {
        "@type": "ProfilePage",
        "url": sharing.url,
        "mainEntity": {
            "@type": "Person",
            "name": person.shown_name,
            "alternateName": person.handle,
            "description": sharing.description,
            "image": sharing.picture,
            "url": sharing.url,
        },
    }
    name = format_html('<meta property="profile:username" content="{}">', person.handle)
    return mark_safe(head(sharing) + name + json_ld(facts) + feed_links(person))
