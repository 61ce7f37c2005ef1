"""RSS and Atom of a person and of a topic: the newest public notes, cheap to ask for again."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from distribution.templatetags.share_tags import absolute, sharing_of_note, sharing_of_topic
from notes.films import player_of, video_of
from notes.labels import labels_of
from notes.markup import body_html, people_named_in
from notes.models import Note, NoteQuerySet, Topic
from users.models import User

LONGEST = 30
_FRESH_SECONDS = 300
_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"


FORMATS: dict[str, type[Rss] | type[Atom]] = {"xml": Rss, "atom": Atom}


def _newest(notes: NoteQuerySet) -> list[Note]:
    """The newest notes with what an item shows. Two queries, however many notes there are."""
    rows = notes.select_related("author", "category", "video").prefetch_related("topics")
    return list(rows.order_by("-published_at", "-pk")[:LONGEST])


def _changed_at(note: Note) -> datetime:
    return max(at for at in (note.published_at or note.created_at, note.edited_at) if at is not None)


def _description(note: Note, named: Collection[str]) -> str:
    """What has to be told, the cover, the words. Addresses inside are made absolute for readers far away."""
    told = labels_of(note)
    labels = format_html("<p><strong>{}</strong></p>", " · ".join(told)) if told else ""
    sharing = sharing_of_note(note)
    picture = format_html('<p><img src="{}" alt="{}"></p>', sharing.picture, note.cover["alt"]) if note.cover else ""
    return f"{labels}{picture}{body_html(note.body, named)}".replace('href="/', f'href="{absolute("/")}')


def _add(feed: SyndicationFeed, note: Note, named: Collection[str]) -> None:
    link = absolute(note.get_absolute_url())
    feed.add_item(
        title=note.title,
        link=link,
        description=_description(note, named),
        author_name=note.author.shown_name,
        author_link=absolute(note.author.get_absolute_url()),
        pubdate=note.published_at,
        updateddate=_changed_at(note),
        unique_id=link,
        unique_id_is_permalink=True,
        categories=[topic.name for topic in note.open_topics],
        enclosures=_enclosures(note),
    )


def _enclosures(note: Note) -> list[Enclosure]:
    """The film of a video note, light enough to be fetched ahead; feeds have room for one."""
    player = player_of(video_of(note))
    if player is None:
        return []
    film = player.lightest
    return [Enclosure(absolute(film.url), str(film.size_bytes), "video/mp4")]


def _etag(path: str, notes: Sequence[Note]) -> str:
    """Changes with every note that comes, goes or is edited."""
    facts = [f"{note.public_id}:{_changed_at(note).isoformat()}:{note.disclosure}:{note.is_ai_made}" for note in notes]
    return f'"{hashlib.sha256("|".join([path, *facts]).encode()).hexdigest()[:32]}"'


def _answer(request: HttpRequest, feed: Rss | Atom, notes: Sequence[Note]) -> HttpResponseBase:
    """The feed, or 304 for somebody who has it."""
    etag = _etag(request.path, notes)
    latest = max((_changed_at(note) for note in notes), default=None)
    response = HttpResponse(content_type=feed.content_type)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    if latest is not None:
        response["Last-Modified"] = http_date(latest.timestamp())
    # No note can go without the ETag changing, so the time alone answers only those who know no ETag.
    known = get_conditional_response(request, etag, int(latest.timestamp()) if latest else None, response)
    if known is not None and known.status_code != response.status_code:
        return known
    named = people_named_in(note.body for note in notes)
    for note in notes:
        _add(feed, note, named)
    feed.write(response, "utf-8")
    return response


@require_safe
def person_feed(request: HttpRequest, handle: str, form: str) -> HttpResponseBase:
    """The public notes of a person."""
    author = get_object_or_404(User.objects.active(), handle=handle)
    notes = _newest(Note.objects.public().filter(author=author))
    feed = FORMATS[form](
        title=_("%(name)s on Meadow") % {"name": author.shown_name},
        link=absolute(author.get_absolute_url()),
        description=author.bio or _("Notes by %(name)s.") % {"name": author.shown_name},
        feed_url=absolute(request.path),
        author_name=author.shown_name,
        language=_LANGUAGES.get(notes[0].language) if notes else None,
    )
    return _answer(request, feed, notes)


@require_safe
def topic_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The public notes under a topic."""
    if "\x00" in slug:
        raise Http404
    topic = get_object_or_404(Topic, slug=slug, is_hidden=False)
    sharing = sharing_of_topic(topic)
    feed = FORMATS[form](
        title=_("%(topic)s on Meadow") % {"topic": sharing.title},
        link=sharing.url,
        description=sharing.description,
        feed_url=absolute(request.path),
    )
    return _answer(request, feed, _newest(Note.objects.public().filter(note_topics__topic=topic)))
