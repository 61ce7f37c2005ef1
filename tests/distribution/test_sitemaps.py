"""The sitemap: every public page once, no part that skips or counts."""

from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from distribution import sitemaps
from notes.models import Note, Topic, Visibility
from tests.factories import note, person, product

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return [found.text or "" for found in ET.fromstring(answer.content).iter(f"{NAMESPACE}loc")]


def whole(client: Client) -> list[str]:
    parts = locations(client, "/sitemap.xml")
    return [page for part in parts for page in locations(client, part.removeprefix(SITE))]


def test_every_public_page_is_there_once(client: Client) -> None:
    mina = person("mina_reads", notes_count=1)
    person("quiet_reader")
    live = note(mina)
    hidden = note(mina, visibility=Visibility.FOLLOWERS)
    cream = product()
    Topic.objects.create(slug="护手霜", name="护手霜", notes_count=1)
    Topic.objects.create(slug="secret", name="Secret", notes_count=1, is_hidden=True)
    found = whole(client)
    assert sorted(found) == sorted(
        [
            f"{SITE}/n/{live.public_id}/",
            f"{SITE}/@mina_reads/",
            f"{SITE}/p/{cream.public_id}/",
            f"{SITE}/t/%E6%8A%A4%E6%89%8B%E9%9C%9C/",
        ]
    )
    assert hidden.public_id not in "".join(found)


def test_parts_are_cut_by_key_and_lose_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SPAN", 2)
    made = {f"{SITE}/n/{note().public_id}/" for _each in range(7)}
    found = [page for page in whole(client) if "/n/" in page]
    assert len(found) == 7
    assert set(found) == made


def test_no_query_counts_or_skips_rows(client: Client) -> None:
    note()
    with CaptureQueriesContext(connection) as queries:
        whole(client)
    asked = " ".join(query["sql"].upper() for query in queries)
    assert "OFFSET" not in asked
    assert "COUNT(" not in asked


@pytest.mark.parametrize("path", ["/sitemap-notes-99999.xml", "/sitemap-secrets-0.xml", "/sitemap-topics-0.xml"])
def test_a_part_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    Note.objects.all().delete()
    assert client.get(path).status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
