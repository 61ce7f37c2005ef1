"""A reader whose browser asks for Chinese meets no English sentence, marked for translation or not."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories import brand, person, product
from users.models import User

_SENTENCE = re.compile(r"[A-Za-z]+[ ,]+[A-Za-z]+ [a-z]+")
_SAID_IN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title", "content"}
_CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9"}
# Formats and units are written alike in both tongues.
_FORMATS = re.compile(r"JPEG|PNG|WebP|GIF|AVIF|HEIC|MB")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/signup/",
        "/about/",
        "/about/levels/",
        "/search/",
        "/search/?q=zzzz",
        "/shop/",
        "/topics/",
        "/nothing-here/",
    ],
)
@pytest.mark.django_db
def test_a_visitor_who_reads_chinese_meets_no_english_sentence(client: Client, path: str) -> None:
    assert _english_of(client.get(path, headers=_CHINESE).content.decode()) == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/following/",
        "/nearby/",
        "/publish/",
        "/inbox/",
        "/inbox/settings/",
        "/me/growth/",
        "/settings/account/",
        "/settings/interests/",
        "/settings/tokens/",
        "/welcome/interests/",
        "/welcome/experts/",
        "/welcome/friends/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
    ],
)
@pytest.mark.django_db
def test_a_member_who_reads_chinese_meets_no_english_sentence(client: Client, path: str) -> None:
    client.force_login(_reader())
    assert _english_of(client.get(path, headers=_CHINESE, follow=True).content.decode()) == []


@pytest.mark.django_db
def test_a_product_nobody_wrote_about_is_shown_in_chinese(client: Client) -> None:
    cream = product("护手霜", name_zh="护手霜", brand=brand("青禾"))
    assert _english_of(client.get(cream.get_absolute_url(), headers=_CHINESE).content.decode()) == []


def test_an_english_sentence_would_be_noticed() -> None:
    page = '<p>你好</p><img alt="The cover of this note"><p>Nobody has written here</p><script>let it be so</script>'
    assert _english_of(page) == ["The cover of this note", "Nobody has written here"]


class _Words(HTMLParser):
    """Collects what a page says to eyes and ears."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_hidden = tag in {"script", "style"}
        # The words that scripts say come in data attributes.
        self.said += [value for name, value in attrs if value and (name in _SAID_IN_ATTRIBUTES or "data-" in name)]

    def handle_endtag(self, tag: str) -> None:
        self._is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.said.append(" ".join(data.split()))


def _english_of(page: str) -> list[str]:
    words = _Words()
    words.feed(page)
    return [text for text in words.said if _SENTENCE.search(_FORMATS.sub("", text))]


def _reader() -> User:
    return person("mina_reads", language="zh-hans")
