"""From a body as typed to safe HTML: escaped, line ends kept, topics and mentions linked."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import regex
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from common.folding import fold

LONGEST_TOPIC = 40
# Code points: a letter may carry any number of marks.
_LONGEST_SLUG = 80
_TOPIC_TEXT = r"[\p{L}\p{N}_\p{Mn}\p{Emoji_Presentation}·&+.'-]"
# "#hand cream#" closes itself and may hold blanks inside; "#bread #rye" are two that end where their words end.
_CLOSED = rf"(?P<closed>{_TOPIC_TEXT}(?:(?:{_TOPIC_TEXT}| ){{0,38}}?{_TOPIC_TEXT})?)[#＃]"
_OPEN = r"(?P<open>[\p{L}\p{N}_]{1,40})"
# Scripts that put no blank between words: "好用#护手霜#" and "谢谢@mina" mean what they look like; "a#b" does not.
_UNBLANKED = r"\p{Han}\p{Hiragana}\p{Katakana}"
_IN_A_WORD = rf"[^\W{_UNBLANKED}]"
# \G: right after another mark, so that "#面包##黑麦#" are two.
_TOPIC = regex.compile(rf"(?:\G|(?<!{_IN_A_WORD}|[#＃/&]))[#＃](?:{_CLOSED}|{_OPEN})")
# "张三@mina.com" is an address to write to, not somebody here.
_MAIL = rf"(?<=[{_UNBLANKED}][@＠][a-z0-9_]{{3,24}})\.[a-z]{{2}}"
_MENTION = regex.compile(
    rf"(?<!{_IN_A_WORD}|[@＠/.])[@＠](?P<handle>[a-z0-9_]{{3,24}})(?!{_IN_A_WORD}|[@＠])(?!{_MAIL})", regex.IGNORECASE
)
_LINK = regex.compile(r"https?://[^\s<>\"'）】」。，]+[^\s<>\"'）】」。，.,;:!?)]", regex.IGNORECASE)
# What counts as a link in a text is wider than what is made one: an address people can copy leads away as well.
_ANY_LINK = regex.compile(r"https?://[^\s<>\"']+|(?<![\w.])www\.[^\s<>\"']+", regex.IGNORECASE)
_MARK = regex.compile(
    f"(?P<link>{_LINK.pattern})|(?P<topic>{_TOPIC.pattern})|(?P<mention>{_MENTION.pattern})", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where topics and people live; the floor that knows gives it. Whoever has no address ("") is not made a link."""

    topic: Callable[[str], str]
    person: Callable[[str], str]


def topic_slug(name: str) -> str:
    """The address of a topic: folded, without blanks and marks, at most 40 characters; "" when nothing is left."""
    kept = regex.sub(r"[^\p{L}\p{N}_\p{Mn}]+", "-", fold(name.strip().strip("#＃"))).strip("-")
    return "".join(regex.findall(r"\X", kept)[:LONGEST_TOPIC])[:_LONGEST_SLUG]


def topics_in(text: str) -> list[str]:
    """The topics a text names, in order, each once, without the marks."""
    found = [match["closed"] or match["open"] for match in _TOPIC.finditer(text)]
    return list(dict.fromkeys(name.strip() for name in found if topic_slug(name)))


def links_in(text: str) -> list[str]:
    """The links to other sites in a text, in order, each as often as it stands there."""
    return [link for link in _ANY_LINK.findall(text) if not _is_ours(link)]


def _is_ours(link: str) -> bool:
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname
    except ValueError:
        return False
    return host == urlsplit(settings.SITE_URL).hostname


def mentions_in(text: str) -> list[str]:
    """The handles a text mentions, in order, each once, in small letters."""
    return list(dict.fromkeys(match["handle"].lower() for match in _MENTION.finditer(text)))


def _linked(match: regex.Match[str], addresses: Addresses) -> str:
    if match["link"]:
        shown = escape(match["link"])
        return f'<a href="{shown}" rel="nofollow ugc noopener" target="_blank">{shown}</a>'
    if match["topic"]:
        name = match["closed"] or match["open"]
        return f'<a class="topic" href="{escape(addresses.topic(topic_slug(name)))}">#{escape(name.strip())}</a>'
    handle = match["handle"].lower()
    address = addresses.person(handle)
    return f'<a class="mention" href="{escape(address)}">@{escape(handle)}</a>' if address else escape(match[0])


def _line(text: str, addresses: Addresses) -> str:
    parts, end = [], 0
    for match in _MARK.finditer(text):
        parts += [escape(text[end : match.start()]), _linked(match, addresses)]
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def as_html(text: str, addresses: Addresses) -> SafeString:
    """Paragraphs as <p dir="auto">, so that each finds its own direction; single line ends become <br>."""
    blocks = regex.split(r"\n{2,}", text.strip())
    paragraphs = ("<br>".join(_line(line, addresses) for line in block.split("\n")) for block in blocks)
    return mark_safe("".join(f'<p dir="auto">{paragraph}</p>' for paragraph in paragraphs if paragraph))
