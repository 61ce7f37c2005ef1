"""What pages tell those who link to them."""

import json
import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from distribution.templatetags.syndication_tags import feed_links, share_person
from notes.models import Topic, Visibility
from tests.factories import note, person, product

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NASTY = '</script><script>alert("1")</script> & <b>"bold"</b>'


def blocks(html: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]


def meta(html: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)">', html)


def canonical(html: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]*)">', html)


def test_a_note_page_tells_its_facts_and_one_canonical_address(client: Client) -> None:
    live = note(title="Bread that rose", like_count=3)
    html = client.get(live.get_absolute_url() + "?p=2").content.decode()
    facts = blocks(html)[0]
    assert (facts["@type"], facts["headline"]) == ("SocialMediaPosting", "Bread that rose")
    assert facts["interactionStatistic"]["userInteractionCount"] == 3
    assert canonical(html) == [f"{SITE}/n/{live.public_id}/"]
    assert meta(html, "og:title") == ["Bread that rose"]


def test_a_nasty_title_stays_text(client: Client) -> None:
    live = note(title=NASTY, body=NASTY)
    html = client.get(live.get_absolute_url()).content.decode()
    assert blocks(html)[0]["headline"] == NASTY
    assert "<script>alert" not in html


def test_what_was_paid_for_is_told_before_the_words(client: Client) -> None:
    live = note(body="Lovely.", disclosure="paid")
    assert meta(client.get(live.get_absolute_url()).content.decode(), "og:description") == ["Paid: Lovely."]


def test_a_note_for_some_is_told_to_nobody(client: Client) -> None:
    author = person()
    hidden = note(author, visibility=Visibility.PRIVATE)
    client.force_login(author)
    html = client.get(hidden.get_absolute_url()).content.decode()
    assert meta(html, "robots") == ["noindex"]
    assert blocks(html) == []


def test_a_product_page_tells_its_price_and_no_rating_it_does_not_show(client: Client) -> None:
    cream = product(name=NASTY)
    html = client.get(cream.get_absolute_url()).content.decode()
    facts = blocks(html)[0]
    assert (facts["@type"], facts["name"]) == ("Product", NASTY)
    assert (facts["offers"][0]["price"], facts["offers"][0]["priceCurrency"]) == ("12", "GBP")
    assert "aggregateRating" not in facts
    assert canonical(html) == [f"{SITE}/p/{cream.public_id}/"]
    assert "<script>alert" not in html


def test_a_profile_tells_who_it_is_of(client: Client) -> None:
    mina = person("mina_reads", name=NASTY[:40], bio="Bread.")
    html = client.get(mina.get_absolute_url()).content.decode()
    facts = blocks(html)[0]
    assert (facts["@type"], facts["mainEntity"]["name"]) == ("ProfilePage", NASTY[:40])
    assert canonical(html) == [f"{SITE}/@mina_reads/"]
    assert meta(html, "og:description") == ["Bread."]
    assert f'href="{SITE}/@mina_reads/feed.xml"' in html
    assert "<script>alert" not in html


def test_a_topic_page_names_its_feeds(client: Client) -> None:
    topic = Topic.objects.create(slug="sourdough", name="Sourdough")
    html = client.get(topic.get_absolute_url()).content.decode()
    assert f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{SITE}/t/sourdough/feed.xml">' in html


def test_the_links_lead_to_feeds(client: Client) -> None:
    mina, topic = person("mina_reads"), Topic.objects.create(slug="护手霜", name="护手霜")
    links = re.findall(r'href="([^"]*)"', feed_links(mina) + feed_links(topic))
    assert [client.get(link.removeprefix(SITE)).status_code for link in links] == [200] * 4


def test_the_tags_work_in_a_template() -> None:
    mina = person("mina_reads")
    shown = Template("{% load syndication_tags %}{% share_person person %}").render(Context({"person": mina}))
    assert shown == share_person(mina)
    assert reverse("users:profile", args=["mina_reads"]) in shown
