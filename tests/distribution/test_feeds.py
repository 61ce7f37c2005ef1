"""RSS and Atom: public notes, absolute addresses, cheap to ask for again."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notes.models import Note, State, Topic, Visibility
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
ATOM = "{http://www.w3.org/2005/Atom}"


def items(client: Client, path: str) -> list[ET.Element]:
    answer = client.get(path)
    assert answer.status_code == 200
    return ET.fromstring(answer.content).findall("channel/item")


def test_a_persons_feed_holds_their_public_notes_newest_first(client: Client) -> None:
    mina = person("mina_reads", name="Mina")
    old = note(mina, title="Old", published_at=NOON - timedelta(days=1))
    new = note(mina, title="New <&> bold")
    note(mina, title="Secret", visibility=Visibility.PRIVATE)
    note(mina, title="Followers only", visibility=Visibility.FOLLOWERS)
    note(mina, title="Gone", state=State.WITHDRAWN)
    note(title="Somebody else's")
    found = items(client, "/@mina_reads/feed.xml")
    assert [(item.findtext("title"), item.findtext("link")) for item in found] == [
        ("New <&> bold", f"{SITE}/n/{new.public_id}/"),
        ("Old", f"{SITE}/n/{old.public_id}/"),
    ]


def test_a_topics_feed_holds_the_notes_under_it(client: Client) -> None:
    topic = Topic.objects.create(slug="护手霜", name="护手霜")
    under = note(title="冬天的护手霜")
    under.note_topics.create(topic=topic)
    note(title="Elsewhere")
    assert [item.findtext("title") for item in items(client, "/t/护手霜/feed.xml")] == ["冬天的护手霜"]


def test_atom_tells_the_same(client: Client) -> None:
    mina = person("mina_reads", name="Mina")
    note(mina, title="Bread", edited_at=NOON + timedelta(hours=2))
    answer = client.get("/@mina_reads/feed.atom")
    feed = ET.fromstring(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["Bread"]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-24T14:00:00+00:00"


def test_what_was_paid_for_is_told_in_the_feed_too(client: Client) -> None:
    note(person("mina_reads"), disclosure="paid", is_ai_made=True)
    description = items(client, "/@mina_reads/feed.xml")[0].findtext("description") or ""
    assert description.startswith("<p><strong>Paid · Made with AI</strong></p>")


def test_words_are_escaped_and_links_inside_are_absolute(client: Client) -> None:
    note(person("mina_reads"), body='<script>alert("x")</script> by @mina_reads')
    description = items(client, "/@mina_reads/feed.xml")[0].findtext("description") or ""
    assert "<script>" not in description
    assert f'href="{SITE}/@mina_reads/"' in description


def test_who_has_the_feed_already_is_told_so(client: Client) -> None:
    mina = person("mina_reads")
    note(mina)
    first = client.get("/@mina_reads/feed.xml")
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get("/@mina_reads/feed.xml", headers=header)
        assert (again.status_code, again.content) == (304, b"")


def test_a_note_that_went_changes_the_feed_though_nothing_newer_came(client: Client) -> None:
    mina = person("mina_reads")
    note(mina, published_at=NOON - timedelta(days=1))
    gone = note(mina, published_at=NOON - timedelta(days=2))
    etag = client.get("/@mina_reads/feed.xml")["ETag"]
    Note.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN)
    assert client.get("/@mina_reads/feed.xml", headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    person("mina_reads")
    assert items(client, "/@mina_reads/feed.xml") == []


@pytest.mark.parametrize("path", ["/@nobody_here/feed.xml", "/t/nowhere/feed.xml", "/t/%00/feed.xml", "/@A/feed.xml"])
def test_a_feed_of_nothing_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_closed_account_and_a_hidden_topic_have_no_feed(client: Client) -> None:
    person("mina_reads", is_active=False)
    Topic.objects.create(slug="secret", name="Secret", is_hidden=True)
    assert client.get("/@mina_reads/feed.xml").status_code == 404
    assert client.get("/t/secret/feed.xml").status_code == 404


def test_ten_notes_and_thirty_cost_the_same_queries(client: Client) -> None:
    mina = person("mina_reads")
    counts = []
    for batch in (10, 20):
        for _each in range(batch):
            note(mina)
        with CaptureQueriesContext(connection) as queries:
            items(client, "/@mina_reads/feed.xml")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_topic_that_waits_to_be_looked_at_is_named_in_no_feed(client: Client) -> None:
    author = person("mina")
    written = note(author)
    for slug, hidden in (("bread", False), ("hidden-words", True)):
        written.note_topics.create(topic=Topic.objects.create(slug=slug, name=slug, is_hidden=hidden))
    text = client.get("/@mina/feed.atom").content.decode()
    assert 'term="bread"' in text
    assert "hidden-words" not in text
