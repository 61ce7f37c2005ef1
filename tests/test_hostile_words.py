"""Whatever somebody types or sends: no fault of ours, nothing a browser would run, and text kept as it was typed."""

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from notes.models import Comment, Note
from tests.factories import category, note, person
from users.models import User

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = {
    "markup": SCRIPT,
    "an entity": "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "a template": "{{ 7|add:7 }}{% csrf_token %}${7*7}",
    "a link that runs": "javascript:alert(1) [x](javascript:alert(1)) https://a.example/\"onmouseover='alert(1)'",
    "sql": "'; DROP TABLE notes_note; -- \" \\",
    "turned around": "\u202egnp.exe \u2066 \u2067 \u202d",
    "accents without end": "e" + "\u0301" * 200,
    "nul and bells": "one\x00two\x07three\x1b[31m",
    "emoji": "👩‍👩‍👧‍👦🇨🇳🧑🏿‍🚀" * 3,
    "decomposed": unicodedata.normalize("NFD", "Crème brûlée, 각"),
    "wide": "ｆｕｌｌ　ｗｉｄｔｈ＃話題＃",
    "line ends": "one\r\ntwo\rthree\u2028four\u0085five",
    "only marks": "#@#@!!??。，、#",
    "a number": "9" * 60,
}


@pytest.fixture
def writer(db) -> User:
    return person("mina_writes", name="Mina", onboarding="done", level=6)


@pytest.fixture
def browser(writer: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(writer)
    return client


def compose(browser: Client, **facts: str) -> int:
    key = "6b1f7a0e-6f0b-4a55-9f5e-0d8f6f1c2d3e"
    sent = {"submission_key": key, "title": "Bread", "body": "It rose.", "visibility": "public"}
    sent["category"] = str(category("food").pk)
    return browser.post(reverse("notes:compose"), sent | facts).status_code


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", ["title", "body", "topics", "place"])
def test_a_composer_takes_or_refuses_whatever_is_typed(browser: Client, field: str, words: str):
    status = compose(browser, **{field: words})
    assert status in {302, 422}
    assert Note.objects.count() == (1 if status == 302 else 0)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_was_typed_is_shown_as_words_and_never_run(browser: Client, writer: User, words: str):
    status = compose(browser, body=words + " end", title="Bread")
    address = Note.objects.get().get_absolute_url() if status == 302 else reverse("notes:compose")
    page = browser.get(address).content.decode()
    assert "<script>alert" not in page
    assert "onerror=alert" not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert 'href="javascript:' not in page.lower()


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_comment_takes_or_refuses_whatever_is_typed(browser: Client, words: str):
    about = note()
    answer = browser.post(reverse("notes:comment", args=[about.public_id]), {"body": words})
    assert answer.status_code < 500
    kept = Comment.objects.filter(note=about).first()
    assert kept is None or kept.body == unicodedata.normalize("NFC", kept.body)
    assert b"<script>alert" not in browser.get(about.get_absolute_url()).content


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["search:results", "search:suggest", "feed:explore", "notes:product_choices"])
def test_an_address_answers_whatever_stands_in_it(browser: Client, name: str, words: str):
    sent = dict.fromkeys(("q", "tab", "after", "sort", "category", "kind"), words)
    assert browser.get(reverse(name), sent).status_code < 500


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_profile_takes_or_refuses_whatever_is_typed(browser: Client, writer: User, words: str):
    sent = {"name": words[:200], "bio": words, "handle": words, "language": words, "time_zone": words, "city": words}
    answer = browser.post(reverse("users:settings"), sent)
    assert answer.status_code < 500
    assert b"<script>alert" not in browser.get(f"/@{writer.handle}/").content


def test_words_are_kept_composed(browser: Client):
    compose(browser, title=unicodedata.normalize("NFD", "Crème brûlée"))
    assert Note.objects.get().title == unicodedata.normalize("NFC", "Crème brûlée")
