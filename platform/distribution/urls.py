"""Feeds, the sitemap and robots.txt."""

from django.urls import path, re_path

from distribution import feeds, sitemaps

app_name = "distribution"
_PERSON = r"^@(?P<handle>[a-z0-9_]{3,24})/feed"
urlpatterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>-<int:part>.xml", sitemaps.sitemap, name="sitemap"),
    re_path(rf"{_PERSON}\.xml$", feeds.person_feed, {"form": "xml"}, name="person_feed"),
    re_path(rf"{_PERSON}\.atom$", feeds.person_feed, {"form": "atom"}, name="person_atom"),
    path("t/<str:slug>/feed.xml", feeds.topic_feed, {"form": "xml"}, name="topic_feed"),
    path("t/<str:slug>/feed.atom", feeds.topic_feed, {"form": "atom"}, name="topic_atom"),
]
