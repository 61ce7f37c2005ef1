"""What a page tells those who link to it: canonical address, Open Graph, JSON-LD."""

import json
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.media import rendition_url
from notes.films import Player, player_of, video_of
from notes.labels import labelled, labels_of
from notes.models import Note, Topic
from shop.models import Product
from shop.panels import Panel

register = template.Library()


@dataclass(frozen=True, slots=True)
class Sharing:
    """The facts of a public page: addresses are absolute."""

    title: str
    description: str
    url: str
    picture: str
    kind: str = "article"


def absolute(path: str) -> str:
    """An address of this site with its scheme and host; an absolute one stays as it is."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def sharing_of_note(note: Note) -> Sharing:
    """Title, first words with what has to be told before them, and the cover."""
    words = Truncator(" ".join(note.body.split())).chars(180) or note.title
    picture = rendition_url(note.cover["stem"], 1440) if note.cover else static("brand/og.png")
    return Sharing(note.title, labelled(note, words), absolute(note.get_absolute_url()), absolute(picture))


def sharing_of_topic(topic: Topic) -> Sharing:
    return Sharing(
        f"#{topic.name}",
        topic.about or _("Notes under this topic."),
        absolute(topic.get_absolute_url()),
        absolute(static("brand/og.png")),
        "website",
    )


def sharing_of_product(product: Product) -> Sharing:
    pictures = list(product.pictures.all())
    picture = rendition_url(pictures[0].stem, 1440) if pictures else static("brand/og.png")
    about = Truncator(product.about).chars(180) or product.name
    return Sharing(product.name, about, absolute(product.get_absolute_url()), absolute(picture), "product")


def head(sharing: Sharing) -> SafeString:
    """The elements of <head> for these facts."""
    named = [("description", sharing.description), ("twitter:card", "summary_large_image")]
    graph = [
        ("og:site_name", "Meadow"),
        ("og:type", sharing.kind),
        ("og:title", sharing.title),
        ("og:description", sharing.description),
        ("og:url", sharing.url),
        ("og:image", sharing.picture),
    ]
    return mark_safe(
        format_html_join("", '<meta name="{}" content="{}">', named)
        + format_html_join("", '<meta property="{}" content="{}">', graph)
        + format_html('<link rel="canonical" href="{}">', sharing.url)
    )


_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(facts: dict[str, Any]) -> SafeString:  # Any: JSON
    """A JSON-LD data block. Not a script that runs: the content policy lets data blocks stand."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _ld_of_note(note: Note, sharing: Sharing) -> dict[str, Any]:  # Any: JSON
    return {
        "@type": "SocialMediaPosting",
        "headline": note.title,
        # Programs that read only this part are told as well.
        "keywords": labels_of(note),
        "url": sharing.url,
        "image": sharing.picture,
        "inLanguage": {"zh": "zh-Hans", "en": "en"}.get(note.language, "und"),
        "datePublished": note.published_at.isoformat() if note.published_at else None,
        "dateModified": note.edited_at.isoformat() if note.edited_at else None,
        "author": {
            "@type": "Person",
            "name": note.author.shown_name,
            "url": absolute(note.author.get_absolute_url()),
        },
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/LikeAction",
            "userInteractionCount": note.like_count,
        },
    }


@register.simple_tag
def share_meta(subject: Note | Topic) -> SafeString:
    """<head> elements of a note's or a topic's page. Notes that are not public get none but their title."""
    if isinstance(subject, Topic):
        return head(sharing_of_topic(subject))
    if not subject.is_public:
        return mark_safe('<meta name="robots" content="noindex">')
    sharing, player = sharing_of_note(subject), player_of(video_of(subject))
    facts = _ld_of_note(subject, sharing)
    if player is None:
        return mark_safe(head(sharing) + json_ld(facts))
    return mark_safe(
        head(sharing) + _film_head(player) + json_ld(facts | {"video": _ld_of_film(player, subject, sharing)})
    )


def _film_head(player: Player) -> SafeString:
    """The film for those who show it beside a link."""
    film = player.best
    graph = [
        ("og:video", absolute(film.url)),
        ("og:video:type", "video/mp4"),
        ("og:video:width", film.width),
        ("og:video:height", film.height),
        ("og:video:duration", round(player.seconds)),
    ]
    return format_html_join("", '<meta property="{}" content="{}">', graph)


def _ld_of_film(player: Player, note: Note, sharing: Sharing) -> dict[str, Any]:  # Any: JSON
    return {
        "@type": "VideoObject",
        "name": note.title,
        "description": sharing.description,
        "thumbnailUrl": absolute(player.poster),
        "uploadDate": note.published_at.isoformat() if note.published_at else None,
        "duration": f"PT{round(player.seconds)}S",
        "contentUrl": absolute(player.best.url),
        "width": player.best.width,
        "height": player.best.height,
    }


def _ld_of_product(product: Product, sharing: Sharing, panel: Panel) -> dict[str, Any]:  # Any: JSON
    offers = [
        {
            "@type": "Offer",
            "price": str(variant.price.amount),
            "priceCurrency": variant.currency,
            "availability": f"https://schema.org/{'InStock' if variant.is_in_stock else 'OutOfStock'}",
        }
        for variant in product.variants.all()
    ]
    facts: dict[str, Any] = {  # Any: JSON
        "@type": "Product",
        "name": product.name,
        "description": sharing.description,
        "image": sharing.picture,
        "brand": {"@type": "Brand", "name": product.brand.name},
        "offers": offers,
    }
    if panel.score is not None:
        rating = {"@type": "AggregateRating", "ratingValue": round(panel.score, 2), "ratingCount": panel.voices}
        facts["aggregateRating"] = rating | {"bestRating": 5, "worstRating": 1}
    return facts


@register.simple_tag
def share_product(product: Product, panel: Panel) -> SafeString:
    """<head> elements of a product's page; a rating only where the page itself shows a score."""
    sharing = sharing_of_product(product)
    return mark_safe(head(sharing) + json_ld(_ld_of_product(product, sharing, panel)))
