"""What a browser is told so that Meadow may stand on a home screen and say something without a connection."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image, ImageChops

from config.home_screen import ICONS, SHELL, version
from config.icons import draw_icon


def test_the_manifest_has_what_an_installable_site_needs(client: Client, db: None):
    answer = client.get("/manifest.webmanifest")
    facts = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (facts["name"], facts["start_url"], facts["display"]) == ("Meadow", "/", "standalone")
    assert [(icon["sizes"], icon["purpose"]) for icon in facts["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]


def test_the_manifest_speaks_the_readers_language(client: Client, db: None):
    assert json.loads(client.get("/manifest.webmanifest", HTTP_ACCEPT_LANGUAGE="zh-CN").content)["name"] == "青草"


@pytest.mark.parametrize(("name", "side"), ICONS)
def test_each_icon_is_there_as_it_is_drawn(name: str, side: int):
    with Image.open(str(finders.find(name))) as image:
        drawn = draw_icon(side, share=0.6 if "maskable" in name else 0.82)
        assert image.size == (side, side)
        assert ImageChops.difference(image.convert("RGB"), drawn).getbbox() is None


def test_a_maskable_icon_keeps_its_edge_free():
    icon = draw_icon(512, share=0.6)
    edge = icon.crop((0, 0, 512, 51))
    assert edge.getcolors() == [(512 * 51, (251, 250, 247))]


def test_the_worker_is_asked_for_anew_each_time_and_names_its_version(client: Client, db: None):
    answer = client.get("/sw.js")
    text = answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    assert f"meadow-shell-{version()}" in text
    assert all(name.rsplit(".", 1)[0] in text for name in SHELL)


def test_the_page_without_a_connection_shows_nothing_of_anybody(client: Client, db: None):
    page = client.get("/offline/").content.decode()
    assert "No connection" in page
    assert "csrf" not in page
