"""What a reader keeps away does not come up: one note, every list that would show it, every way of keeping it away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.clock import now
from common.models import City
from notes.comments import write_comment
from notes.engagement import react
from notes.models import Comment, Note, NoteProduct, NoteTopic, Topic
from push import delivery, notices
from push.models import InboxItem, LedgerLine, PlannedPush
from search import indexing
from tests.factories import NOON, category, note, person, product
from users.following import follow
from users.models import User
from users.muting import mute_person, mute_topic, mute_word
from users.safety import block, unblock

pytestmark = pytest.mark.django_db
Keep = Callable[[User, Note], object]
WAYS: dict[str, Keep] = {
    "blocks its author": lambda reader, kept: block(reader, kept.author, at=NOON),
    "is blocked by its author": lambda reader, kept: block(kept.author, reader, at=NOON),
    "muted its author": lambda reader, kept: mute_person(reader, kept.author, until=None, at=NOON),
    "muted a word of its title": lambda reader, kept: mute_word(reader, "QUOKKA", until=None, at=NOON),
    "muted a word of its text": lambda reader, kept: mute_word(reader, "袋鼠", until=None, at=NOON),
    "muted a topic of it": lambda reader, kept: mute_topic(reader, "#Small Animals#", until=None, at=NOON),
}
LISTS = {
    "explore": lambda: reverse("feed:explore"),
    "following": lambda: reverse("feed:following"),
    "nearby": lambda: reverse("feed:nearby"),
    "category": lambda: reverse("feed:category", args=["food"]),
    "another topic": lambda: reverse("notes:topic", args=["wild"]),
    "search": lambda: reverse("search:results") + "?q=quokka",
    "newest in search": lambda: reverse("search:results") + "?q=quokka&sort=new",
    "product": lambda: reverse("shop:product", args=[NoteProduct.objects.get().product.public_id]),
    "related notes": lambda: Note.objects.get(title="Another wild animal").get_absolute_url(),
    "the feed of the API": lambda: "/api/v1/feed/",
    "the search of the API": lambda: "/api/v1/search/?q=quokka",
}


def _browser(reader: User) -> Client:
    browser = Client()
    browser.force_login(reader)
    return browser


@pytest.fixture
def kept() -> Note:
    """A note that stands in every list, with neighbours, so that no list is empty without it."""
    place = City.objects.create(code="york", name_en="York", name_zh="约克", country="GB", time_zone="Europe/London")
    User.objects.bulk_create(
        User(handle=f"neighbour_{n}", email=f"{n}@york.example", city=place, seen_at=now()) for n in range(20)
    )
    author = person("animal_friend", city=place, kind="expert")
    written = note(author, title="A quokka at dawn", body="小袋鼠，很可爱。")
    beside = note(title="Another wild animal", body="A heron.")
    for name, slug in (("Small Animals", "small-animals"), ("Wild", "wild")):
        topic = Topic.objects.create(name=name, slug=slug)
        NoteTopic.objects.create(note=written, topic=topic)
        if slug == "wild":
            NoteTopic.objects.create(note=beside, topic=topic)
    NoteProduct.objects.create(note=written, product=product("Binoculars"), relation="bought", stance=4)
    indexing.rebuild()
    return written


def _reader(kept: Note) -> User:
    reader = person(city=kept.author.city, joined_at=now())
    follow(reader, kept.author, at=NOON)
    return reader


@pytest.mark.parametrize("where", LISTS)
@pytest.mark.parametrize("way", WAYS)
def test_a_note_does_not_come_up_for_who_keeps_it_away_and_does_for_others(kept: Note, where: str, way: str):
    reader, other = _reader(kept), _reader(kept)
    WAYS[way](reader, kept)
    address = LISTS[where]()
    hidden, shown = (_browser(who).get(address).content.decode() for who in (reader, other))
    assert kept.public_id in shown
    assert kept.public_id not in hidden


@pytest.mark.parametrize("where", LISTS)
def test_what_expired_or_was_taken_back_comes_up_again(kept: Note, where: str):
    reader = _reader(kept)
    mute_word(reader, "quokka", until=now() - timedelta(seconds=1), at=NOON)
    block(reader, kept.author, at=NOON)
    unblock(reader, kept.author)
    follow(reader, kept.author, at=NOON)
    assert kept.public_id in _browser(reader).get(LISTS[where]()).content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_a_sitting_that_was_begun_before_leaves_out_what_is_kept_away_since(kept: Note, way: str):
    for number in range(30):
        note(published_at=NOON + timedelta(minutes=number), body="Bread.", category=category(f"c{number % 12}"))
    reader = _reader(kept)
    browser = _browser(reader)
    first = browser.get("/").content.decode()
    onward = first.split('data-next="')[1].split('"')[0]
    assert (kept.public_id in first) != (kept.public_id in browser.get(f"/?after={onward}").content.decode())
    WAYS[way](reader, kept)
    cursor = onward.split(".")[0] + ".0"
    again = browser.get(f"/?after={cursor}", headers={"X-Cards": "1"}).content.decode()
    assert again.count("data-card=") >= 18
    assert kept.public_id not in again


@pytest.mark.parametrize("where", LISTS)
def test_no_list_asks_more_because_of_what_a_reader_keeps_away(kept: Note, where: str):
    note(title="Another quokka", body="At noon.")
    indexing.rebuild()
    plain, careful = _reader(kept), _reader(kept)
    for way in ("muted its author", "muted a word of its text", "muted a topic of it"):
        WAYS[way](careful, kept)
    block(careful, person(), at=NOON)
    address, asked = LISTS[where](), []
    for reader in (plain, careful):
        browser = _browser(reader)
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get(address)
        asked.append(len(seen))
    assert asked[1] <= asked[0]


@pytest.mark.parametrize("way", list(WAYS)[:3])
@pytest.mark.parametrize("kind", ["person", "suggestions"])
def test_people_who_are_kept_away_are_not_found(kept: Note, way: str, kind: str):
    reader = _reader(kept)
    address = reverse("search:results") + "?q=animal_friend&kind=person"
    if kind == "suggestions":
        address = reverse("search:suggest") + "?q=animal_fr"
    assert b"/@animal_friend/" in _browser(reader).get(address).content
    WAYS[way](reader, kept)
    assert b"/@animal_friend/" not in _browser(reader).get(address).content


def test_muted_topics_and_products_with_a_muted_word_are_not_found(kept: Note):
    reader = _reader(kept)
    addresses = [
        reverse("search:results") + "?q=small&kind=topic",
        reverse("search:suggest") + "?q=small",
        reverse("feed:topics"),
    ]
    before = [b"small-animals" in _browser(reader).get(address).content for address in addresses]
    mute_topic(reader, "small animals", until=None, at=NOON)
    mute_word(reader, "binoculars", until=None, at=NOON)
    after = [b"small-animals" in _browser(reader).get(address).content for address in addresses]
    assert (before, after) == ([True] * 3, [False] * 3)
    found = _browser(reader).get(reverse("search:suggest") + "?q=binocu").json()["suggestions"]
    assert found == []
    assert b"/p/" not in _browser(reader).get(reverse("search:results") + "?q=binoculars&kind=product").content


def test_the_page_of_a_muted_topic_still_shows_its_notes_to_who_opens_it(kept: Note):
    reader = _reader(kept)
    mute_topic(reader, "small animals", until=None, at=NOON)
    page = _browser(reader).get(reverse("notes:topic", args=["small-animals"])).content.decode()
    assert kept.public_id in page


@pytest.mark.parametrize("way", list(WAYS)[:3])
def test_comments_of_who_is_kept_away_are_not_shown(kept: Note, way: str):
    reader = _reader(kept)
    beside = Note.objects.get(title="Another wild animal")
    said = write_comment(beside, kept.author, "Seen it too.", at=NOON)
    WAYS[way](reader, kept)
    page = _browser(reader).get(f"{beside.get_absolute_url()}?comment={said.public_id}").content.decode()
    assert "Seen it too." not in page
    assert "Seen it too." in Client().get(beside.get_absolute_url()).content.decode()


@pytest.mark.parametrize("way", list(WAYS)[:3])
def test_deeds_of_who_is_kept_away_are_not_told(kept: Note, way: str):
    reader = _reader(kept)
    own = note(reader)
    WAYS[way](reader, kept)
    react(own, kept.author, "like", at=NOON)
    said = Comment.objects.create(note=own, author=kept.author, body="Nice.", created_at=NOON)
    notices.settle_reaction(own.pk, kept.author_id, "like")
    notices.settle_comment(said.pk)
    assert not InboxItem.objects.filter(reader=reader).exists()


def test_a_comment_with_a_muted_word_is_not_told(kept: Note):
    reader = _reader(kept)
    own = note(reader)
    mute_word(reader, "scam", until=None, at=NOON)
    for words in ("What a scam", "What a day"):
        notices.settle_comment(write_comment(own, person(), words, at=NOON).pk)
    assert [item.comment.body for item in InboxItem.objects.filter(reader=reader)] == ["What a day"]


def test_a_block_takes_two_people_out_of_each_others_inboxes(kept: Note):
    reader, third = _reader(kept), person()
    own = note(reader)
    for giver in (kept.author, third):
        react(own, giver, "like", at=NOON)
        notices.settle_reaction(own.pk, giver.pk, "like")
    notices.settle_follow(reader.pk, kept.author_id)
    block(kept.author, reader, at=NOON)
    notices.settle_block(kept.author_id, reader.pk)
    left = list(InboxItem.objects.values_list("reader", "actor", "count"))
    assert left == [(reader.pk, third.pk, 1)]


@pytest.mark.parametrize("way", WAYS)
def test_a_note_kept_away_is_not_pushed_and_one_planned_before_does_not_come(kept: Note, way: str):
    reader = person(joined_at=NOON - timedelta(days=3))
    PlannedPush.objects.create(
        reader=reader, slot="noon", due_at=NOON, local_day=NOON.date(), note=kept, planned_at=NOON, run="0" * 32
    )
    WAYS[way](reader, kept)
    cache.clear()
    assert delivery.deliver_due(at=NOON) == 0
    assert LedgerLine.objects.get().rule == "kept_away"
    assert not InboxItem.objects.exists()


def test_the_notes_of_a_muted_author_stand_on_their_own_page(kept: Note):
    reader = _reader(kept)
    mute_person(reader, kept.author, until=None, at=NOON)
    mute_word(reader, "quokka", until=None, at=NOON)
    assert kept.public_id in _browser(reader).get(kept.author.get_absolute_url()).content.decode()
