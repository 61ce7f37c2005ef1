"""Who sees a note where: every visibility, every reader, every surface, as one table.

A row is a visibility and a reader; its letters are the surfaces in the order of SURFACES. "Y" shows the note, "." does
not. Each cell fetches the surface with the reader's own browser and looks for the note's title (a comment's words, the
picture's bytes).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from common.archives import sections
from common.media import rendition_url
from distribution.sitemaps import SPAN
from notes import guarding
from notes.comments import write_comment
from notes.models import Like, Note, Picture
from push.models import InboxItem, Kind
from search import indexing
from tests.factories import NOON, note, person
from tests.notes.test_guarding import pictured
from users.following import follow
from users.models import FollowRequest, User
from users.requests import ask_to_follow, close_account
from users.safety import block, unblock
from users.standing import suspend

pytestmark = pytest.mark.django_db
TITLE, SAID = "Quokkas at the harbour", "Saw seven of them there."


@dataclass(frozen=True)
class Scene:
    """One note by one author, and the browser of one reader."""

    note: Note
    picture: Picture
    liker: User
    browser: Client
    # None for a visitor.
    reader: User | None

    def shows(self, address: str, words: str = TITLE) -> bool:
        return words in self.browser.get(address).content.decode()


def _page(scene: Scene) -> bool:
    return scene.shows(scene.note.get_absolute_url())


def _api(scene: Scene) -> bool:
    return scene.shows(f"/api/v1/notes/{scene.note.public_id}/")


def _feed(scene: Scene) -> bool:
    return any(scene.shows(reverse(f"feed:{tab}")) for tab in ("explore", "following"))


def _search(scene: Scene) -> bool:
    pages = (reverse("search:results") + "?q=quokkas", "/api/v1/search/?q=quokkas")
    return any(scene.note.public_id in scene.browser.get(page).content.decode() for page in pages)


def _comments(scene: Scene) -> bool:
    pages = (reverse("notes:comments", args=[scene.note.public_id]), f"/api/v1/notes/{scene.note.public_id}/comments/")
    return any(scene.shows(page, SAID) for page in pages)


def _likes(scene: Scene) -> bool:
    return scene.shows(f"{scene.liker.get_absolute_url()}?tab=liked")


def _notice(scene: Scene) -> bool:
    """The note that was picked for the reader, and an answer under it: the words of both, or of neither."""
    picked, answered = (scene.shows(reverse("push:inbox"), words) for words in (TITLE, SAID))
    assert picked == answered
    return picked


def _media(scene: Scene) -> bool:
    answer = scene.browser.get(rendition_url(scene.picture.stem, 720))
    return answer.status_code == 200 and b"".join(answer.streaming_content) == b"720 wide"


def _taking_out(scene: Scene) -> bool:
    """What a program takes out of the author's page, and what the reader's own archive says of a note they liked."""
    by_program = scene.shows(f"/api/v1/people/{scene.note.author.handle}/notes/")
    if scene.reader is not None:
        lines = (json.dumps(row, default=str) for section in sections() for row in section.rows(scene.reader.pk))
        assert by_program == any(TITLE in line for line in lines)
    return by_program


def _syndication(scene: Scene) -> bool:
    author = scene.note.author
    feeds = any(scene.shows(f"/@{author.handle}/feed.{form}") for form in ("xml", "atom"))
    listed = scene.note.public_id in scene.browser.get(f"/sitemap-notes-{scene.note.pk // SPAN}.xml").content.decode()
    assert feeds == listed
    return feeds


SURFACES: dict[str, Callable[[Scene], bool]] = {
    "page": _page,
    "API": _api,
    "feed": _feed,
    "search": _search,
    "comments": _comments,
    "likes list": _likes,
    "notification": _notice,
    "media address": _media,
    "taking out": _taking_out,
    "syndication": _syndication,
}

# A visitor, and somebody whose account is suspended and whose sessions have ended, have no inbox. Public pictures and
# the syndication of public notes carry no question of who asks: a blocked reader meets them as any visitor does, which
# is the price of files that every cache may keep. Nobody's own notes come up in their feed. Staff see the pictures they
# have to decide about, and on the public pages what everybody sees.
TABLE = {
    # page, API, feed, search, comments, likes list, notification, media address, taking out, syndication
    ("public", "visitor"): "YYYYYY.YYY",
    ("public", "stranger"): "YYYYYYYYYY",
    ("public", "pending follower"): "..........",
    ("public", "follower"): "YYYYYYYYYY",
    ("public", "follower of a private account"): "YYY.YYYYY.",
    ("public", "blocked"): ".......Y.Y",
    ("public", "blocked the author"): ".......Y.Y",
    ("public", "blocked, then unblocked"): "YYYYYYYYYY",
    ("public", "suspended"): "YYYYYY.YYY",
    ("public", "follower of a suspended author"): "..........",
    ("public", "staff"): "YYYYYYYYYY",
    ("public", "author"): "YY.YYYYYYY",
    ("followers", "visitor"): "..........",
    ("followers", "stranger"): "..........",
    ("followers", "pending follower"): "..........",
    ("followers", "follower"): "YYY.YYYYY.",
    ("followers", "follower of a private account"): "YYY.YYYYY.",
    ("followers", "blocked"): "..........",
    ("followers", "blocked the author"): "..........",
    ("followers", "blocked, then unblocked"): "..........",
    ("followers", "suspended"): "..........",
    ("followers", "follower of a suspended author"): "..........",
    ("followers", "staff"): ".......Y..",
    ("followers", "author"): "YY..YYYYY.",
    ("private", "visitor"): "..........",
    ("private", "stranger"): "..........",
    ("private", "pending follower"): "..........",
    ("private", "follower"): "..........",
    ("private", "follower of a private account"): "..........",
    ("private", "blocked"): "..........",
    ("private", "blocked the author"): "..........",
    ("private", "blocked, then unblocked"): "..........",
    ("private", "suspended"): "..........",
    ("private", "follower of a suspended author"): "..........",
    ("private", "staff"): ".......Y..",
    ("private", "author"): "YY..YYYYY.",
}


def _pending(author: User, reader: User) -> None:
    close_account(author)
    assert not ask_to_follow(reader, author, at=NOON)
    assert FollowRequest.objects.filter(asker=reader, asked=author).exists()


def _of_private(author: User, reader: User) -> None:
    follow(reader, author, at=NOON)
    close_account(author)


def _blocked(author: User, reader: User) -> None:
    follow(reader, author, at=NOON)
    block(author, reader, at=NOON)


def _unblocked(author: User, reader: User) -> None:
    _blocked(author, reader)
    unblock(author, reader)


def _of_suspended(author: User, reader: User) -> None:
    follow(reader, author, at=NOON)
    suspend(author, by=person(is_staff=True).pk)


STANDINGS: dict[str, Callable[[User, User], object]] = {
    "stranger": lambda author, reader: None,
    "pending follower": _pending,
    "follower": lambda author, reader: follow(reader, author, at=NOON),
    "follower of a private account": _of_private,
    "blocked": _blocked,
    "blocked the author": lambda author, reader: block(reader, author, at=NOON),
    "blocked, then unblocked": _unblocked,
    "suspended": lambda author, reader: suspend(reader, by=person(is_staff=True).pk),
    "follower of a suspended author": _of_suspended,
}


def _reader(which: str, author: User) -> User | AnonymousUser:
    if which == "visitor":
        return AnonymousUser()
    if which == "author":
        return author
    if which == "staff":
        return User.objects.create_superuser("keeper", "keeper@example.org")
    return person("reader_of_it", joined_at=NOON)


def _scene(visibility: str, which: str) -> Scene:
    author = person("author_of_it", notes_count=1)
    written = note(author, title=TITLE, visibility=visibility)
    picture = pictured(written)
    answer = write_comment(written, person(), SAID, at=NOON)
    liker = person("liker_of_it", has_open_likes=True)
    Like.objects.create(note=written, person=liker)
    indexing.rebuild()
    reader, browser = _reader(which, author), Client()
    if isinstance(reader, User):
        browser.force_login(reader)
        facts = {"local_day": NOON.date(), "created_at": NOON, "happened_at": NOON}
        InboxItem.objects.create(reader=reader, kind=Kind.FOR_YOU, subject="push:1", note=written, **facts)
        InboxItem.objects.create(
            reader=reader, kind=Kind.REPLY, subject="comment:1", note=written, comment=answer, **facts
        )
        Like.objects.create(note=written, person=reader)
        STANDINGS.get(which, STANDINGS["stranger"])(author, reader)
    guarding.settle(written.pk, author.pk)
    picture.refresh_from_db()
    written.refresh_from_db()
    return Scene(written, picture, liker, browser, reader if isinstance(reader, User) else None)


@pytest.mark.parametrize(("visibility", "which"), TABLE)
def test_a_note_is_shown_to_a_reader_on_exactly_these_surfaces(visibility: str, which: str):
    scene = _scene(visibility, which)
    seen = "".join("Y" if shows(scene) else "." for shows in SURFACES.values())
    assert dict(zip(SURFACES, seen, strict=True)) == dict(zip(SURFACES, TABLE[visibility, which], strict=True))


def test_the_table_states_every_combination():
    readers = {"visitor", "staff", "author", *STANDINGS}
    assert set(TABLE) == {(seen, who) for seen in ("public", "followers", "private") for who in readers}
    assert {len(row) for row in TABLE.values()} == {len(SURFACES)}
    assert len(TABLE) * len(SURFACES) == 360
